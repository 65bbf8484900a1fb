"""Stages: how long each part of the work on a text takes, for whoever watches; nothing is measured otherwise."""

import time
from collections.abc import Iterator
from contextlib import ContextDecorator, contextmanager
from contextvars import ContextVar
from typing import Literal, get_args

Stage = Literal[
    "guard",
    "parse",
    "wait",
    "document",
    "encoder",
    "quotations",
    "speakers",
    "claims",
    "topics",
    "phrases",
    "serialise",
]


STAGES: tuple[Stage, ...] = get_args(Stage)


class Stopwatch:
    """Measures how long each stage takes.

    Of stages within stages each counts its own time only, so that all together are never more than the time that
    passed: a document that is first read when the encoder asks for it counts as document.
    """

    def __init__(self) -> None:
        self._seconds: dict[Stage, float] = {}
        self._running: list[Stage] = []
        self._since = 0.0

    def laps(self) -> dict[Stage, float]:
        """Seconds of each stage that was entered, in the order of `Stage`."""
        return {stage: self._seconds[stage] for stage in STAGES if stage in self._seconds}

    def enter(self, stage: Stage) -> None:
        """Begins `stage`; the one that runs is halted."""
        self._count()
        self._running.append(stage)
        self._seconds.setdefault(stage, 0.0)

    def leave(self) -> None:
        """Ends the stage entered last; the one around it goes on."""
        self._count()
        self._running.pop()

    def _count(self) -> None:
        now = time.perf_counter()
        if self._running:
            self._seconds[self._running[-1]] += now - self._since
        self._since = now


_watch: ContextVar[Stopwatch | None] = ContextVar("watch", default=None)


@contextmanager
def watched() -> Iterator[Stopwatch]:
    """Measures the stages of all that is done within, in this thread."""
    watch = Stopwatch()
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


class stage(ContextDecorator):  # noqa: N801 (read as a decorator)
    """Marks a function, or the body of a `with`, as a stage of the work."""

    def __init__(self, name: Stage) -> None:
        self._name = name

    def __enter__(self) -> None:
        if watch := _watch.get():
            watch.enter(self._name)

    def __exit__(self, *_: object) -> None:
        if watch := _watch.get():
            watch.leave()
