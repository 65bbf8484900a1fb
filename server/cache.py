"""Answers lately given, kept in memory by what was asked, so that asking again costs nothing."""

from collections import OrderedDict
from threading import Lock


class Answers:
    """Bodies of answers by their entity tags, `most_bytes` of them; those not asked for longest make room."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, tag: str) -> bytes | None:
        """The body that was kept under `tag`."""
        with self._lock:
            if tag in self._bodies:
                self._bodies.move_to_end(tag)
            return self._bodies.get(tag)

    def keep(self, tag: str, body: bytes) -> None:
        """Keeps `body`, if all the room is enough for it."""
        if len(body) > self._most_bytes:
            return
        with self._lock:
            self._bytes += len(body) - len(self._bodies.pop(tag, b""))
            self._bodies[tag] = body
            while self._bytes > self._most_bytes:
                self._bytes -= len(self._bodies.popitem(last=False)[1])
