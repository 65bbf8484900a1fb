"""What a caller gets of the whole service: `python -m tests.benchmark.service`.

Starts gunicorn with two workers as an operator does and asks it over connections that are kept open: what HTTP adds to
the stages that the header Server-Timing tells, articles a second at several numbers of connections, words a second of
one batch, and the memory that each worker has for itself alone. No answer comes from memory. Linux only.
"""

import argparse
import asyncio
import http.client
import itertools
import json
import re
import statistics
import sys
import time
from pathlib import Path

from tests.benchmark.articles import article
from tests.benchmark.endurance import Served, service_under_gunicorn, together
from tests.benchmark.load import HEADERS
from tests.benchmark.processes import HOST, children_of
from tests.benchmark.table import Row, table

_WORDS = 800
_CONNECTIONS = (1, 2, 4, 16, 64)
_TEXTS = 10
_DURATION = re.compile(r"dur=([\d.]+)")
_PRIVATE = re.compile(r"^Private_\w+:\s+(\d+) kB$", re.MULTILINE)


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="Measure the service as a caller sees it.")
    parser.add_argument("--seconds", type=float, default=15.0, help="for each row (default: %(default)s)")
    print(table(HEAD, measured(parser.parse_args().seconds)))
    return 0


HEAD = ("two workers, articles of 800 words", "")


def measured(seconds: float) -> list[Row]:
    """Rows of what was measured, each for `seconds`."""
    with service_under_gunicorn() as service:
        rows: list[Row] = [("HTTP beside the stages, ms (median)", _overhead_ms(service.port, seconds))]
        rows += [(f"articles a second, {n} connections", _rate(service, n, seconds)) for n in _CONNECTIONS]
        rows.append(("words a second, one batch", _batch_rate(service.port, seconds)))
        rows.append(("memory of a worker alone, MB", max(map(_private_mb, children_of(service.pid)))))
    return rows


def _overhead_ms(port: int, seconds: float) -> float:
    """The median of what a request takes at the client beyond the stages of its answer."""
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    over = []
    until = time.monotonic() + seconds
    for body in itertools.cycle(_bodies()):
        began = time.perf_counter()
        connection.request("POST", "/v1/annotate", body, HEADERS)
        response = connection.getresponse()
        response.read()
        total = 1000 * (time.perf_counter() - began)
        over.append(total - sum(map(float, _DURATION.findall(response.headers["Server-Timing"]))))
        if time.monotonic() > until:
            break
    connection.close()
    return statistics.median(over)


def _rate(service: Served, connections: int, seconds: float) -> float:
    began = time.monotonic()
    exchanges = asyncio.run(together(service.port, itertools.cycle(_bodies()), connections, seconds))
    return sum(exchange.status == 200 for exchange in exchanges) / (time.monotonic() - began)


def _batch_rate(port: int, seconds: float) -> float:
    """Words a second of one batch that is about as long as `seconds`."""
    lines = list(itertools.islice(itertools.cycle(_bodies()), max(_TEXTS, int(8 * seconds))))
    connection = http.client.HTTPConnection(HOST, port, timeout=600)
    began = time.perf_counter()
    connection.request("POST", "/v1/annotate/batch", b"\n".join(lines), {"Content-Type": "application/x-ndjson"})
    answers = connection.getresponse().read().splitlines()
    taken = time.perf_counter() - began
    connection.close()
    assert len(answers) == len(lines)
    return _WORDS * len(lines) / taken


def _private_mb(pid: int) -> float:
    """Memory that a process shares with nobody, in MB (10⁶ bytes)."""
    found = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(kilobytes) for kilobytes in _PRIVATE.findall(found)) * 1024 / 1e6


def _bodies() -> list[bytes]:
    return [json.dumps({"text": article(_WORDS, seed)}).encode() for seed in range(_TEXTS)]


if __name__ == "__main__":
    sys.exit(main())
