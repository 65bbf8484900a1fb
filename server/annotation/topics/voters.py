"""Three voters on a text's topics, each a sum over its words, so that every vote can be traced back to them.

Words: a linear support vector machine on tf × idf and on the text's vector. Meaning: a logistic regression on the
vector alone. Names: the cosine of the vector to what the taxonomy says of each concept, of the narrower ones too. A
text's vector is the sum of its stems' vectors, which were learnt to give what all-MiniLM-L6-v2 gives for whole passages
(model2vec; Tulkens and van Dongen 2024).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from server.annotation.topics.taxonomy import Taxonomy
from server.annotation.topics.terms import Terms
from server.annotation.topics.weights import Floats, Weights

_NEAREST = 2  # concepts of a branch whose mean cosine stands for it


@dataclass(frozen=True)
class Votes:
    """For every topic of a level: its height (N), and what each of the text's terms added to it (terms × N).

    Heights are in standard deviations from the mean over the topics of the level, as are the parts.
    """

    heights: Floats
    parts: Floats


class Voters:
    """Weighs the topics of levels 1 and 2 for the terms of a text."""

    def __init__(self, weights: Weights, taxonomy: Taxonomy) -> None:
        self.tops, self.below = taxonomy.level(1), taxonomy.level(2)
        self._weights = weights
        paths = [taxonomy.concepts[code].path for code in weights.codes]
        self._under = {
            code: np.array([row for row, path in enumerate(paths) if code in path]) for code in self.tops + self.below
        }

    def vote(self, terms: Terms) -> tuple[Votes, Votes, Floats]:
        """The votes on levels 1 and 2, and the text's vector (D, length 1)."""
        lexical, placed = self._lexical(terms), self._placed(terms)
        vector = placed.sum(axis=0)
        settings, cut = self._weights.settings, len(self.tops)
        parts = lexical + placed @ self._weights.dense
        heights = parts.sum(axis=0) + self._weights.offsets
        words = [_standard(heights[:cut], parts[:, :cut]), _standard(heights[cut:], parts[:, cut:])]
        plain = placed @ self._weights.plain
        meaning = _standard(plain.sum(axis=0) + self._weights.plain_offsets, plain)
        by_name = [self._by_definition(codes, vector, placed) for codes in (self.tops, self.below)]
        tops = _sum((settings["words"], words[0]), (settings["meaning"], meaning), (settings["names"], by_name[0]))
        below = _sum((1.0, words[1]), (settings["names_below"], by_name[1]))
        return tops, below, vector

    def _lexical(self, terms: Terms) -> Floats:
        """What each term adds by its word (terms × topics)."""
        values = np.log1p(terms.counts) * self._weights.idf[terms.rows]
        values /= max(float(np.sqrt(values @ values)), 1e-9)
        weighed: Floats = (
            self._weights.words[terms.rows] * values.astype(np.float32)[:, None] * self._weights.word_scales
        )
        return weighed

    def _placed(self, terms: Terms) -> Floats:
        """What each term adds to the text's vector (terms × D)."""
        values = np.log1p(terms.counts).astype(np.float32) * self._weights.vector_scales[terms.rows]
        placed: Floats = self._weights.vectors[terms.rows] * values[:, None]
        placed /= max(float(np.linalg.norm(placed.sum(axis=0))), 1e-9)
        return placed

    def _by_definition(self, codes: Sequence[str], vector: Floats, placed: Floats) -> Votes:
        """Cosines to the concepts of each branch that are nearest."""
        cosines = self._weights.concepts @ vector
        most = _NEAREST if codes is self.tops else 1
        nearest = [rows[cosines[rows].argsort()[-most:]] for rows in (self._under[code] for code in codes)]
        means = self._weights.concepts[np.array(nearest)].mean(axis=1)
        return _standard(means @ vector, placed @ means.T)


def _standard(heights: Floats, parts: Floats) -> Votes:
    spread = max(float(heights.std()), 1e-9)
    return Votes((heights - heights.mean()) / spread, (parts - parts.mean(axis=1, keepdims=True)) / spread)


def _sum(*weighed: tuple[float, Votes]) -> Votes:
    return Votes(
        sum((weight * votes.heights for weight, votes in weighed[1:]), weighed[0][0] * weighed[0][1].heights),
        sum((weight * votes.parts for weight, votes in weighed[1:]), weighed[0][0] * weighed[0][1].parts),
    )
