"""How far a run is: a bar on a terminal, a plain line now and then elsewhere; both on standard error."""

import sys
import time
from typing import Any, Self

import click

from server.corpora.job import Done
from server.corpora.ledger import Totals

_SECONDS_BETWEEN_LINES = 10.0


class Pace:
    """Counts what is done and tells how fast, and how long the rest will take."""

    def __init__(self, before: Totals, size: int) -> None:
        self._began = time.monotonic()
        self.left = max(size - before.size, 0)  # bytes of input
        self.size, self._before = size, before
        self._articles = self._words = self._rejected = 0
        self._read = 0

    def count(self, done: Done) -> None:
        """One more batch."""
        self._articles += done.articles
        self._words += done.words
        self._rejected += sum(done.rejected.values())
        self._read += done.size

    def __str__(self) -> str:
        """Articles, rates and time left, for people."""
        seconds = max(time.monotonic() - self._began, 0.001)
        before = self._before
        rejected = self._rejected + sum(before.rejected.values())
        parts = [f"{self._articles + before.articles:,} articles"]
        parts += [f"{rejected:,} rejected"] if rejected else []
        if self._read:
            parts += [f"{self._articles / seconds:.1f} articles/s", f"{self._words / seconds:,.0f} words/s"]
            parts.append(f"{_duration(seconds * max(self.left - self._read, 0) / self._read)} left")
        return " · ".join(parts)

    @property
    def share(self) -> float:
        """How much of the input is done, 0..1."""
        return min((self._before.size + self._read) / self.size, 1) if self.size else 1.0


class Progress:
    """Shows a pace, as whoever looks on can take it."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._bar: Any = None
        self._pace: Pace
        self._said = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)

    def begin(self, before: Totals, size: int) -> None:
        """Shows what was done before; the whole input has `size` bytes."""
        self._pace = Pace(before, size)
        if before.batches:
            click.echo(f"Goes on: {before.articles:,} articles were done before.", err=True)
        if self._is_terminal:
            self._bar = click.progressbar(
                length=self._pace.left,
                show_eta=False,
                show_percent=True,
                width=24,
                file=sys.stderr,
                item_show_func=lambda _: str(self._pace),
            )
            self._bar.__enter__()

    def advance(self, done: Done) -> None:
        """Shows that one more batch is done."""
        self._pace.count(done)
        if self._bar is not None:
            self._bar.update(done.size)
        elif time.monotonic() - self._said >= _SECONDS_BETWEEN_LINES:
            self._said = time.monotonic()
            click.echo(f"{time.strftime('%H:%M:%S')} {self._pace.share:.0%} · {self._pace}", err=True)


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours / 24:.1f} days"
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
