"""How soon and how light the service starts: `python -m tests.benchmark.startup`.

Each run starts `flask run` in a fresh process and measures the time from then to the first answer of POST
/v1/annotate, and the memory of the process after it (Linux only). Exit code 1 if the slowest or largest run misses a
target.
"""

import argparse
import http.client
import json
import statistics
import sys
import time
from typing import NamedTuple

from tests.benchmark.articles import article
from tests.benchmark.processes import HOST, free_port, resident_mb, running, wait_until_listening
from tests.benchmark.table import table

_TARGET_SECONDS = 2.0
_TARGET_MB = 250.0


class Start(NamedTuple):
    """One start of the service."""

    listening_ms: float
    answered_ms: float
    resident_mb: float


def main() -> int:
    """Starts the service a few times and prints how long that took."""
    options = _options()
    starts = [start(options.words) for _ in range(options.runs)]
    rows = [
        _row("start to listening, ms", [run.listening_ms for run in starts], ""),
        _row("start to first answer, ms", [run.answered_ms for run in starts], f"{1000 * _TARGET_SECONDS:,.0f}"),
        _row("resident memory, MB", [run.resident_mb for run in starts], f"{_TARGET_MB:,.0f}"),
    ]
    print(f"{options.runs} starts, first answer to {options.words:,} words")
    print(table(["", "median", "min", "max", "target"], rows))
    missed = any(run.answered_ms > 1000 * _TARGET_SECONDS or run.resident_mb > _TARGET_MB for run in starts)
    return int(missed)


def start(words: int) -> Start:
    """One fresh start, to the first answer about an article of `words` words."""
    body = json.dumps({"text": article(words)}).encode()
    port = free_port()
    began = time.perf_counter()
    with running("flask", "run", "--host", HOST, "--port", str(port), settings={}) as process:
        wait_until_listening(port, process)
        listening = time.perf_counter()
        _post(port, body)
        answered = time.perf_counter()
        return Start(1000 * (listening - began), 1000 * (answered - began), resident_mb(process.pid))


def _post(port: int, body: bytes) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    connection.request("POST", "/v1/annotate", body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    found = json.load(response)
    connection.close()
    if response.status != 200 or not found["quotations"]:
        raise SystemExit(f"The answer is {response.status}, not an annotated article.")


def _row(name: str, values: list[float], target: str) -> list[str | int | float]:
    return [name, statistics.median(values), min(values), max(values), target]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure starts of the service.")
    parser.add_argument("--runs", type=int, default=5, help="fresh starts (default: %(default)s)")
    parser.add_argument("--words", type=int, default=800, help="words of the article (default: %(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
