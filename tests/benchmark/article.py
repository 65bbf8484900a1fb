"""How long one article takes, stage by stage: `python -m tests.benchmark.article`.

The service is called in this process through its WSGI interface, on one core where the system can be told so, and keeps
no answers. Figures are milliseconds of wall time: medians over several rounds, in each another article. Cold is the
first article in a fresh process that has just loaded the service; "two at once" is what each of many articles takes
when two threads share two cores. Exit code 1 if 800 words take more than the target.
"""

import argparse
import itertools
import json
import logging
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from server import create_app
from server.settings import Settings
from tests.benchmark.articles import article
from tests.benchmark.processes import peak_resident_mb
from tests.benchmark.table import Row, table

_TARGET_WORDS, _TARGET_MS = 800, 120.0
_ARTICLES = 10
_BOTH_CORES = 2
_TIMING = re.compile(r"(\w+);dur=([\d.]+)")

TOTAL = "total, warm, one core"

Given = ParamSpec("Given")
Result = TypeVar("Result")
Laps = dict[str, float]
"""Milliseconds by stage; "http" is what no stage accounts for, "total" is everything."""


def main() -> int:
    """Times articles of several lengths and prints their stages."""
    options = _options()
    head, rows = measured(options.words, options.seconds)
    print(f"One article, milliseconds ({_where()})")
    print(table(head, rows))
    totals = next(row for row in rows if row[0] == TOTAL)
    reached = float(dict(zip(head, totals, strict=True)).get(f"{_TARGET_WORDS:,}", 0))
    return int(reached > _TARGET_MS)


def measured(lengths: list[int], seconds: float) -> tuple[list[str], list[Row]]:
    """Head and rows of the table of all stages by length of the article in words."""
    cold = [_in_fresh_process(_cold, words) for words in lengths]
    warm = [_in_fresh_process(_warm, words, seconds) for words in lengths]
    two = [_in_fresh_process(_two_at_once, words) for words in lengths]
    columns = [laps for laps, _ in warm]
    stages: list[Row] = [(stage, *(laps[stage] for laps in columns)) for stage in columns[0] if stage != "total"]
    totals = [laps["total"] for laps in columns]
    return ["words", *(f"{words:,}" for words in lengths)], [
        *stages,
        (TOTAL, *totals),
        ("the same for 1,000 words", *(1000 * ms / words for ms, words in zip(totals, lengths, strict=True))),
        ("cold: first in its process", *cold),
        ("two at once on two cores, each", *two),
        ("peak memory, MB", *(peak for _, peak in warm)),
    ]


def _in_fresh_process(function: Callable[Given, Result], *arguments: Given.args, **named: Given.kwargs) -> Result:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(function, *arguments, **named).result()


def _cold(words: int) -> float:
    _keep_to_one_core()
    return _once(_app(), _body(words, 0))["total"]


def _warm(words: int, seconds: float) -> tuple[Laps, float]:
    """Median laps over as many rounds as fit in `seconds`, ten at least, and the peak memory in MB."""
    _keep_to_one_core()
    app = _app()
    _once(app, _body(words, 0))
    rounds = [_once(app, body) for body in _bodies_for(words, seconds)]
    return {stage: statistics.median(laps[stage] for laps in rounds) for stage in rounds[0]}, peak_resident_mb()


def _two_at_once(words: int) -> float:
    app = _app()
    bodies = [_body(words, seed) for seed in range(_ARTICLES)]
    with ThreadPoolExecutor(_BOTH_CORES) as pool:
        list(pool.map(partial(_once, app), bodies[:_BOTH_CORES]))
        began = time.perf_counter()
        list(pool.map(partial(_once, app), bodies))
        return 1000 * (time.perf_counter() - began) / len(bodies)


def _bodies_for(words: int, seconds: float) -> Iterator[bytes]:
    """Bodies in turn until `seconds` have passed."""
    bodies = [_body(words, seed) for seed in range(_ARTICLES)]
    until = time.monotonic() + seconds
    for number, body in enumerate(itertools.cycle(bodies)):
        if number >= _ARTICLES and time.monotonic() > until:
            return
        yield body


def _once(app: Flask, body: bytes) -> Laps:
    builder = EnvironBuilder("/v1/annotate", method="POST", data=body, content_type="application/json")
    environ = builder.get_environ()
    began = time.perf_counter()
    chunks, status, headers = run_wsgi_app(app, environ, buffered=True)
    total = 1000 * (time.perf_counter() - began)
    assert status.startswith("200"), b"".join(chunks)
    laps = {stage: float(ms) for stage, ms in _TIMING.findall(headers["Server-Timing"])}
    return {**laps, "http": total - sum(laps.values()), "total": total}


def _app() -> Flask:
    logging.getLogger("whosaid").addHandler(logging.NullHandler())
    logging.getLogger("whosaid").propagate = False
    return create_app(Settings(max_running=_BOTH_CORES, cache_bytes=0, max_text_length=1_000_000))


def _body(words: int, seed: int) -> bytes:
    return json.dumps({"text": article(words, seed)}).encode()


def _keep_to_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _where() -> str:
    load = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{len(os.sched_getaffinity(0))} cores{load}" if hasattr(os, "sched_getaffinity") else "cores unknown"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time the stages of one article.")
    lengths = [300, _TARGET_WORDS, 3000, 20_000]
    parser.add_argument("--words", type=int, nargs="+", default=lengths, help="lengths (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=5.0, help="time for each length (default: %(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
