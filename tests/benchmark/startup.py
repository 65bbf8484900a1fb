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

_WORDS = 800
_LISTENING_MS, _ANSWERED_MS, _RESIDENT_MB = 1500.0, 2000.0, 250.0  # targets
Measured = tuple[str, float, float, float, float]
"""What was measured, median, least and most, and the target."""


class Start(NamedTuple):
    """One start of the service."""

    listening_ms: float
    answered_ms: float
    resident_mb: float


def main() -> int:
    """Starts the service a few times and prints how long that took."""
    parser = argparse.ArgumentParser(description="Measure starts of the service.")
    parser.add_argument("--runs", type=int, default=5, help="fresh starts (default: %(default)s)")
    listening, answered, resident = measured(parser.parse_args().runs)
    print(table(HEAD, [listening, answered, resident]))
    return int(listening[3] > _LISTENING_MS or answered[3] > _ANSWERED_MS or resident[3] > _RESIDENT_MB)


HEAD = ("start, first answer to 800 words", "median", "min", "max", "target")


def measured(runs: int) -> tuple[Measured, Measured, Measured]:
    """Rows of what so many fresh starts took."""
    starts = [start(_WORDS) for _ in range(runs)]
    return (
        _row("start to listening, ms", [run.listening_ms for run in starts], _LISTENING_MS),
        _row("start to first answer, ms", [run.answered_ms for run in starts], _ANSWERED_MS),
        _row("resident memory, MB", [run.resident_mb for run in starts], _RESIDENT_MB),
    )


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


def _row(name: str, values: list[float], target: float) -> Measured:
    return name, statistics.median(values), min(values), max(values), target


if __name__ == "__main__":
    sys.exit(main())
