"""Decoding: the likeliest labels that can stand side by side, and the stretches of units that they make."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from server.annotation.windows import Floats, Ints, Range

OUTSIDE, SOURCE, CONTENT = 0, 1, 3  # first labels of the roles; the next number goes on with the same stretch
_ROLES = 5
# A new stretch of content must be worth it: else one doubtful word would cut a quotation in two.
_CONTENT_BEGINS = 3.0
_IMPOSSIBLE = -1e4


class Stretch(NamedTuple):
    """Units of a window, and the mean chance (0..1) that they are what they are taken for."""

    units: Range
    chance: float


class Roles(NamedTuple):
    """What the units of a window are to one cue."""

    sources: tuple[Stretch, ...]
    contents: tuple[Stretch, ...]


def cues_of(chances: Floats, bias: float) -> list[Stretch]:
    """Cues by the chances of outside, begin and inside (units × 3); `bias` above 0 finds more of them."""
    heights = np.log(np.maximum(chances, 1e-9))
    heights[:, 0] -= bias
    labels = heights.argmax(axis=1)
    found, first = [], -1
    for unit, label in enumerate([*labels.tolist(), 0]):
        if first >= 0 and label != 2:
            found.append(Stretch(Range(first, unit), float(1 - chances[first, 0])))
            first = -1
        if label == 1 or (label == 2 and first < 0):
            first = unit
    return found


def roles_of(logs: Sequence[Floats]) -> list[Roles]:
    """The roles to each cue, by the logarithms of their chances, one array of units × 5 for each cue."""
    return [
        Roles(tuple(_stretches(labels, each, SOURCE)), tuple(_stretches(labels, each, CONTENT)))
        for each, labels in zip(logs, _likeliest(logs), strict=True)
    ]


def _stretches(labels: Ints, logs: Floats, begin: int) -> Iterator[Stretch]:
    inside = (labels == begin) | (labels == begin + 1)
    borders = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]]).astype(np.int8)))
    chances = np.exp(logs[:, begin]) + np.exp(logs[:, begin + 1])
    for first, last in borders.reshape(-1, 2).tolist():
        cuts = [first, *(first + 1 + np.flatnonzero(labels[first + 1 : last] == begin)).tolist(), last]
        for start, end in pairwise(cuts):
            yield Stretch(Range(start, end), float(chances[start:end].mean()))


def _likeliest(logs: Sequence[Floats]) -> list[Ints]:
    """The best sequence of labels for each cue (Viterbi), all cues side by side."""
    longest = max(map(len, logs), default=0)
    heights = np.full((len(logs), longest, _ROLES), _IMPOSSIBLE, dtype=np.float32)
    heights[:, :, OUTSIDE] = 0
    for row, each in zip(heights, logs, strict=True):
        row[: len(each)] = each
    came_from = np.zeros((len(logs), longest, _ROLES), dtype=np.int64)
    best = heights[:, 0] + _TRANSITIONS[OUTSIDE] if longest else heights[:, :0]
    for unit in range(1, longest):
        ways = best[:, :, None] + _TRANSITIONS
        came_from[:, unit] = ways.argmax(axis=1)
        best = ways.max(axis=1) + heights[:, unit]
    labels = np.zeros((len(logs), longest), dtype=np.int64)
    rows = np.arange(len(logs))
    if longest:
        labels[:, -1] = best.argmax(axis=1)
    for unit in range(longest - 1, 0, -1):
        labels[:, unit - 1] = came_from[rows, unit, labels[:, unit]]
    return [row[: len(each)] for row, each in zip(labels, logs, strict=True)]


def _transitions() -> Floats:
    """What it costs to go from one label (rows) to the next (columns)."""
    costs = np.zeros((_ROLES, _ROLES), dtype=np.float32)
    for begin in (SOURCE, CONTENT):
        others = [label for label in range(_ROLES) if label not in (begin, begin + 1)]
        costs[others, begin + 1] = _IMPOSSIBLE
    costs[:, CONTENT] = -_CONTENT_BEGINS
    return costs


_TRANSITIONS = _transitions()
