"""Whether run time grows with length alone, whatever is sent: `python -m tests.benchmark.growth`.

CPU time of the whole pipeline, from text to JSON, for each kind of nasty text at several lengths, beside prose of the
same length. A kind is too slow where 1,000 words of it take more than three times as long as 1,000 words of prose; such
a one is timed again, with prose beside it, before it is believed. Exit code 1 if one is left.

A word is a run of letters and digits. Where there are few or none (marks, faces, Chinese), a text counts as many words
as prose of its length has: what is limited in a request, and has to be read, are its characters.
"""

import argparse
import re
import sys
import time
from typing import NamedTuple

import orjson

from server.presentation import present
from server.service import AnnotateRequest, Service
from tests.benchmark.articles import article
from tests.benchmark.table import table
from tests.nasty import KINDS, Make

_TOO_SLOW = 3.0  # times as long as prose
_LEAST_SECONDS = 0.5  # of CPU time: shorter texts are read several times
_WORD = re.compile(r"[^\W_]+")


class Pace(NamedTuple):
    """CPU milliseconds for 1,000 words, and how many times as long that is as prose takes."""

    ms: float
    ratio: float


class Growth:
    """Times texts of one length after the other."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._prose: dict[int, str] = {}
        self._prose_ms: dict[int, float] = {}

    def begin(self, words: int) -> float:
        """Times prose of `words` words; its milliseconds for 1,000 of them."""
        self._prose[words] = article(words)
        self._prose_ms[words] = self._ms(self._prose[words]) / words * 1000
        return self._prose_ms[words]

    def pace(self, make: Make, words: int) -> Pace:
        """How fast a kind of text as long as `words` words of prose is read."""
        text = make(len(self._prose[words]))
        count = max(sum(1 for _ in _WORD.finditer(text)), words)
        ms = self._ms(text) / count * 1000
        if ms > _TOO_SLOW * self._prose_ms[words]:
            ms, self._prose_ms[words] = self._ms(text) / count * 1000, self.begin(words)
        return Pace(ms, ms / self._prose_ms[words])

    def _ms(self, text: str) -> float:
        """CPU milliseconds for one text."""
        began, rounds = time.process_time(), 0
        while rounds == 0 or time.process_time() - began < _LEAST_SECONDS:
            orjson.dumps(present(self._service.annotate(AnnotateRequest(text, language="en"))))
            rounds += 1
        return 1000 * (time.process_time() - began) / rounds


def main() -> int:
    """Times every kind at every length and prints a line for each."""
    options = _options()
    service = Service()
    service.probe()
    growth = Growth(service)
    prose = [growth.begin(words) for words in options.words]
    columns = [f"{words:,} words" for words in options.words]
    print("CPU ms for 1,000 words (times prose)", flush=True)
    rows, slow = [["prose", *(f"{ms:,.0f} (1.0)" for ms in prose)]], []
    for kind in options.kinds or KINDS:
        paces = [growth.pace(KINDS[kind], words) for words in options.words]
        rows.append([kind, *(f"{pace.ms:,.0f} ({pace.ratio:.1f})" for pace in paces)])
        print(*rows[-1], sep="  ", file=sys.stderr, flush=True)
        if any(pace.ratio > _TOO_SLOW for pace in paces):
            slow.append(kind)
    print(table(["", *columns], rows))
    print(f"{len(rows) - 1} kinds; more than {_TOO_SLOW:g} times as slow as prose: {', '.join(slow) or 'none'}")
    return int(bool(slow))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time every kind of nasty text at several lengths.")
    lengths = [1000, 10_000, 100_000]
    parser.add_argument("--words", type=int, nargs="+", default=lengths, help="lengths (default: %(default)s)")
    parser.add_argument(
        "--kinds", nargs="+", choices=list(KINDS), metavar="KIND", help="default: all in tests/nasty.py"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
