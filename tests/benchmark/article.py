"""How long one article takes, stage by stage: `python -m tests.benchmark.article`.

The service works in this process, on one core where the system can be told so, warm: wall time and CPU time, medians
over several rounds, in each another article. The stages are parse (bytes to a checked request), document (language,
sentences, tokens, quotation marks), one for each annotator, and serialise (annotations to bytes); the last annotator's
time holds the answer's id as well. Exit code 1 if 800 words take more wall time than the target.
"""

import argparse
import functools
import itertools
import json
import os
import statistics
import sys
import time
from typing import NamedTuple
from unittest.mock import patch

import orjson

from server.annotation.document import Document
from server.body import checked, parse
from server.presentation import present
from server.service import Service
from server.settings import Settings
from tests.benchmark.articles import article
from tests.benchmark.processes import peak_resident_mb
from tests.benchmark.table import table

_TARGET_WORDS, _TARGET_MS = 800, 130.0
_ARTICLES = 10


class Lap(NamedTuple):
    """Time spent on one stage."""

    wall_ms: float
    cpu_ms: float


class Stopwatch:
    """Laps by the name of the stage that they time; a new stage ends the one before."""

    def __init__(self) -> None:
        self.laps: dict[str, Lap] = {}
        self._stage = ""
        self._wall = self._cpu = 0

    def enter(self, stage: str) -> None:
        """Begins `stage`; with an empty name, only ends the one that runs."""
        wall, cpu = time.perf_counter_ns(), time.process_time_ns()
        if self._stage:
            self.laps[self._stage] = Lap((wall - self._wall) / 1e6, (cpu - self._cpu) / 1e6)
        self._stage = stage
        self._wall, self._cpu = time.perf_counter_ns(), time.process_time_ns()


class _ReadDocument(Document):
    """A document read at once and not at first use, so that no annotator's time holds another's reading."""

    def __init__(self, text: str, title: str | None = None) -> None:
        super().__init__(text, title)
        for name, value in vars(Document).items():
            if isinstance(value, functools.cached_property):
                getattr(self, name)


def main() -> int:
    """Times articles of several lengths and prints their stages."""
    options = _options()
    core = _keep_to_one_core()
    service = Service()
    columns: dict[int, dict[str, Lap]] = {}
    peaks: dict[int, float] = {}
    with patch("server.service.Document", _ReadDocument):
        for words in sorted(options.words):
            columns[words] = measured(service, words, options.seconds)
            peaks[words] = peak_resident_mb()
    print(f"One article, warm, {core}; ms wall / CPU (medians)")
    print(table(["words", *(f"{words:,}" for words in columns)], _rows(columns, peaks)))
    reached = columns.get(_TARGET_WORDS, {"total": Lap(0, 0)})["total"].wall_ms <= _TARGET_MS
    return int(not reached)


def measured(service: Service, words: int, seconds: float) -> dict[str, Lap]:
    """Median laps of articles of `words` words, over as many rounds as fit in `seconds`, ten at least."""
    bodies = [json.dumps({"text": article(words, seed)}).encode() for seed in range(_ARTICLES)]
    once(service, bodies[0])
    until = time.monotonic() + seconds
    rounds: list[dict[str, Lap]] = []
    for body in itertools.cycle(bodies):
        rounds.append(once(service, body))
        if len(rounds) >= _ARTICLES and time.monotonic() > until:
            break
    return {stage: _median([laps[stage] for laps in rounds]) for stage in rounds[0]}


def once(service: Service, body: bytes) -> dict[str, Lap]:
    """The laps of one request, and their sum as "total"."""
    watch = Stopwatch()
    watch.enter("parse")
    request = checked(parse(body), Settings().max_text_length)
    watch.enter("document")
    answer = service.annotate(request, watch.enter)
    watch.enter("serialise")
    orjson.dumps(present(answer))
    watch.enter("")
    laps = watch.laps
    return {**laps, "total": Lap(sum(lap.wall_ms for lap in laps.values()), sum(lap.cpu_ms for lap in laps.values()))}


def _median(laps: list[Lap]) -> Lap:
    return Lap(statistics.median(lap.wall_ms for lap in laps), statistics.median(lap.cpu_ms for lap in laps))


def _rows(columns: dict[int, dict[str, Lap]], peaks: dict[int, float]) -> list[list[str]]:
    stages = list(next(iter(columns.values())))
    rows = [[stage, *(_pair(laps[stage]) for laps in columns.values())] for stage in stages]
    totals = {words: laps["total"] for words, laps in columns.items()}
    rows.append(
        ["per 1,000 words", *(_pair(Lap(*(1000 * ms / words for ms in total))) for words, total in totals.items())]
    )
    rows.append(["peak memory, MB", *(f"{peak:.1f}" for peak in peaks.values())])
    return rows


def _pair(lap: Lap) -> str:
    return f"{lap.wall_ms:,.1f} / {lap.cpu_ms:,.1f}"


def _keep_to_one_core() -> str:
    """Binds this process to one core where the system can do that; says what it runs on."""
    if not hasattr(os, "sched_setaffinity"):
        return "on any core"
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    return "on one core"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time the stages of one article.")
    lengths = [300, _TARGET_WORDS, 3000, 20_000]
    parser.add_argument("--words", type=int, nargs="+", default=lengths, help="lengths (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=5.0, help="time for each length (default: %(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
