"""A run from its first look at the input to its last file; engines are given what is left to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from filelock import FileLock, Timeout

from server.corpora import tables
from server.corpora.errors import CorpusError
from server.corpora.forms import gather
from server.corpora.job import Done, Job
from server.corpora.ledger import Ledger, Totals
from server.corpora.sources import Source
from server.corpora.storage import Storage
from server.service import Model


@dataclass(frozen=True, slots=True)
class Plan:
    """What is left to do: all sources, in the order that numbers them, without the batches in `done`."""

    job: Job
    model: Model
    sources: list[Source]
    done: frozenset[str]


class Engine(Protocol):
    """Has every batch of a plan worked off, somewhere; what becomes of a batch is not its business."""

    def run(self, plan: Plan) -> Iterator[Done]:
        """Yields what came of each batch as soon as it is done; raises CorpusError if that cannot go on."""
        ...


class Watcher(Protocol):
    """Looks on."""

    def begin(self, before: Totals, size: int) -> None:
        """What was done before, and how many bytes the whole input has."""
        ...

    def advance(self, done: Done) -> None:
        """One more batch is done."""
        ...


class Run:
    """One call of `flask corpus`."""

    def __init__(self, job: Job, model: Model, sources: list[Source]) -> None:
        self._storage = Storage(job.out)
        self._ledger = Ledger(self._storage)
        self._job, self._model, self._sources = job, model, sources
        self._check()

    def through(self, engine: Engine, watcher: Watcher, *, one_file: bool = False) -> Totals:
        """Does what is left of the run through `engine`; the sums over all of it, also over what was done before."""
        with self._alone():
            sources = self._ledger.begin(self._job, self._model, self._sources)
            before = self._ledger.entries()
            watcher.begin(Totals.of(before), sum(source.size for source in sources))
            for done in engine.run(Plan(self._job, self._model, sources, frozenset(one.id for one in before))):
                watcher.advance(done)
            return self._finish(one_file=one_file)

    def _finish(self, *, one_file: bool) -> Totals:
        names = [*tables.schemas(flat=self._job.flat, kept=self._job.columns.kept), "rejects"]
        for name in [*names, "done"]:
            self._storage.sweep(name)
        manifest = self._ledger.manifest() or {}
        if one_file and not manifest.get("gathered"):
            self._gather()
        totals = self._ledger.close(gathered=one_file)
        if one_file or manifest.get("gathered"):
            for name in names:
                self._storage.remove(name)
        return totals

    def _gather(self) -> None:
        """One file a table; the parts stay until the ledger says that they are not needed."""
        schemas = tables.schemas(flat=self._job.flat, kept=self._job.columns.kept)
        for name, schema in schemas.items():
            parts = [f"{name}/{part}" for part in self._storage.list(name)]
            gather(self._storage, parts, f"{name}.{self._job.form}", schema, self._job.form)
        rejects = [f"rejects/{part}" for part in self._storage.list("rejects")]
        if rejects:
            self._storage.write("rejects.jsonl", b"".join(map(self._storage.read, rejects)))

    def _check(self) -> None:
        """Raises CorpusError where a kept column has the name of one of the output's own."""
        taken = [name for name in self._job.columns.kept if name in tables.reserved()]
        if taken:
            raise CorpusError(f"The output has columns {' and '.join(taken)} of its own: they cannot be kept as well.")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keeps a second run away from the same folder, where the file system can."""
        if not self._storage.is_local:
            yield
            return
        self._storage.files.makedirs(self._storage.root, exist_ok=True)
        try:
            with FileLock(self._storage.path(".lock"), timeout=0):
                yield
        except Timeout:
            raise CorpusError(f"Another run is at work in {self._storage.root}.") from None
