"""Terms: the stems of a text that the topics know, each with what it counts."""

from collections.abc import Iterable, Mapping
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from server.annotation.words import Word

_TITLE = 4.0  # what a word of the title counts
_LATE = 0.05  # what a word far down counts, at the beginning 1: reports say first what they are about
_FADE = 80.0  # words over which the difference fades


class Terms(NamedTuple):
    """Rows of the vocabulary, each once, in order of appearance, and what each of them counts (above 0)."""

    rows: NDArray[np.int64]
    counts: NDArray[np.float64]


def terms_of(words: Iterable[Word], title: Iterable[Word], vocabulary: Mapping[str, int]) -> Terms:
    """The terms of a text: title and early words count more."""
    counts: dict[int, float] = {}
    for index, word in enumerate(words):
        row = vocabulary.get(word.stem)
        if row is not None:
            counts[row] = counts.get(row, 0.0) + _LATE + (1 - _LATE) * exp(-index / _FADE)
    for word in title:
        row = vocabulary.get(word.stem)
        if row is not None:
            counts[row] = counts.get(row, 0.0) + _TITLE
    return Terms(np.array(list(counts), np.int64), np.array(list(counts.values())))
