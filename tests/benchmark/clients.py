"""Clients of the service for benchmarks: hundreds of them in one process, well-behaved, slow, or gone."""

import asyncio
import time
from typing import Self

from tests.benchmark.load import HEADERS, NO_ANSWER, Exchange
from tests.benchmark.processes import HOST

_BROKEN = (OSError, EOFError, asyncio.LimitOverrunError)


def request(body: bytes, path: str = "/v1/annotate", kind: str = "application/json") -> bytes:
    """A POST request as it goes over the wire."""
    headers = {"Host": HOST, **HEADERS, "Content-Type": kind, "Content-Length": len(body)}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {path} HTTP/1.1\r\n{lines}\r\n".encode() + body


class Client:
    """One connection that is kept open, and opened again when it broke."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    async def post(self, body: bytes) -> Exchange:
        """Posts `body` to be annotated, and waits for the answer."""
        began = time.perf_counter()
        try:
            reader, writer = await self._opened()
            writer.write(request(body))
            await writer.drain()
            status, retry_after = await _answer(reader)
        except _BROKEN:
            self.close()
            status, retry_after = NO_ANSWER, False
        return Exchange(status, 1000 * (time.perf_counter() - began), retry_after)

    def close(self) -> None:
        """Closes the connection."""
        if self._streams:
            self._streams[1].close()
        self._streams = None

    async def _opened(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams and self._streams[0].at_eof():  # the service has closed a connection that lay idle
            self.close()
        if not self._streams:
            self._streams = await asyncio.open_connection(HOST, self._port)
        return self._streams


async def trickle(port: int, body: bytes, until: float) -> None:
    """Sends a request a byte a second, and another when the service has had enough, `until` then (monotonic)."""
    while time.monotonic() < until:
        try:
            reader, writer = await asyncio.open_connection(HOST, port)
            for byte in request(body):
                writer.write(bytes([byte]))
                await asyncio.sleep(1)
                if reader.at_eof() or time.monotonic() > until:
                    break
            writer.close()
        except _BROKEN:
            await asyncio.sleep(0.1)


async def vanish(port: int, body: bytes, until: float) -> None:
    """Sends half a request or a whole one and is gone, ten times a second, `until` then (monotonic)."""
    whole = request(body)
    for turn in range(1_000_000):
        if time.monotonic() > until:
            return
        try:
            _, writer = await asyncio.open_connection(HOST, port)
            writer.write(whole if turn % 2 else whole[: len(whole) // 2])
            await writer.drain()
            writer.transport.abort()
        except _BROKEN:
            pass
        await asyncio.sleep(0.1)


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """Status, and whether the answer says when to come back."""
    status_line, *fields = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)}
    await reader.readexactly(int(headers["content-length"]))
    return int(status_line.split()[1]), "retry-after" in headers
