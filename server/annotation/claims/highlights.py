"""Highlights: the best claims within a budget, what says nearly the same only once."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from server.annotation.claims.words import WORD
from server.annotation.document import Document
from server.annotation.results import Claim

WORTHY = 0.25  # a claim with a lower score is not worth a reader's time
_ALIKE = 0.6  # share of words in common (Jaccard) from which two sentences say the same
_LONG = 4  # code points from which a word says something


def highlighted(document: Document, claims: Sequence[Claim], allowed: int) -> tuple[Claim, ...]:
    """The claims, at most `allowed` of them highlighted: those with the highest scores."""
    words = {claim.id: _words(document, claim) for claim in claims}
    seen = _Seen(Counter(word for each in words.values() for word in each))
    chosen: set[str] = set()
    for claim in sorted(claims, key=lambda claim: -claim.score):
        if len(chosen) >= allowed or claim.score < WORTHY:
            break
        if not seen.has_like(words[claim.id]):
            chosen.add(claim.id)
            seen.add(words[claim.id])
    return tuple(replace(claim, highlight=claim.id in chosen) for claim in claims)


class _Seen:
    """Sets of words that can be asked for one alike.

    Two sets that are alike share one of their rarest words (prefix filtering, Chaudhuri et al. 2006): only those are
    looked up, so that long texts stay quick.
    """

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts
        self._by_word: defaultdict[str, list[frozenset[str]]] = defaultdict(list)

    def add(self, words: frozenset[str]) -> None:
        for word in self._rarest(words):
            self._by_word[word].append(words)

    def has_like(self, words: frozenset[str]) -> bool:
        near = (other for word in self._rarest(words) for other in self._by_word[word])
        return any(len(words & other) >= _ALIKE * len(words | other) for other in near)

    def _rarest(self, words: frozenset[str]) -> list[str]:
        order = sorted(words, key=lambda word: (self._counts[word], word))
        return order[: len(words) - ceil(_ALIKE * len(words)) + 1]


def _words(document: Document, claim: Claim) -> frozenset[str]:
    found = (match.group().casefold() for match in WORD.finditer(document.text, *claim.span))
    return frozenset(word for word in found if len(word) >= _LONG or word[0].isdigit())
