"""What has been done: by it a run goes on where another was stopped, and refuses to mix two kinds of output."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import orjson

from server.corpora.errors import CorpusError
from server.corpora.job import Done, Job
from server.corpora.sources import Source
from server.corpora.storage import Storage
from server.service import Model

_MANIFEST = "corpus.json"
_FOLDER = "done"


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums over batches: articles and words annotated, records rejected by reason, input bytes."""

    batches: int
    articles: int
    words: int
    rejected: dict[str, int]
    size: int

    @classmethod
    def of(cls, done: Iterable[Done]) -> "Totals":
        """The sums over `done`."""
        batches = articles = words = size = 0
        rejected: dict[str, int] = {}
        for one in done:
            batches, articles, words, size = batches + 1, articles + one.articles, words + one.words, size + one.size
            for code, number in one.rejected.items():
                rejected[code] = rejected.get(code, 0) + number
        return cls(batches, articles, words, dict(sorted(rejected.items())), size)


class Ledger:
    """The manifest and the entries of an output folder."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def enter(self, done: Done) -> None:
        """Notes that a batch is done and all its files are written."""
        self._storage.write(f"{_FOLDER}/{done.id}.json", orjson.dumps(done._asdict()))

    def ids(self) -> frozenset[str]:
        """The ids of the batches that are done."""
        return frozenset(name.removesuffix(".json") for name in self._storage.list(_FOLDER))

    def entries(self) -> list[Done]:
        """All that is noted, in the input's order."""
        names = [f"{_FOLDER}/{name}" for name in self._storage.list(_FOLDER)]
        with ThreadPoolExecutor(1 if self._storage.is_local else 16) as readers:
            return [Done(**orjson.loads(entry)) for entry in readers.map(self._storage.read, names)]

    def manifest(self) -> dict[str, Any] | None:
        """What the run is, or None where none has begun."""
        try:
            found: dict[str, Any] = orjson.loads(self._storage.read(_MANIFEST))
        except FileNotFoundError:
            return None
        except orjson.JSONDecodeError:
            raise CorpusError(f"{self._storage.url(_MANIFEST)} is not the JSON that a run leaves there.") from None
        return found

    def begin(self, job: Job, model: Model, sources: list[Source]) -> list[Source]:
        """Writes the manifest, or checks it if a run has begun here; the sources in the order that numbers them.

        Raises CorpusError where what began here differs in its settings, its model or its input. Files that have come
        since are taken at the end.
        """
        began = self.manifest()
        if began is None:
            if self._storage.exists("") and self._storage.list(""):
                raise CorpusError(f"{self._storage.root} holds other files; name an empty or a new folder.")
            ordered = sources
        else:
            self._check(began, job, model)
            ordered = _in_order(began["sources"], sources)
            if began["gathered"] and len(ordered) > len(began["sources"]):
                raise CorpusError("This output is one file a table, which cannot grow; name a new folder.")
        self._write(job, model, ordered, began or {})
        return ordered

    def close(self, *, gathered: bool) -> Totals:
        """Notes that all of the input is done; the sums over it."""
        manifest = self.manifest() or {}
        totals = Totals.of(self.entries())
        finished = {"articles": totals.articles, "words": totals.words, "rejected": totals.rejected}
        self._put({**manifest, "finished": finished, "gathered": gathered or manifest.get("gathered", False)})
        return totals

    def _check(self, began: dict[str, Any], job: Job, model: Model) -> None:
        settings: dict[str, Any] = job.settings()
        different = [name for name, value in settings.items() if began["settings"].get(name) != value]
        if different:
            was = "; ".join(
                f"{name}: {_said(began['settings'].get(name))}, not {_said(settings[name])}" for name in different
            )
            raise CorpusError(f"A run began here with other settings ({was}). Use the same, or name another folder.")
        if began["model"] != {"name": model.name, "version": model.version}:
            raise CorpusError(
                f"A run began here with the model {began['model']['name']} {began['model']['version']}; this is"
                f" {model.name} {model.version}. Name another folder."
            )

    def _write(self, job: Job, model: Model, sources: list[Source], began: dict[str, Any]) -> None:
        listed = [_listed(source) for source in sources]
        manifest = {
            "model": {"name": model.name, "version": model.version},
            "settings": job.settings(),
            "sources": listed,
            "finished": began.get("finished") if listed == began.get("sources") else None,
            "gathered": began.get("gathered", False),
        }
        if manifest != began:
            self._put(manifest)

    def _put(self, manifest: dict[str, Any]) -> None:
        self._storage.write(_MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _listed(source: Source) -> dict[str, Any]:
    return {"name": source.name, "form": source.form, "size": source.size, "fingerprint": source.fingerprint}


def _in_order(began: list[dict[str, Any]], sources: list[Source]) -> list[Source]:
    """The sources as they were numbered, then those that have come since."""
    by_name = {source.name: source for source in sources}
    for known in began:
        source = by_name.get(known["name"])
        if source is None:
            raise CorpusError(f"The run that began here also read {known['name']}, which is not named now.")
        if _listed(source) != known:
            raise CorpusError(f"{known['name']} has changed since the run began here; name another folder.")
    names = {known["name"] for known in began}
    return [*(by_name[known["name"]] for known in began), *(one for one in sources if one.name not in names)]


def _said(value: object) -> str:
    return orjson.dumps(value).decode()
