"""Quotations: contents in and out of quotation marks, with the cue and the source beside them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from server.annotation.attribution import Attribution, Item, Reader
from server.annotation.document import Document
from server.annotation.marks import Quoted
from server.annotation.results import QuotationKind, Span

_FLOATING_WORDS = 4  # a shorter passage that no cue claims is a scare quote, a title or a nickname
_MOSTLY = 0.95


def attributions(document: Document) -> list[Attribution]:
    """Everything that the text attributes by words of saying, and quotations that float without any; in text order."""
    found = [attribution for unit in _units(document) for attribution in Reader(unit).read()]
    covered = sorted(span for attribution in found for span in attribution.content)
    found += [Attribution(q.spans, certainty=0.7) for q in _floating(document) if not _meets(q.spans, covered)]
    return sorted(found, key=lambda attribution: attribution.content[0])


def kind_of(document: Document, content: tuple[Span, ...]) -> QuotationKind:
    """Direct, mixed or indirect, by how many of the content's letters stand in quotation marks."""
    inside = total = 0
    for span in content:
        total += _letters(document, span)
        for mark in _near(document.outermost_quoted, span):
            if mark.overlaps(span):
                inside += _letters(document, Span(max(mark.start, span.start), min(mark.end, span.end)))
    if inside >= _MOSTLY * total:
        return "direct"
    return "mixed" if inside > (1 - _MOSTLY) * total else "indirect"


def _letters(document: Document, span: Span) -> int:
    return sum(map(str.isalnum, document.words(span)))


def _near(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of the sorted, disjoint `spans` that may overlap `span`."""
    first = max(bisect_right(spans, span.start, key=lambda s: s.start) - 1, 0)
    return spans[first : bisect_left(spans, span.end, key=lambda s: s.start)]


def _units(document: Document) -> Iterator[list[Item]]:
    """Sentences, with each outermost passage in quotation marks as one item whatever sentences it holds."""
    passages = iter([q for q in document.quoted if q.depth == 0])
    passage = next(passages, None)
    unit: list[Item] = []
    previous = -1
    behind = 0  # the end of the last passage taken
    for token in document.tokens:
        if token.start < behind:
            continue
        sentence = document.sentence_at(token.start)
        while passage and passage.end <= token.start:
            passage = next(passages, None)
        if unit and sentence != previous and _ends(document, unit, token.start):
            yield unit
            unit = []
        previous = sentence
        if passage and passage.start <= token.start:
            unit.append(Item(passage.start, passage.end, document.words(Span(passage.start, passage.end)), passage))
            behind = passage.end
            previous = document.sentence_at(passage.end - 1)
        else:
            unit.append(Item(token.start, token.end, token.text))
    if unit:
        yield unit


def _ends(document: Document, unit: list[Item], start: int) -> bool:
    """Whether a new unit begins at `start`; a quotation and its "Smith said" belong together whatever Punkt says."""
    last = unit[-1]
    if document.paragraph_at(last.end - 1) != document.paragraph_at(start):
        return True
    return not (last.quoted and last.text[-2:-1] in ",?!" and len(unit) == 1)


def _floating(document: Document) -> Iterator[Quoted]:
    for quoted in document.quoted:
        if quoted.depth == 0 and len(document.words(Span(quoted.start, quoted.end)).split()) >= _FLOATING_WORDS:
            yield quoted


def _meets(spans: tuple[Span, ...], covered: Sequence[Span]) -> bool:
    """Whether one of `spans` overlaps one of the sorted spans of `covered`."""
    return any(near.overlaps(span) for span in spans for near in _near(covered, span))
