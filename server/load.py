"""How much is done at once: few annotations run, some wait, the rest is told at once to come back."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from server.annotation.stages import stage
from server.problems import ProblemError, busy


class Gate:
    """Lets `running` annotations run and `waiting` more wait, each for `deadline_seconds` in all.

    Annotating is bound to the processor: more at once would make all of them slower and none faster.
    """

    def __init__(self, running: int, waiting: int, deadline_seconds: float) -> None:
        self._places = BoundedSemaphore(running + waiting)
        self._slots = BoundedSemaphore(running)
        self._deadline_seconds = deadline_seconds
        self._stopping = False

    def stop(self) -> None:
        """From now on whoever is patient is refused: batches end, and single texts are annotated to the last."""
        self._stopping = True

    @contextmanager
    def slot(self, *, patient: bool = False) -> Iterator[Callable[[str], None]]:
        """A slot to annotate in; yields a check that raises a 503 problem once the deadline is past.

        Raises the 503 problem "busy" at once where no place is free, or after the deadline if `patient`; who is patient
        gets the problem "stopping" once the service stops.
        """
        if patient and self._stopping:
            raise ProblemError("stopping", "This line was not read; send it again.", headers={"Retry-After": "5"})
        deadline = time.monotonic() + self._deadline_seconds
        if not self._waited(self._places, self._deadline_seconds if patient else 0):
            raise busy()
        try:
            if not self._waited(self._slots, max(deadline - time.monotonic(), 0)):
                raise busy("No slot came free before the deadline; try again in a moment.")
            try:
                yield lambda _stage: self._check(deadline)
            finally:
                self._slots.release()
        finally:
            self._places.release()

    @staticmethod
    @stage("wait")
    def _waited(for_one_of: BoundedSemaphore, seconds: float) -> bool:
        return for_one_of.acquire(timeout=seconds)

    def _check(self, deadline: float) -> None:
        if time.monotonic() > deadline:
            raise ProblemError(
                "past-deadline",
                f"The text could not be annotated within {self._deadline_seconds:g} s.",
                headers={"Retry-After": "5"},
            )


class Rate:
    """At most so many requests a minute of one caller; 0 = as many as come.

    A bucket of tokens for each caller, filled evenly; callers not seen for a minute are forgotten.
    """

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, caller: str) -> None:
        """Takes one token of `caller`; raises a 429 problem where none is left."""
        if not self._per_minute:
            return
        now = time.monotonic()
        if len(self._buckets) > 10_000:
            self._buckets = {who: bucket for who, bucket in self._buckets.items() if bucket[1] > now - 60}
        left, seen = self._buckets.get(caller, (float(self._per_minute), now))
        left = min(left + (now - seen) * self._per_minute / 60, float(self._per_minute))
        if left < 1:
            wait = int((1 - left) * 60 / self._per_minute) + 1
            raise ProblemError(
                "too-many-requests",
                f"At most {self._per_minute} requests a minute are answered.",
                headers={"Retry-After": str(wait)},
            )
        self._buckets[caller] = (left - 1, now)
