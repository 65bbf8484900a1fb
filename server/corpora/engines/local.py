"""Batches worked off by the processes of this machine, with only a few of them in memory."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import connection
from threading import Thread

from server.corpora.batches import batches
from server.corpora.errors import CorpusError
from server.corpora.job import Batch, Done, Job
from server.corpora.run import Plan
from server.corpora.work import Worker

_MOST_LOSSES = 3  # pools lost one after the other, with no batch done in between


class LocalEngine:
    """Keeps `workers` processes busy; each loads the annotators once and works on one core."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def run(self, plan: Plan) -> Iterator[Done]:
        """Yields what came of each batch, in the order in which they are done."""
        waiting = _batches(plan)
        retried: list[Batch] = []
        losses = 0
        while True:
            under_way: dict[Future[Done], Batch] = {}
            pool = self._pool(plan.job)
            try:
                for done in self._work(pool, _chained(retried, waiting), under_way):
                    losses = 0
                    yield done
                return
            except BrokenProcessPool:
                losses += 1
                retried = [*under_way.values(), *retried]
                if losses == _MOST_LOSSES:
                    raise CorpusError(
                        f"Worker processes were ended from outside {losses} times, most likely for want of memory. The"
                        " same command goes on from here; fewer --workers need less."
                    ) from None
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
                for process in multiprocessing.active_children():
                    process.terminate()

    def _work(
        self, pool: ProcessPoolExecutor, waiting: Iterator[Batch], under_way: dict[Future[Done], Batch]
    ) -> Iterator[Done]:
        """Works off `waiting`; what is in `under_way` when the pool breaks has not been yielded."""
        while True:
            for batch in islice(waiting, 2 * self._workers - len(under_way)):
                under_way[_submitted(pool, batch, under_way)] = batch
            if not under_way:
                return
            finished, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in finished:
                done = future.result()
                del under_way[future]
                yield done

    def _pool(self, job: Job) -> ProcessPoolExecutor:
        # Fresh processes: one forked from here would share the locks of the runtime of the model.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, context, initializer=_begin, initargs=(job,))


def _submitted(pool: ProcessPoolExecutor, batch: Batch, under_way: dict[Future[Done], Batch]) -> Future[Done]:
    try:
        return pool.submit(_work, batch)
    except BrokenProcessPool:
        under_way[Future()] = batch  # it has been taken off the input: it must come again
        raise


def _chained(retried: list[Batch], waiting: Iterator[Batch]) -> Iterator[Batch]:
    """First what was lost, then what has not begun; what has been given out is no longer in `retried`."""
    while retried:
        yield retried.pop(0)
    yield from waiting


def _batches(plan: Plan) -> Iterator[Batch]:
    names, size = plan.job.columns.names, plan.job.batch_size
    for index, source in enumerate(plan.sources):
        yield from batches(source, index, names, size, plan.done)


_worker: Worker


def _begin(job: Job) -> None:
    """Makes this process a worker: it ends with its parent, however that ends, and leaves Ctrl-C to it."""
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _worker = Worker(job)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _work(batch: Batch) -> Done:
    return _worker(batch)
