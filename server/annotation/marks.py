"""Quotation marks: which open, which close, and what stands between them, over paragraphs and in any nesting."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from server.annotation.results import Span

_MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚‛'＂]")
_OPENERS = {"“": "”", "„": "”", "‟": "”", "«": "»", "‹": "›", "‘": "’", "‚": "’", "‛": "’", "``": "''"}
_CLOSERS = {"”": "”", "»": "»", "›": "›", "’": "’", "''": "''"}
_STRAIGHT = {'"': "”", "＂": "”", "'": "’"}  # a curly mark may be closed by a straight one: “so"
_SINGLE = "’"
# Words that begin with an apostrophe, so that a mark before them opens nothing.
_ELIDED = re.compile(r"(?:\d0s|em|til|tis|twas|cause|bout|round|n)\b", re.IGNORECASE)
_BEFORE_OPENING = " \t\u00a0\u2009([{—–-/:;,“\"‘'«…"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage in quotation marks: one span a paragraph, marks included, outermost depth 0.

    `closed` is False where the closing mark is missing; the passage then ends with its paragraph.
    """

    spans: tuple[Span, ...]
    depth: int
    closed: bool

    @property
    def start(self) -> int:
        """Offset of the opening mark."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Offset behind the closing mark."""
        return self.spans[-1].end


class _Passage(NamedTuple):
    spans: tuple[Span, ...]
    closed: bool


class _Open(NamedTuple):
    closer: str
    start: int
    before: list[Span]  # the same passage in earlier paragraphs; added to where it goes on, for there may be thousands


def quoted_passages(text: str, paragraphs: tuple[Span, ...]) -> tuple[Quoted, ...]:
    """All passages of `text` in quotation marks, by start; an odd number of marks is no error.

    Marks are paired by kind, within a paragraph. A passage left open goes on in the next paragraph if that one begins
    with an opening mark of the same kind, as news style has it; else it ends with its paragraph.
    """
    found: list[_Passage] = []
    carried: _Open | None = None
    for position, paragraph in enumerate(paragraphs):
        stack = _pair(text, paragraph, carried, found)
        carried = None
        if stack and stack[0].closer != _SINGLE:
            first = stack[0]
            following = paragraphs[position + 1] if position + 1 < len(paragraphs) else None
            if following and _closer_of(text, following.start) == first.closer:
                first.before.append(Span(first.start, paragraph.end))
                carried = first
                stack = stack[1:]
        open_ended = (left for left in stack if left.closer != _SINGLE)
        found += [_Passage((*left.before, Span(left.start, paragraph.end)), closed=False) for left in open_ended]
    return tuple(_nested(sorted(found, key=lambda passage: (passage.spans[0].start, -passage.spans[-1].end))))


def _nested(passages: list[_Passage]) -> Iterator[Quoted]:
    """Counts depths only when all is paired: a mark that stays alone, such as an apostrophe, nests nothing."""
    ends: list[int] = []
    for spans, closed in passages:
        while ends and ends[-1] <= spans[0].start:
            ends.pop()
        yield Quoted(spans, len(ends), closed)
        ends.append(spans[-1].end)


def _pair(text: str, paragraph: Span, carried: _Open | None, found: list[_Passage]) -> list[_Open]:
    """Pairs the marks of one paragraph into `found`; returns what is still open at its end."""
    stack: list[_Open] = []
    waiting: dict[str, int] = {}  # how many of each kind are open, so that a stray closer costs no search
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark, start, end = match.group(), match.start(), match.end()
        if carried and start == paragraph.start:
            stack.append(carried._replace(start=start))
            waiting[carried.closer] = 1
            continue
        closer = _CLOSERS.get(mark) or _STRAIGHT.get(mark)
        if mark == "“" and waiting.get("”") and stack[-1].closer == "”" and text[stack[-1].start] == "„":
            closer = "”"  # „so“
        if closer == _SINGLE and stack and stack[-1].closer != _SINGLE:
            closer = None  # the apostrophe of “the students’ choice”, whatever single mark stands before the passage
        if closer and waiting.get(closer) and _may_close(text, start, end, mark, paragraph):
            while stack[-1].closer != closer:
                waiting[stack.pop().closer] -= 1
            opened = stack.pop()
            waiting[closer] -= 1
            found.append(_Passage((*opened.before, Span(opened.start, end)), closed=True))
        elif (opens := _OPENERS.get(mark) or _STRAIGHT.get(mark)) and _may_open(text, start, end, mark, paragraph):
            stack.append(_Open(opens, start, []))
            waiting[opens] = waiting.get(opens, 0) + 1
    return stack


def _closer_of(text: str, position: int) -> str | None:
    mark = text[position : position + 2] if text.startswith("``", position) else text[position]
    return _OPENERS.get(mark) or _STRAIGHT.get(mark)


def _may_close(text: str, start: int, end: int, mark: str, paragraph: Span) -> bool:
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    if mark in "’'":  # between letters it is an apostrophe
        return not after.isalnum() and not before.isspace()
    if mark in _STRAIGHT:  # a mark that only can open (space before, word behind) closes nothing
        return not (before.isspace() and after.isalnum())
    return True


def _may_open(text: str, start: int, end: int, mark: str, paragraph: Span) -> bool:
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    if mark in "‘'‛‚":
        return before in _BEFORE_OPENING and not after.isspace() and not _ELIDED.match(text, end)
    if mark in _STRAIGHT:
        return not after.isspace() and (before in _BEFORE_OPENING or not before.isalnum())
    return True
