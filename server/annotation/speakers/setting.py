"""Where things stand in an article that is read from its beginning: paragraph, told sentence, quoted or not."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from server.annotation.document import Document
from server.annotation.quotations.attribution import Attribution
from server.annotation.results import Span


@dataclass(frozen=True, slots=True)
class Place:
    """An offset with its sentence and paragraph; `line` counts the sentences told outside quotation marks up to it.

    `content` is what the source that stands there is said to have uttered.
    """

    start: int
    line: int
    sentence: int
    paragraph: int
    content: tuple[Span, ...] = ()


class Setting:
    """Tells of every offset of a document where it stands."""

    def __init__(self, document: Document, attributions: Iterable[Attribution]) -> None:
        self._document = document
        self._quoted = document.outermost_quoted
        self._told = _merged(span for attribution in attributions for span in attribution.content)
        told = [not (self.is_quoted(s.start) and self.is_quoted(s.end - 1)) for s in document.sentences]
        self._lines = list(accumulate(told))

    def place(self, start: int, content: tuple[Span, ...] = ()) -> Place:
        """Where `start` stands."""
        sentence = self._document.sentence_at(start)
        line = self._lines[sentence] if self._lines else 0
        return Place(start, line, sentence, self._document.paragraph_at(start), content)

    def is_quoted(self, start: int) -> bool:
        """Whether `start` stands in quotation marks."""
        return _covers(self._quoted, start)

    def is_told(self, start: int) -> bool:
        """Whether `start` stands in what somebody is said to have said, quoted or not."""
        return _covers(self._told, start)


def _covers(spans: Sequence[Span], offset: int) -> bool:
    """Whether `offset` stands in one of the sorted, disjoint `spans`."""
    before = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return before >= 0 and offset < spans[before].end


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
