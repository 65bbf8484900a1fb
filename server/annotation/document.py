"""The document: a text that is never altered, and what can be read off it once for all annotators."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from server.annotation.furniture import furniture_of
from server.annotation.marks import Quoted, quoted_passages
from server.annotation.results import Span
from server.annotation.segmentation import Token, sentences_of, tokens_of
from server.annotation.stages import stage

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")


class Document:
    """An article's text with its paragraphs, sentences, tokens and quotation marks.

    All offsets are code points into `text` as it was given, end exclusive. `title` is a headline that is not part of
    the text. Everything is computed at first use and then kept; nothing changes afterwards.
    """

    def __init__(self, text: str, title: str | None = None) -> None:
        self.text = text
        self.title = title

    @cached_property
    @stage("document")
    def lines(self) -> tuple[Span, ...]:
        """Every line that is not blank, without the white space around it: article and page furniture."""
        found = []
        for match in _LINE.finditer(self.text):
            words = match.group()
            start = match.start() + len(words) - len(words.lstrip())
            if end := len(words.strip()):
                found.append(Span(start, start + end))
        return tuple(found)

    @cached_property
    @stage("document")
    def _furniture(self) -> frozenset[int]:
        return furniture_of(self.text, self.lines, self.title)

    @cached_property
    @stage("document")
    def furniture(self) -> tuple[Span, ...]:
        """The lines that belong to the page and not to the article."""
        return tuple(line for index, line in enumerate(self.lines) if index in self._furniture)

    @cached_property
    @stage("document")
    def paragraphs(self) -> tuple[Span, ...]:
        """The lines of the article itself; annotators read nothing else."""
        return tuple(line for index, line in enumerate(self.lines) if index not in self._furniture)

    @cached_property
    @stage("document")
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of all paragraphs; none crosses a paragraph's end."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in sentences_of(self.text, paragraph))

    @cached_property
    @stage("document")
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of all sentences."""
        return tuple(token for sentence in self.sentences for token in tokens_of(self.text, sentence))

    @cached_property
    @stage("document")
    def quoted(self) -> tuple[Quoted, ...]:
        """The passages in quotation marks, outer ones before those inside them."""
        return quoted_passages(self.text, self.paragraphs)

    @cached_property
    @stage("document")
    def outermost_quoted(self) -> tuple[Span, ...]:
        """What stands in quotation marks, whatever is nested there: one span a paragraph, in text order."""
        return tuple(sorted(span for quoted in self.quoted if quoted.depth == 0 for span in quoted.spans))

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that begin inside `span`."""
        first = bisect_left(self.tokens, span.start, key=_start)
        return self.tokens[first : bisect_left(self.tokens, span.end, lo=first, key=_start)]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds `offset`, or of the last one before it (0 if there is none)."""
        return max(bisect_right(self.sentences, offset, key=_start) - 1, 0)

    def paragraph_at(self, offset: int) -> int:
        """Index of the paragraph that holds `offset`, or of the last one before it (0 if there is none)."""
        return max(bisect_right(self.paragraphs, offset, key=_start) - 1, 0)

    def words(self, span: Span) -> str:
        """The words of `span`."""
        return self.text[span.start : span.end]


def _start(item: Span | Token) -> int:
    return item.start
