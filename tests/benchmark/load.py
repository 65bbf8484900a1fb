"""How the service bears many clients at once: `python -m tests.benchmark.load`.

Starts gunicorn with two workers as an operator does, `gunicorn --config python:server.gunicorn 'server:create_app()'`,
and lets parallel clients post one article again and again over connections that are kept open; they honour nothing and
just post again. Times are wall time at the client, which shares the machine with the service. Memory is read before
the first request and after the last. Linux only. Exit code 1 if any answer is neither 200 nor 503 with Retry-After.
"""

import argparse
import http.client
import json
import statistics
import sys
import threading
import time
from collections import defaultdict
from typing import NamedTuple

from tests.benchmark.articles import article
from tests.benchmark.processes import HOST, children_of, free_port, resident_mb, running, wait_until_listening
from tests.benchmark.table import table

HEADERS = {"Content-Type": "application/json", "Cache-Control": "no-store"}  # no answer comes from memory
NO_ANSWER = 0  # in the place of a status: the connection broke
_PATIENCE_SECONDS = 60.0
_REST_SECONDS = 0.5


class Exchange(NamedTuple):
    """One request and what became of it."""

    status: int
    milliseconds: float
    retry_after: bool

    @property
    def is_allowed(self) -> bool:
        """Whether the contract has it: an answer, or a refusal that says when to come back."""
        return self.status == 200 or (self.status == 503 and self.retry_after)


def main() -> int:
    """Loads the service and prints what it answered."""
    options = _options()
    body = json.dumps({"text": article(options.words)}).encode()
    port = free_port()
    settings = {"WHOSAID_PORT": str(port), "WHOSAID_WORKERS": str(options.workers)}
    arguments = ("--config", "python:server.gunicorn", "server:create_app()")
    with running("gunicorn", *arguments, settings=settings) as process:
        wait_until_listening(port, process)
        before = loaded_workers_mb(process.pid, port, options.workers)
        exchanges, seconds = loaded(port, body, options.clients, options.seconds)
        after = workers_mb(process.pid)
    print(f"{options.clients} clients, {seconds:.1f} s, {options.words:,} words, {options.workers} workers")
    print(table(["", "requests", "a second", "p50 ms", "p95 ms", "p99 ms", "max ms"], _rows(exchanges, seconds)))
    print(f"memory of each worker, MB: {listed(before)} before, {listed(after)} after")
    return int(not all(exchange.is_allowed for exchange in exchanges))


def loaded(port: int, body: bytes, clients: int, seconds: float) -> tuple[list[Exchange], float]:
    """All exchanges of `clients` threads that post `body` for `seconds`, and how long that took to the last answer."""
    exchanges: list[Exchange] = []
    began = time.monotonic()
    threads = [
        threading.Thread(target=_client, args=(port, body, began + seconds, exchanges), daemon=True)
        for _ in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return exchanges, time.monotonic() - began


def _client(port: int, body: bytes, until: float, exchanges: list[Exchange]) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=_PATIENCE_SECONDS)
    while time.monotonic() < until:
        exchanges.append(_exchange(connection, body))
    connection.close()


def _exchange(connection: http.client.HTTPConnection, body: bytes) -> Exchange:
    began = time.perf_counter()
    try:
        connection.request("POST", "/v1/annotate", body, HEADERS)
        response = connection.getresponse()
        response.read()
        status, retry_after = response.status, response.headers.get("Retry-After") is not None
    except (OSError, http.client.HTTPException):
        connection.close()  # http.client opens it again for the next request
        status, retry_after = NO_ANSWER, False
    return Exchange(status, 1000 * (time.perf_counter() - began), retry_after)


def _rows(exchanges: list[Exchange], seconds: float) -> list[list[str | int | float]]:
    kinds: dict[str, list[Exchange]] = defaultdict(list)
    for exchange in exchanges:
        kinds[_kind(exchange)].append(exchange)
    return [[kind, *figures(kinds[kind], seconds)] for kind in sorted(kinds)]


def _kind(exchange: Exchange) -> str:
    if exchange.status == NO_ANSWER:
        return "no answer"
    if exchange.status == 503:
        return f"503 {'with' if exchange.retry_after else 'WITHOUT'} Retry-After"
    return str(exchange.status)


def figures(exchanges: list[Exchange], seconds: float) -> list[int | float]:
    """How many, how many a second, and p50, p95, p99 and the most of their milliseconds."""
    times = [exchange.milliseconds for exchange in exchanges]
    cuts = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    return [len(times), len(times) / seconds, cuts[49], cuts[94], cuts[98], max(times)]


def loaded_workers_mb(pid: int, port: int, workers: int) -> list[float]:
    """Memory of the workers once all have loaded the service, which is told by its growing no more."""
    until = time.monotonic() + _PATIENCE_SECONDS
    before: list[float] = []
    while time.monotonic() < until:
        ready = _is_ready(port)
        now = workers_mb(pid)
        if ready and now == before and len(now) == workers:
            return now
        before = now
        time.sleep(_REST_SECONDS)
    raise TimeoutError("The workers do not come to rest.")


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=_PATIENCE_SECONDS)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def workers_mb(pid: int) -> list[float]:
    """Memory of each process that gunicorn has started."""
    return [resident_mb(child) for child in children_of(pid)]


def listed(values: list[float]) -> str:
    """Figures as one reads them out."""
    return " and ".join(f"{value:.1f}" for value in values)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Load the service with parallel clients.")
    parser.add_argument("--clients", type=int, default=20, help="at once (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long (default: %(default)s)")
    parser.add_argument("--words", type=int, default=800, help="words of the article (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="gunicorn workers (default: %(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
