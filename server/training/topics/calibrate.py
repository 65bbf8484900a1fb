"""Calibration: chances and scores that hold for publishers of whom nothing was learnt."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from server.annotation.topics.judgement import Judgement, odds, shares
from server.annotation.topics.taxonomy import Taxonomy
from server.annotation.topics.terms import Terms
from server.annotation.topics.voters import Voters, Votes
from server.annotation.topics.weights import Weights
from server.training.topics.corpora import Text

_STEEP = np.geomspace(0.4, 8, 60)
_LIKELY, _LIKELY_BELOW = 0.02, 0.05  # chances below which a topic is never told and need not be right

Settings = dict[str, float]


class Case(NamedTuple):
    """A text that was held back, with what is thought of it."""

    text: Text
    terms: Terms
    tops: Votes
    below: Votes


def fit(cases: list[Case], weights: Weights, taxonomy: Taxonomy) -> Settings:
    """The settings of `server.annotation.topics.judgement` that fit the held-back texts best."""
    voters = Voters(weights, taxonomy)
    judgement = Judgement(weights, taxonomy, voters)
    settings: Settings = {**weights.settings, **_steepness(cases, judgement, voters, taxonomy)}
    judgement = Judgement(replace(weights, settings=settings), taxonomy, voters)
    first: list[list[float]] = []
    second: list[list[float]] = []
    for case in cases:
        told = {step for code in (case.text.primary, *case.text.secondary) for step in taxonomy.concepts[code].path}
        chances, inside = judgement.raw(case.terms, case.tops, case.below)
        for top, chance in zip(voters.tops, chances.tolist(), strict=True):
            if chance < _LIKELY:
                continue
            first.append([odds(chance), top in told])
            rows = [row for row in judgement.children[top] if inside[row] >= _LIKELY_BELOW]
            second += [[odds(chance), odds(float(inside[row])), voters.below[row] in told] for row in rows]
    names = ("base", "slope", "base_below", "slope_top", "slope_below")
    return {**settings, **dict(zip(names, _line(first) + _line(second), strict=True))}


def _steepness(cases: list[Case], judgement: Judgement, voters: Voters, taxonomy: Taxonomy) -> Settings:
    """By how much heights are multiplied, so that the softmax is as sure as it is right."""
    first, second = [], []
    for case in cases:
        path = taxonomy.concepts[case.text.primary].path
        weight = judgement.weight(case.terms)
        first.append((case.tops.heights * weight, voters.tops.index(path[0])))
        if len(path) > 1:
            rows = judgement.children[path[0]]
            second.append((case.below.heights[rows] * weight, rows.index(voters.below.index(path[1]))))
    return {"steepness": _steepest(first), "steepness_below": _steepest(second)}


def _steepest(told: list[tuple[NDArray[np.float32], int]]) -> float:
    losses = [-sum(np.log(shares(heights * steep)[right] + 1e-9) for heights, right in told) for steep in _STEEP]
    return float(_STEEP[int(np.argmin(losses))])


def _line(rows: list[list[float]]) -> list[float]:
    """Offset and slopes of the logistic regression on the last column."""
    table = np.array(rows, float)
    model = LogisticRegression(C=1e4).fit(table[:, :-1], table[:, -1] > 0)
    return [float(model.intercept_[0]), *map(float, model.coef_[0])]
