"""How the service bears load that does not end: `python -m tests.benchmark.endurance connections|requests|slow`.

Each part starts gunicorn as an operator does, with two workers, and asks it over connections that are kept open; who is
refused comes back after a second, as he is told. Clients share the machine with the service. Linux only.

`connections`: 1, 4, 16, 64 and 200 clients at once, each number for a while, and what is refused meanwhile.
`requests`: many short texts, every hundredth a long one, with the memory of the workers along the way.
`slow`: one client, first alone, then beside many that send a byte a second and some that vanish.

Exit code 1 if any answer is neither 200 nor 503 with Retry-After, or if an annotated text comes after the deadline.
"""

import argparse
import asyncio
import itertools
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from server.settings import Settings
from tests.benchmark.articles import article
from tests.benchmark.clients import Client, trickle, vanish
from tests.benchmark.load import Exchange, figures, listed, loaded_workers_mb, workers_mb
from tests.benchmark.processes import free_port, running, wait_until_listening
from tests.benchmark.table import table

_WORKERS = 2
_NUMBERS = (1, 4, 16, 64, 200)
_TEXTS = 500
_LONG_EACH = 100


class Served(NamedTuple):
    """A service that runs: where it listens, and gunicorn's process."""

    port: int
    pid: int

    def memory(self) -> list[float]:
        """MB of each worker."""
        return workers_mb(self.pid)


def main() -> int:
    """Runs one part; the exit code."""
    options = _options()
    with service_under_gunicorn() as service:
        print(f"memory of each worker, MB: {listed(service.memory())} at the start; load average {_load_average()}")
        exchanges = options.part(service, options)
        print(f"memory of each worker, MB: {listed(service.memory())} at the end; load average {_load_average()}")
    annotated = [each for each in exchanges if each.status == 200]
    late = [each for each in annotated if each.milliseconds > 1000 * Settings().deadline_seconds]
    wrong = [each for each in exchanges if not each.is_allowed]
    print(f"{len(exchanges):,} exchanges, {len(wrong)} of them neither 200 nor 503 with Retry-After, {len(late)} late")
    return int(bool(late or wrong))


def connections(service: Served, options: argparse.Namespace) -> list[Exchange]:
    """Rows for each number of connections."""
    body, every, rows = _body(options.words), [], []
    for number in _NUMBERS:
        exchanges = asyncio.run(together(service.port, itertools.repeat(body), number, options.seconds))
        rows += _rows(f"{number} connection{'s' * (number > 1)}", exchanges, options.seconds, service)
        every += exchanges
    print(table([f"{options.words:,} words", *_FIGURES, "MB"], rows))
    return every


def requests(service: Served, options: argparse.Namespace) -> list[Exchange]:
    """One row for each tenth of the requests."""
    bodies, every, rows = _bodies(options.count), [], []
    for _ in range(10):
        began = time.monotonic()
        part = itertools.islice(bodies, options.count // 10)
        exchanges = asyncio.run(together(service.port, part, 2 * _WORKERS, float("inf")))
        every += exchanges
        rows += _rows(f"up to {len(every):,}", exchanges, time.monotonic() - began, service)
        print(f"{len(every):,} requests: {listed(service.memory())} MB", flush=True)
    print(table(["requests", *_FIGURES, "MB"], rows))
    return every


def slow(service: Served, options: argparse.Namespace) -> list[Exchange]:
    """One client's figures alone, and beside the slow and the vanishing."""
    body = _body(options.words)
    alone = asyncio.run(together(service.port, itertools.repeat(body), 1, options.seconds))
    beside = asyncio.run(_beside_the_slow(service.port, body, options))
    rows = _rows("alone", alone, options.seconds, service)
    rows += _rows(f"beside {options.clients} slow ones", beside, options.seconds, service)
    print(table(["one client", *_FIGURES, "MB"], rows))
    return [*alone, *beside]


_FIGURES = ("requests", "a second", "p50 ms", "p95 ms", "p99 ms", "max ms")


async def together(port: int, bodies: Iterable[bytes], clients: int, seconds: float) -> list[Exchange]:
    """All exchanges of `clients` that post `bodies` one after the other for `seconds`, or until there are no more."""
    exchanges: list[Exchange] = []
    until, left = time.monotonic() + seconds, iter(bodies)

    async def one() -> None:
        async with Client(port) as client:
            for body in left:
                exchange = await client.post(body)
                exchanges.append(exchange)
                if time.monotonic() > until:
                    return
                if exchange.status != 200:
                    await asyncio.sleep(1)

    await asyncio.gather(*(one() for _ in range(clients)))
    return exchanges


async def _beside_the_slow(port: int, body: bytes, options: argparse.Namespace) -> list[Exchange]:
    until = time.monotonic() + options.seconds + 2
    others = [asyncio.create_task(trickle(port, body, until)) for _ in range(options.clients)]
    others.append(asyncio.create_task(vanish(port, body, until)))
    await asyncio.sleep(2)
    exchanges = await together(port, itertools.repeat(body), 1, options.seconds)
    await asyncio.gather(*others)
    return exchanges


def _rows(name: str, exchanges: list[Exchange], seconds: float, service: Served) -> list[list[str | int | float]]:
    kinds = {"": [each for each in exchanges if each.status == 200]}
    kinds[", refused"] = [each for each in exchanges if each.status != 200]
    memory = listed(service.memory())
    return [[name + kind, *figures(found, seconds), memory] for kind, found in kinds.items() if found]


def _body(words: int, seed: int = 0) -> bytes:
    return json.dumps({"text": article(words, seed)}).encode()


def _bodies(count: int) -> Iterator[bytes]:
    """`count` requests, no two the same."""
    short, long = ([article(words, seed) for seed in range(_TEXTS)] for words in (30, 600))
    for number in range(count):
        texts = long if number % _LONG_EACH == 0 else short
        title = " ".join(f"Number {number}")  # no two titles are the same, yet none brings a new word
        yield json.dumps({"text": texts[number % _TEXTS], "title": title}).encode()


@contextmanager
def service_under_gunicorn() -> Iterator[Served]:
    port = free_port()
    settings = {"WHOSAID_PORT": str(port), "WHOSAID_WORKERS": str(_WORKERS)}
    arguments = ("--config", "python:server.gunicorn", "server:create_app()")
    with running("gunicorn", *arguments, settings=settings) as process:
        wait_until_listening(port, process)
        loaded_workers_mb(process.pid, port, _WORKERS)
        yield Served(port, process.pid)


def _load_average() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Load the service until something would give way.")
    parts = parser.add_subparsers(required=True)
    for part in (connections, requests, slow):
        _add(parts, part)
    return parser.parse_args()


def _add(parts: "argparse._SubParsersAction[argparse.ArgumentParser]", part: Callable[..., list[Exchange]]) -> None:
    options = parts.add_parser(part.__name__, help=part.__doc__)
    options.set_defaults(part=part)
    if part is requests:
        options.add_argument("--count", type=int, default=50_000, help="requests (default: %(default)s)")
        return
    options.add_argument("--words", type=int, default=800, help="words of the article (default: %(default)s)")
    options.add_argument("--seconds", type=float, default=60.0, help="how long each (default: %(default)s)")
    if part is slow:
        options.add_argument("--clients", type=int, default=200, help="slow ones (default: %(default)s)")


if __name__ == "__main__":
    sys.exit(main())
