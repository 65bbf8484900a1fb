"""Batches worked off by a Ray cluster: Ray Data reads, streams, schedules and tries again what was lost."""

import logging
import os
import pickle
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

# Nothing leaves the machine, but Ray would report its use. It has to be said before Ray is imported, as what it may say
# on its own: the progress is ours, and failures are told below.
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")

import ray
from ray.data import ActorPoolStrategy, DataContext

from server.corpora.batches import batches
from server.corpora.errors import CorpusError
from server.corpora.job import Done, Job
from server.corpora.run import Plan
from server.corpora.work import Worker
from server.service import Model

# Shares of a core. Different ones also keep Ray from putting reading and annotating into one task, where a single file
# would keep a single annotator busy.
_READING, _ANNOTATING = 0.1, 0.9
_PATIENCE_SECONDS = 10.0


class RayEngine:
    """A pool of at most `workers` annotators (None = as many as there are cores) on the cluster at `address`.

    Without an address, Ray is started on this machine and ended afterwards.
    """

    def __init__(self, address: str | None, workers: int | None) -> None:
        self._address = address
        self._workers = workers

    def run(self, plan: Plan) -> Iterator[Done]:
        """Yields what came of each batch, in the order in which they are done."""
        if not plan.sources:
            return
        with self._connected() as cores:
            try:
                for row in _done(plan, self._workers or cores).iter_rows():
                    yield pickle.loads(row["done"])  # noqa: S301 (written by our own worker)
            except ray.exceptions.RayError as failure:
                why = f"{type(failure).__name__}; Ray's logs tell more"
                raise CorpusError(f"Ray gave up ({why}). The same command goes on from here.") from None

    @contextmanager
    def _connected(self) -> Iterator[int]:
        _check_reachable(self._address)
        here: dict[str, Any] = {} if self._address else {"num_cpus": self._workers, "include_dashboard": False}
        try:
            ray.init(self._address, log_to_driver=False, logging_level=logging.ERROR, **here)
        except (ConnectionError, ValueError, RuntimeError) as failure:
            raise CorpusError(f"Ray cannot be reached: {str(failure).splitlines()[0]}") from None
        try:
            resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
            yield max(int(resources.get("CPU", 1)), 1)
        finally:
            ray.shutdown()


def _check_reachable(address: str | None) -> None:
    """Raises CorpusError where nobody answers at `address`: Ray itself would try for many minutes."""
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if not port.isdigit():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE_SECONDS).close()
    except OSError as failure:
        raise CorpusError(f"Ray cannot be reached at {address}: {failure.strerror or failure}.") from None


def _done(plan: Plan, workers: int) -> "ray.data.Dataset":
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    context = DataContext.get_current()
    context.enable_progress_bars = False
    context.target_max_block_size = 1  # each batch a block of its own, so that each is a task of its own
    indexes = [{"source": index} for index in range(len(plan.sources))]
    sources = ray.data.from_items(indexes, override_num_blocks=len(indexes))
    read = sources.map_batches(partial(_read, plan), batch_size=1, num_cpus=_READING)
    return read.map_batches(
        _Annotating,
        fn_constructor_args=(plan.job, plan.model),
        batch_size=1,
        num_cpus=_ANNOTATING,
        compute=ActorPoolStrategy(min_size=1, max_size=workers),
    )


def _read(plan: Plan, rows: dict[str, Any]) -> Iterator[dict[str, list[bytes]]]:
    """The batches of the sources whose numbers come in, each as soon as it is read."""
    names, size = plan.job.columns.names, plan.job.batch_size
    for index in map(int, rows["source"]):
        for batch in batches(plan.sources[index], index, names, size, plan.done):
            yield {"batch": [pickle.dumps(batch)]}


class _Annotating:
    def __init__(self, job: Job, model: Model) -> None:
        self._worker = Worker(job)
        if self._worker.model != model:
            raise RuntimeError(f"This machine has the model {self._worker.model}; the run was begun with {model}.")

    def __call__(self, rows: dict[str, Any]) -> dict[str, list[bytes]]:
        batches_ = (pickle.loads(row) for row in rows["batch"])  # noqa: S301 (written by our own reader)
        return {"done": [pickle.dumps(self._worker(batch)) for batch in batches_]}
