"""Contents: what a cue governs, brought to the borders that a reader sees: quotation marks, clauses, paragraphs."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from server.annotation.document import Document
from server.annotation.heads import Convention
from server.annotation.marks import Quoted
from server.annotation.results import Span
from server.annotation.speakers.mentions import whole
from server.annotation.windows import Range, Units

# The share of a passage in quotation marks that must be content for the marks to be the content's borders.
_COMMON = 0.6
_NEAR = 1  # units between a content's border and a mark that belongs to it
_HOLE = 15  # units within a content that the heads may have left out
_CONNECTIVES = frozenset({"that", "but", "and"})
_DEPTHS = 2  # quotations within quotations within quotations have no passages of their own


class _Passage(NamedTuple):
    units: Range
    quoted: Quoted


class Contents:
    """Puts the contents of one document within their borders."""

    def __init__(self, document: Document, units: Units, convention: Convention) -> None:
        self._document = document
        self._units = units
        self._convention = convention
        self._passages = [list(self._of_depth(depth)) for depth in range(_DEPTHS)]

    def within_borders(self, ranges: Sequence[Range], cue: Range, source: Range | None) -> tuple[Span, ...]:
        """The spans of a content in text order; none where nothing is left.

        `ranges` are what the heads take for the content. It stays in the cue's paragraph, but for passages in quotation
        marks, which are taken whole, over paragraphs too.
        """
        found: set[Span] = set()
        apart = [cue, source] if source else [cue]
        for each in self._without_holes(self._by_paragraph(ranges), apart):
            if passage := self._same_passage(each):
                found.update(passage.spans if self._reaches(passage, cue) else ())
            elif self._paragraph(each.first) == self._paragraph(cue.first):
                trimmed = self._trimmed(self._behind_colon(self._with_marks(each)))
                if trimmed.first < trimmed.last:
                    found.add(self._units.span(trimmed))
        return self._joined(sorted(found))

    def words(self, content: Span) -> str:
        """The words of a content."""
        return self._document.words(content)

    def mention(self, source: Range, apart: Sequence[Span]) -> Span:
        """The span of a source up to the end of its noun phrase, but not into what stands `apart`."""
        return whole(self._document, self._units.span(source), apart)

    def _by_paragraph(self, ranges: Iterable[Range]) -> Iterator[Range]:
        """Ranges cut where a paragraph ends."""
        for first, last in ranges:
            while first < last:
                paragraph = self._document.paragraphs[self._paragraph(first)]
                cut = min(last, self._units.range_of(paragraph).last)
                yield Range(first, cut)
                first = cut

    def _behind_colon(self, each: Range) -> Range:
        """Only what stands in quotation marks, where a colon leads up to it: "of the ship" ": “It is old.”"."""
        for units, _ in self._near(each):
            leads_up = each.first < units.first - 1 and self._word(units.first - 1) == ":"
            if self._convention == Convention.PRODUCT and leads_up and units.last >= each.last:
                return Range(units.first, each.last)
        return each

    def _without_holes(self, ranges: Iterable[Range], apart: Sequence[Range]) -> list[Range]:
        """Ranges between which a few units are missing, as one, but over no paragraph's end and nothing `apart`."""
        whole: list[Range] = []
        for each in ranges:
            hole = Range(whole[-1].last, each.first) if whole else each
            if (
                whole
                and hole.last - hole.first <= _HOLE
                and self._paragraph(whole[-1].first) == self._paragraph(each.first)
                and not any(part.first < hole.last and hole.first < part.last for part in apart)
            ):
                whole[-1] = Range(whole[-1].first, each.last)
            else:
                whole.append(each)
        return whole

    def _of_depth(self, depth: int) -> Iterator[_Passage]:
        """Passages in quotation marks, one for each paragraph that they run over, in text order."""
        spans = [(span, quoted) for quoted in self._document.quoted if quoted.depth == depth for span in quoted.spans]
        for span, quoted in sorted(spans, key=lambda each: each[0]):
            yield _Passage(self._units.range_of(span), quoted)

    def _near(self, each: Range) -> Iterator[_Passage]:
        """The passages that meet a range of units or its neighbours."""
        for passages in self._passages:
            first = bisect_right(passages, each.first - _NEAR, key=lambda passage: passage.units.last)
            yield from passages[first : bisect_left(passages, each.last + _NEAR, key=lambda p: p.units.first)]

    def _same_passage(self, each: Range) -> Quoted | None:
        """The passage in quotation marks that is meant, where nothing outside the marks belongs to the content."""
        for units, quoted in self._near(each):
            inside = self._begins_within(each, units) and each.last <= units.last + 1
            if inside and each.last - each.first >= _COMMON * (units.last - units.first):
                return quoted
        return None

    def _reaches(self, passage: Quoted, cue: Range) -> bool:
        """Whether a passage can be a cue's: in its paragraph, or in others where nothing but the passage stands."""
        paragraphs = [self._document.paragraph_at(span.start) for span in passage.spans]
        whole = (self._document.paragraphs[paragraph] for paragraph in paragraphs)
        own = self._paragraph(cue.first)
        return own in paragraphs or not any(
            self._has_words(Span(around.start, span.start)) or self._has_words(Span(span.end, around.end))
            for around, span in zip(whole, passage.spans, strict=True)
        )

    def _has_words(self, span: Span) -> bool:
        return any(map(str.isalnum, self._document.words(span)))

    def _begins_within(self, each: Range, units: Range) -> bool:
        """Whether a content begins in a passage; a connective before it may be left out, but not a subject."""
        outside = self._word(each.first) if each.first == units.first - 1 else ""
        return units.first <= each.first or outside in _CONNECTIVES or bool(outside and not outside[0].isalnum())

    def _with_marks(self, each: Range) -> Range:
        """A passage most of which is content is content as a whole."""
        first, last = each
        for units, _ in self._near(each):
            common = min(units.last, each.last) - max(units.first, each.first)
            if common >= _COMMON * (units.last - units.first):
                first, last = min(first, units.first), max(last, units.last)
        return Range(first, last)

    def _trimmed(self, each: Range) -> Range:
        """Without marks at the ends that are not in quotation marks, and without a connective in front."""
        first, last = each
        while first < last and not self._is_readable(first):
            first += 1
        while first < last and not self._is_readable(last - 1):
            last -= 1
        if self._convention == Convention.PRODUCT and last - first > 1 and self._word(first) in _CONNECTIVES:
            first += 1
        return Range(first, last)

    def _joined(self, spans: list[Span]) -> tuple[Span, ...]:
        """Spans between which no word stands are one, if they lie in one paragraph."""
        joined: list[Span] = []
        for span in spans:
            between = Span(joined[-1].end, span.start) if joined else span
            is_same = self._document.paragraph_at(between.start - 1) == self._document.paragraph_at(span.start)
            if joined and is_same and not any(map(str.isalnum, self._document.words(between))):
                joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
            else:
                joined.append(span)
        return tuple(joined)

    def _is_readable(self, unit: int) -> bool:
        state = int(self._units.state[unit])
        return state in (1, 3) or self._word(unit)[0].isalnum() or self._word(unit)[0] in "$€£#@%"

    def _word(self, unit: int) -> str:
        return self._document.words(self._units.span(Range(unit, unit + 1))).lower()

    def _paragraph(self, unit: int) -> int:
        return self._document.paragraph_at(int(self._units.starts[unit]))
