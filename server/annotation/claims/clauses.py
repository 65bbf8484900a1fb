"""Clauses: the part of a sentence that carries its claim, without who says it; and in whose quotation it stands."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from server.annotation.datelines import end_of_dateline
from server.annotation.document import Document
from server.annotation.results import Annotations, Quotation, Span
from server.annotation.words import words_of

_CARRIES = 0.25  # share of a sentence that quoted content must fill for the claim to be the speaker's
_DATELINE = re.compile(r"(?:[A-Z][^()]{0,60})?\([A-Z][A-Za-z ]{1,20}\)(?:\s?[—–-]+)?\s")
_CONNECTIVE = re.compile(
    r"(?:However|Meanwhile|Moreover|Furthermore|Additionally|In addition|Still|Instead|Nevertheless|Nonetheless"
    r"|But|And|Yet|So),? "
)
_LEADING = re.compile(r"according to [^,]{1,80}, ", re.IGNORECASE)
_TRAILING = re.compile(
    r",[”\"]? (?:(?:according to|citing) [^,]*(?:, [a-z]+ing\b.*)?"
    r"|(?:[\w.’'-]+ ){0,8}(?:said|says|added|told|reported)\b[^,]{0,60})$"
)
_DEED_OPENINGS = frozenset("to for over".split())
_DETERMINERS = frozenset("a an the its his her their".split())
_DEED = re.compile(
    r"(?:has |have |had |is |are |was |were )?(?:agree|announc|express|unveil|launch|sign|reveal|issu|approv)"
)
_TAIL = 240  # code points from the end in which a trailing attribution is looked for
_ENDS = " \t\u00a0.,;:!?…–—-`"
_CLOSERS = "\"”»›’'“‘＂"


class Carried(NamedTuple):
    """The part of a sentence that is the content of a quotation."""

    span: Span
    quotation: Quotation

    @property
    def size(self) -> int:
        """How long it is, in code points."""
        return self.span.end - self.span.start


class Clauses:
    """The clauses of a document's sentences, by its quotation marks and its quotations."""

    def __init__(self, document: Document, found: Annotations) -> None:
        self._document = document
        self._contents: defaultdict[int, list[Carried]] = defaultdict(list)
        for quotation in found.quotations:
            if quotation.act == "speech":
                for index, part in chain.from_iterable(map(self._parts, quotation.content)):
                    if not self._is_deed(part, quotation):
                        self._contents[index].append(Carried(part, quotation))
        marked = [span for quoted in document.quoted for span in quoted.spans]
        self._closing = {span.start: span.end for span in marked}
        self._opening = {span.end: span.start for span in marked}
        self._quoted = [0] * len(document.sentences)
        for quoted in document.quoted:
            for span in quoted.spans if quoted.depth == 0 else ():
                for index, part in self._parts(span):
                    self._quoted[index] += part.end - part.start

    def sentence(self, index: int) -> Span:
        """The sentence number `index`."""
        return self._document.sentences[index]

    def quoted(self, index: int) -> float:
        """The share (0..1) of a sentence that stands in quotation marks."""
        sentence = self._document.sentences[index]
        return min(1.0, self._quoted[index] / (sentence.end - sentence.start))

    def carried(self, index: int) -> Carried | None:
        """The quoted content that makes up enough of a sentence to carry its claim; of nested ones the inner."""
        sentence = self._document.sentences[index]
        enough = _CARRIES * (sentence.end - sentence.start)
        contents = [each for each in self._contents.get(index, ()) if each.size >= enough]
        if not contents:
            return None
        outer = max(contents, key=lambda each: each.size)
        return min((each for each in contents if outer.span.covers(each.span)), key=lambda each: each.size)

    def clause(self, index: int) -> Span:
        """The part of a sentence that carries its claim: quoted content, or all but attribution and full stop."""
        sentence, carried = self._document.sentences[index], self.carried(index)
        span = self._trimmed(carried.span if carried else _unattributed(self._document.text, sentence))
        return span if span.start < span.end else sentence

    def _is_deed(self, part: Span, quotation: Quotation) -> bool:
        """Whether it is told as something done, which the article claims: "agreed to pay", "announced the merger"."""
        first = self._document.words(part).partition(" ")[0]
        cue = self._document.words(quotation.cue).lower() if quotation.cue else ""
        return first in _DEED_OPENINGS or (first in _DETERMINERS and bool(_DEED.match(cue)))

    def _parts(self, span: Span) -> Iterator[tuple[int, Span]]:
        """The sentences that `span` touches, each with the part of `span` in it."""
        sentences = self._document.sentences
        index = max(bisect_right(sentences, span.start, key=_start) - 1, 0)
        while index < len(sentences) and sentences[index].start < span.end:
            part = Span(max(span.start, sentences[index].start), min(span.end, sentences[index].end))
            if part.start < part.end:
                yield index, part
            index += 1

    def _trimmed(self, span: Span) -> Span:
        """Without punctuation at its ends and without quotation marks whose partner is not inside."""
        text, (start, end) = self._document.text, span
        while start < end:
            if text[start] in _ENDS or self._closing.get(start, 0) >= end:
                start += 1
            elif text[end - 1] in _ENDS or (text[end - 1] in _CLOSERS and self._opening.get(end, end) < start):
                end -= 2 if text.endswith("''", start, end) else 1
            else:
                break
        return Span(start, end)


def _start(span: Span) -> int:
    return span.start


def _unattributed(text: str, sentence: Span) -> Span:
    """The sentence without its dateline or connective, and without "according to X" before or behind it."""
    start = max(sentence.start, end_of_dateline(text, [*islice(words_of(text, sentence), 1)]))
    for opening in (_DATELINE, _CONNECTIVE, _LEADING):
        if matched := opening.match(text, start, sentence.end):
            start = matched.end()
    trailing = _TRAILING.search(text, max(start, sentence.end - _TAIL), sentence.end)
    end = trailing.start() if trailing else sentence.end
    return Span(start, end) if end - start >= (sentence.end - sentence.start) / 5 else sentence
