"""Judgement: from votes to the topics that are told, with calibrated scores."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from server.annotation.odds import log_odds, logistic
from server.annotation.topics.taxonomy import Taxonomy
from server.annotation.topics.terms import Terms
from server.annotation.topics.voters import Voters, Votes
from server.annotation.topics.weights import Floats, Weights

_MOST = 4
_PRIMARY = 0.2  # score of the best branch below which nothing is said
_SECONDARY = 0.22  # score from which a further branch is told
_BELOW_PRIMARY = 0.25  # score from which level 2 is told instead of its parent, as primary topic,
_BELOW = 0.35  # as a secondary one,
_SISTER = 0.4  # and beside the primary topic in the same branch
_LEAST = 1e-6
_FEW = 5.0  # terms at which a text tells half of what it seems to tell


class Chances(NamedTuple):
    """Scores (0..1) that a text is about a topic, of level 1 and of level 2."""

    tops: Mapping[str, float]
    below: Mapping[str, float]


class Told(NamedTuple):
    """A topic that is told, with its score."""

    code: str
    score: float


def shares(heights: Floats) -> Floats:
    """Softmax: chances (0..1) that sum to one."""
    powers = np.exp(heights - heights.max())
    found: Floats = powers / powers.sum()
    return found


class Judgement:
    """Turns votes into chances, and chances into the few topics that are told."""

    def __init__(self, weights: Weights, taxonomy: Taxonomy, voters: Voters) -> None:
        self._settings = weights.settings
        self._taxonomy = taxonomy
        self._voters = voters
        parents = [taxonomy.concepts[code].broader for code in voters.below]
        self.children = {top: [i for i, parent in enumerate(parents) if parent == top] for top in voters.tops}

    def raw(self, terms: Terms, tops: Votes, below: Votes) -> tuple[Floats, Floats]:
        """Softmax over level 1, and over level 2 within each branch, not calibrated."""
        weight = self.weight(terms)
        first = shares(tops.heights * np.float32(weight * self._settings["steepness"]))
        second = np.zeros_like(below.heights)
        for rows in self.children.values():
            second[rows] = shares(below.heights[rows] * np.float32(weight * self._settings["steepness_below"]))
        return first, second

    def weight(self, terms: Terms) -> float:
        """What the votes on a text of so few or many terms are worth (0..1)."""
        return len(terms.rows) / (len(terms.rows) + _FEW)

    def chances(self, terms: Terms, tops: Votes, below: Votes) -> Chances:
        """The calibrated scores of all topics of levels 1 and 2."""
        first, second = self.raw(terms, tops, below)
        scores = dict(zip(self._voters.tops, map(self._top_score, first.tolist()), strict=True))
        inside: dict[str, float] = {}
        for (top, rows), chance in zip(self.children.items(), first.tolist(), strict=True):
            for row in rows:
                score = self._below_score(chance, float(second[row]))
                inside[self._voters.below[row]] = min(score, scores[top])
        return Chances(scores, inside)

    def _top_score(self, chance: float) -> float:
        settings = self._settings
        return logistic(settings["base"] + settings["slope"] * odds(chance))

    def _below_score(self, chance: float, inside: float) -> float:
        settings = self._settings
        height = settings["base_below"] + settings["slope_top"] * odds(chance)
        return logistic(height + settings["slope_below"] * odds(inside))

    def choose(self, chances: Chances) -> list[Told]:
        """The topics to tell, the primary first: level 2 where its own score carries it, else its parent."""
        ranked = sorted(chances.tops, key=lambda top: -chances.tops[top])
        if chances.tops[ranked[0]] < _PRIMARY:
            return []
        primary, *sisters = self._in_branch(chances, ranked[0])
        told = [told for told in sisters if told.score >= _SISTER]
        for top in ranked[1:]:
            if chances.tops[top] >= _SECONDARY:
                best = self._in_branch(chances, top)[0]
                told.append(best if best.score >= _BELOW else Told(top, chances.tops[top]))
        return [primary, *sorted(told, key=lambda one: -one.score)][:_MOST]

    def _in_branch(self, chances: Chances, top: str) -> list[Told]:
        """The topics of level 2 that may be primary, best first, or else the branch."""
        codes = [self._voters.below[row] for row in self.children[top]]
        carried = [Told(code, chances.below[code]) for code in codes if chances.below[code] >= _BELOW_PRIMARY]
        return sorted(carried, key=lambda told: -told.score) or [Told(top, chances.tops[top])]


def odds(chance: float) -> float:
    """The log odds of a chance (0..1) that voters agree on, kept finite."""
    return log_odds(chance, _LEAST)
