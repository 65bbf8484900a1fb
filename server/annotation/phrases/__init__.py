"""Key phrases: the noun phrases that tell what a text is about, word for word as they stand in it.

Candidates are ranked by the tf × idf of their words, damped by length and by how late they come: the formula found best
among unsupervised ones on DUC-2001, with the background of frequencies of `server.training.topics`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import exp, sqrt

from server.annotation.document import Document
from server.annotation.phrases.candidates import Candidate, Candidates
from server.annotation.results import KeyPhrase, Span
from server.annotation.stages import stage
from server.annotation.words import Background, Word, stem

_MOST = 10
_EARLY = 1.5
_SEVERAL = 1.15
_NAME = 1.4  # readers take names for key more often than the formula does
_ALIKE = 0.5  # share of stems by which two phrases are the same


class Phrases:
    """Finds the key phrases of a document."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._candidates = Candidates()

    @stage("phrases")
    def find(
        self, document: Document, sentences: Sequence[Sequence[Word]], title: Sequence[Word]
    ) -> tuple[KeyPhrase, ...]:
        """At most ten phrases, best first; the best has score 1, the others their share of its weight.

        `sentences` are the words of the document's sentences without datelines, `title` those of its title.
        """
        counts = Counter(word.stem for words in (*sentences, title) for word in words)
        first: dict[tuple[str, ...], Candidate] = {}
        for candidate in self._candidates.find(document.text, sentences):
            first.setdefault(candidate.stems, candidate)
        length = document.paragraphs[-1].end if document.paragraphs else 0
        weights = {stems: self._weight(candidate, counts, length) for stems, candidate in first.items()}
        ranked = sorted(weights, key=lambda stems: (-weights[stems], first[stems].span))
        chosen = _distinct(ranked)
        return tuple(
            KeyPhrase(candidate.span.of(document.text), round(weight / weights[ranked[0]], 4), mentions)
            for candidate, weight in ((first[stems], weights[stems]) for stems in chosen)
            if (mentions := tuple(_mentions(document, candidate.span)))
        )

    def _weight(self, candidate: Candidate, counts: Counter[str], length: int) -> float:
        """Σ tf × idf / √words × e^(-1.5 × place / length), × 1.15 for several words, × 1.4 for a name (0 and up)."""
        idf, rarest = self._background.idf, self._background.rarest
        summed = sum(counts[stem] * idf.get(stem, rarest) for stem in candidate.stems)
        better = (_SEVERAL if len(candidate.stems) > 1 else 1.0) * (_NAME if candidate.name else 1.0)
        return better * summed / sqrt(len(candidate.stems)) * exp(-_EARLY * candidate.span.start / length)


def _distinct(ranked: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The best phrases, none the same as a better one but for inflection, order or a further word."""
    chosen: list[tuple[str, ...]] = []
    for stems in ranked:
        if len(chosen) == _MOST:
            break
        mine = _parts(stems)
        others = [_parts(other) for other in chosen]
        if not any(mine <= o or o <= mine or len(mine & o) >= _ALIKE * len(mine | o) for o in others):
            chosen.append(stems)
    return chosen


def _parts(stems: tuple[str, ...]) -> set[str]:
    """The stems, those of hyphenated words one by one."""
    return {stem(part) for whole in stems for part in whole.split("-")}


def _mentions(document: Document, phrase: Span) -> Iterator[Span]:
    """Every place in the article where a phrase stands word for word, in small or capital letters."""
    pattern = re.compile(rf"(?<!\w){re.escape(phrase.of(document.text))}(?!\w)", re.IGNORECASE)
    for match in pattern.finditer(document.text):
        span = Span(*match.span())
        if document.paragraphs[document.paragraph_at(span.start)].covers(span):
            yield span
