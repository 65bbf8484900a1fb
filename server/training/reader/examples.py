"""Examples: windows of annotated articles with the labels that the heads learn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

from server.annotation.document import Document
from server.annotation.heads import KINDS, Convention
from server.annotation.results import Span
from server.annotation.windows import Ints, Reading, Window
from server.training.reader.corpora import Article, Attributed, Judged

OUTSIDE, BEGIN, INSIDE = 0, 1, 2  # labels of cues
SOURCE, CONTENT = 1, 3  # first labels of the roles; the next number goes on with the same span
IGNORED = -100


@dataclass(frozen=True)
class Role:
    """One attribution in a window: the units of its cue, first and last exclusive, and a label for every unit."""

    first: int
    last: int
    labels: Ints


class Sentence(NamedTuple):
    """A sentence in a window: its units, first and last exclusive, and what was said of it (IGNORED: nothing)."""

    first: int
    last: int
    grade: int
    kind: int
    debate: int


@dataclass(frozen=True)
class Example:
    """A window with its labels: `cues` and `flat` (outside, source or content of any attribution) for every unit."""

    article: str
    window: Window
    convention: Convention
    cues: Ints
    flat: Ints
    roles: tuple[Role, ...]
    sentences: tuple[Sentence, ...]


def examples(articles: Iterable[Article], tokenizer: Tokenizer) -> Iterator[Example]:
    """The windows of all articles."""
    for article in articles:
        document = Document(article.text)
        judged = article.sentences or tuple(map(Judged, document.sentences))
        document.sentences = tuple(sentence.span for sentence in judged)
        reading = Reading(document, tokenizer)
        for window in reading.windows():
            yield _example(article, judged, reading, window)


def _example(article: Article, judged: tuple[Judged, ...], reading: Reading, window: Window) -> Example:
    size = len(window.heads)
    cues, flat = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    roles = []
    for attributed in article.attributions:
        for part, label in ((attributed.content, 2), (attributed.source, 1)):
            for first, last in _ranges(part, reading, window):
                flat[first:last] = label
        for first, last in list(_ranges(attributed.cue, reading, window))[:1]:
            if not cues[first:last].any():
                cues[first:last] = INSIDE
                cues[first] = BEGIN
                roles.append(Role(first, last, _labels(attributed, reading, window)))
    sentences = tuple(_sentences(judged, reading, window))
    return Example(article.id, window, article.convention, cues, flat, tuple(roles), sentences)


def _sentences(judged: tuple[Judged, ...], reading: Reading, window: Window) -> Iterator[Sentence]:
    for sentence in judged:
        kind = IGNORED if sentence.kind is None else KINDS.index(sentence.kind)
        grade, debate = (IGNORED if label is None else label for label in (sentence.grade, sentence.debate))
        for first, last in _ranges((sentence.span,), reading, window):
            yield Sentence(first, last, grade, kind, debate)


def _labels(attributed: Attributed, reading: Reading, window: Window) -> Ints:
    labels = np.zeros(len(window.heads), dtype=np.int64)
    for part, begin in ((attributed.content, CONTENT), (attributed.source, SOURCE)):
        for first, last in _ranges(part, reading, window):
            labels[first:last] = begin + 1
            labels[first] = begin
    return labels


def _ranges(spans: tuple[Span, ...], reading: Reading, window: Window) -> Iterator[tuple[int, int]]:
    """The units of each span that lie in the window, counted from its first."""
    for span in spans:
        first, last = (unit - window.first for unit in reading.units.range_of(span))
        first, last = max(first, 0), min(last, len(window.heads))
        if first < last:
            yield first, last
