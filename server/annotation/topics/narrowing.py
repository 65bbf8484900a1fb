"""Narrowing: level 3 instead of level 2, where the definitions single a topic out and the text names it."""

from collections.abc import Set
from typing import NamedTuple

import numpy as np

from server.annotation.results import Span
from server.annotation.topics.judgement import Told, shares
from server.annotation.topics.taxonomy import Taxonomy
from server.annotation.topics.weights import Floats, Weights
from server.annotation.words import words_of

_SHARE = 0.5  # among its sisters and their parent, from which a topic may be told
_SCORE = 0.4  # from which it carries itself
_UNIT = 0.05  # what cosines are divided by before shares are made of them
_SMALL = frozenset(("and", "of", "the", "or", "in", "for", "to", "by"))


class Narrower(NamedTuple):
    """A topic of level 3: what narrows to it too (rows of concepts), and the stems of its label."""

    code: str
    rows: list[int]
    label: frozenset[str]


class Narrowing:
    """Knows the topics of level 3 below each of level 2."""

    def __init__(self, weights: Weights, taxonomy: Taxonomy) -> None:
        self._weights = weights
        self._row = {code: row for row, code in enumerate(weights.codes)}
        self._below: dict[str, list[Narrower]] = {}
        for code in taxonomy.level(3):
            concept = taxonomy.concepts[code]
            rows = [row for other, row in self._row.items() if code in taxonomy.concepts[other].path]
            label = words_of(concept.label, Span(0, len(concept.label)))
            stems = frozenset(word.stem for word in label if word.lower not in _SMALL)
            self._below.setdefault(concept.broader or "", []).append(Narrower(code, rows, stems))

    def narrow(self, told: Told, stems: Set[str], vector: Floats) -> Told:
        """The topic below the one told if `stems`, the text's, and `vector` single it out, else the one told."""
        sisters = self._below.get(told.code, [])
        if not any(sister.label <= stems for sister in sisters):
            return told
        cosines = self._weights.concepts @ vector
        heights = [float(cosines[sister.rows].max()) for sister in sisters] + [float(cosines[self._row[told.code]])]
        weighed = shares(np.array(heights, np.float32) / np.float32(_UNIT))
        best = int(weighed[:-1].argmax())
        narrower = Told(sisters[best].code, told.score * float(weighed[best]))
        singled_out = weighed[best] >= _SHARE and sisters[best].label <= stems
        return narrower if singled_out and narrower.score >= _SCORE else told
