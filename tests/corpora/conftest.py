"""A small invented archive, and what annotates it in this very process."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from server.corpora.batches import batches
from server.corpora.job import Done, Job
from server.corpora.ledger import Totals
from server.corpora.run import Plan, Run
from server.corpora.sources import sources_of
from server.corpora.work import Worker
from server.service import Model, Service
from tests.benchmark.articles import article

NUMBER = 12
_UNNAMED = "\n\nA senior official, who would not be named, said that the budget had been spent twice over by June."


class InlineEngine:
    """Works off batches in this process, at most `most` of them, as an engine does that is stopped early."""

    def __init__(self, most: int | None = None) -> None:
        self.most = most
        self.ids: list[str] = []

    def run(self, plan: Plan) -> Iterator[Done]:
        worker = Worker(plan.job)
        for index, source in enumerate(plan.sources):
            for batch in batches(source, index, plan.job.columns.names, plan.job.batch_size, plan.done):
                if len(self.ids) == self.most:
                    raise InterruptedError
                self.ids.append(batch.id)
                yield worker(batch)


class Quiet:
    """Looks on and remembers."""

    def __init__(self) -> None:
        self.before: Totals | None = None
        self.size = 0
        self.seen = 0

    def begin(self, before: Totals, size: int) -> None:
        self.before, self.size = before, size

    def advance(self, done: Done) -> None:
        self.seen += done.size


@pytest.fixture(scope="session")
def service() -> Service:
    return Service()


@pytest.fixture(scope="session")
def records() -> list[dict[str, Any]]:
    """Articles of three months, by their id."""
    return [
        {
            "id": f"a{index}",
            "title": f"Headline {index}" if index != 1 else "<script>alert(1)</script>",
            "url": f"https://news.example/{index}" if index != 1 else "javascript:alert(1)",
            "date": f"2024-{1 + index % 3:02}-{1 + index:02}",
            "text": article(70, index) + _UNNAMED * (index % 4 == 0),
        }
        for index in range(NUMBER)
    ]


@pytest.fixture(scope="session")
def archive(records: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records as JSONL, with three lines among them that cannot be annotated."""
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    lines[3:3] = ['{"id": "empty", "text": ""}', "", '{"id": "broken", "text": "Never to be repeated']
    lines.append(
        json.dumps({"id": "german", "text": "Der Rat hat am Montag beschlossen, dass die Brücke im Mai öffnet."})
    )
    path = tmp_path_factory.mktemp("archive") / "articles.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Flat tables of the archive, from a run that nobody disturbed; two articles a part."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    annotate(Job(str(out), flat=True, batch_size=2), archive)
    return out


def annotate(job: Job, *paths: Path, engine: InlineEngine | None = None, one_file: bool = False) -> Totals:
    """A whole run in this process."""
    run = Run(job, _model(), sources_of(map(str, paths), out=job.out))
    return run.through(engine or InlineEngine(), Quiet(), one_file=one_file)


@cache
def _model() -> Model:
    return Service().model


def corpus(*arguments: object) -> list[str]:
    """The command, for a process of its own."""
    return [sys.executable, "-m", "flask", "--app", "server", "corpus", *map(str, arguments)]


def completed(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The command, run."""
    return subprocess.run(corpus(*arguments), capture_output=True, text=True, timeout=300, check=False)


def digests(out: Path) -> dict[str, str]:
    """Every file of an output by its content."""
    files = (path for path in sorted(out.rglob("*")) if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
