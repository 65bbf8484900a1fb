"""NDJSON in, NDJSON out: each line is answered in order, and a bad one costs nothing but itself."""

import queue
import zlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Condition, Thread
from typing import IO, Any

import orjson
from werkzeug.exceptions import HTTPException

from server.body import checked, parse
from server.presentation import present
from server.problems import ProblemError, problem_of, too_long
from server.state import State

_CHUNK = 65_536
_BROKEN_OFF = ProblemError("malformed-json", "The body broke off before its end; the lines before this were answered.")


def answered_lines(lines: "Lines", state: State) -> Iterator[bytes]:
    """The response or problem object of each line, in order, as soon as it is ready.

    As many lines are annotated at once as the service runs articles at once; while no further line has come, answers
    do not wait for one.
    """
    at_once = state.settings.max_running
    ahead: deque[Future[bytes]] = deque()
    with ThreadPoolExecutor(at_once) as pool:
        for line in lines:
            ahead.append(pool.submit(_answered, line, state))
            while ahead and (len(ahead) == at_once or not lines.has_next()):
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _answered(line: bytes | ProblemError, state: State) -> bytes:
    return orjson.dumps(_answer(line, state)) + b"\n"


def _answer(line: bytes | ProblemError, state: State) -> dict[str, Any]:
    key: dict[str, Any] = {}
    try:
        if isinstance(line, ProblemError):
            raise line
        value = parse(line)
        if "key" in value:
            key = _checked_key(value.pop("key"))
        wanted = checked(value, state.settings.max_text_length)
        with state.gate.slot(patient=True) as check:
            answer = state.service.annotate(wanted, check)
        state.metrics.count(answer)
        return key | present(answer)
    except Exception as failure:  # one line's failure, whatever it is, is that line's answer
        return key | problem_of(failure).body()


def _checked_key(key: object) -> dict[str, Any]:
    if isinstance(key, bool) or not isinstance(key, str | int | float):
        errors = [{"pointer": "/key", "detail": "Must be a string or a number."}]
        raise ProblemError("invalid-request", "The key must be a string or a number.", errors=errors)
    return {"key": key}


class Lines:
    """The lines of a request body, read ahead by a thread of its own.

    A client that sends its whole batch before it reads an answer would wait for the service while the service waits for
    it; so lines are taken in, up to `read_ahead` bytes, whether or not answers are taken off.
    """

    def __init__(self, stream: IO[bytes], *, gzipped: bool, longest: int, read_ahead: int) -> None:
        self._stream = stream
        self._inflater = zlib.decompressobj(31) if gzipped else None
        self._longest = longest
        self._read_ahead = read_ahead
        self._lines: queue.SimpleQueue[bytes | ProblemError | None] = queue.SimpleQueue()
        self._room = Condition()
        self._waiting = 0  # bytes in the queue
        self._abandoned = False
        self._reader = Thread(target=self._read, daemon=True)

    def __iter__(self) -> Iterator[bytes | ProblemError]:
        self._reader.start()
        try:
            while (line := self._lines.get()) is not None:
                if isinstance(line, bytes):
                    with self._room:
                        self._waiting -= len(line)
                        self._room.notify()
                yield line
        finally:
            with self._room:
                self._abandoned = True
                self._room.notify()

    def has_next(self) -> bool:
        """Whether a further line, or the end, has come already."""
        return not self._lines.empty()

    def _read(self) -> None:
        try:
            self._split()
        except (OSError, HTTPException, zlib.error):
            self._put(_BROKEN_OFF)
        finally:
            self._put(None)

    def _split(self) -> None:
        """Cuts the chunks into lines; of a line that is too long only the fact is kept."""
        rest, skipping = b"", False
        for chunk in self._chunks():
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                if not skipping and line.strip():
                    self._put(line if len(line) <= self._longest else self._too_long())
                skipping = False
            if len(rest) > self._longest:
                if not skipping:
                    self._put(self._too_long())
                rest, skipping = b"", True
            elif skipping:
                rest = b""
        if rest.strip():
            self._put(rest)

    def _chunks(self) -> Iterator[bytes]:
        while not self._abandoned and (raw := self._stream.read(_CHUNK)):
            if self._inflater is None:
                yield raw
                continue
            while raw:
                yield self._inflater.decompress(raw, _CHUNK)
                raw = self._inflater.unconsumed_tail
        if self._inflater is not None and not self._inflater.eof and not self._abandoned:
            raise zlib.error("broken off")

    def _put(self, line: bytes | ProblemError | None) -> None:
        if isinstance(line, bytes):
            with self._room:
                self._room.wait_for(lambda: self._abandoned or self._waiting < self._read_ahead)
                self._waiting += len(line)
        self._lines.put(line)

    def _too_long(self) -> ProblemError:
        return too_long("One line", self._longest, "bytes")
