"""Quotations: direct, mixed or indirect by their quotation marks, and passages that nothing attributes."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from server.annotation.document import Document
from server.annotation.quotations.attribution import Attribution
from server.annotation.results import QuotationKind, Span

_FLOATING_WORDS = 4  # a shorter passage that no cue claims is a scare quote, a title or a nickname
_MOSTLY = 0.95


def floating(document: Document, attributions: Iterable[Attribution]) -> Iterator[tuple[Span, ...]]:
    """The spans of passages of four words or more in quotation marks that no attribution claims.

    What is attributed within a passage, cue and all, is said in it by somebody else, and claims nothing.
    """
    marks = document.outermost_quoted
    claimed = [a for a in attributions if not (a.cue and any(m.covers(a.cue) for m in _near(marks, a.cue)))]
    covered = _united(span for attribution in claimed for span in attribution.content)
    for quoted in document.quoted:
        if quoted.depth == 0 and not _meets(quoted.spans, covered):
            words = sum(len(document.words(span).split()) for span in quoted.spans)
            if words >= _FLOATING_WORDS:
                yield quoted.spans


def kind_of(document: Document, content: tuple[Span, ...]) -> QuotationKind:
    """Direct, mixed or indirect, by how many of the content's letters stand in quotation marks.

    A few that do ("the “Sun”") make nothing mixed, but a span of its own that is all in marks does.
    """
    inside = total = 0
    is_marked = False
    for span in content:
        letters, marked = _letters(document, span), 0
        for mark in _near(document.outermost_quoted, span):
            if mark.overlaps(span):
                marked += _letters(document, Span(max(mark.start, span.start), min(mark.end, span.end)))
        inside, total = inside + marked, total + letters
        is_marked = is_marked or 0 < letters == marked
    if inside >= _MOSTLY * total:
        return "direct"
    return "mixed" if is_marked or inside > (1 - _MOSTLY) * total else "indirect"


def _letters(document: Document, span: Span) -> int:
    return sum(map(str.isalnum, document.words(span)))


def _united(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap, as one; in text order."""
    united: list[Span] = []
    for span in sorted(spans):
        if united and span.start < united[-1].end:
            united[-1] = Span(united[-1].start, max(united[-1].end, span.end))
        else:
            united.append(span)
    return united


def _near(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of the sorted, disjoint `spans` that may overlap `span`."""
    first = max(bisect_right(spans, span.start, key=lambda s: s.start) - 1, 0)
    return spans[first : bisect_left(spans, span.end, key=lambda s: s.start)]


def _meets(spans: tuple[Span, ...], covered: Sequence[Span]) -> bool:
    """Whether one of `spans` overlaps one of the sorted spans of `covered`."""
    return any(near.overlaps(span) for span in spans for near in _near(covered, span))
