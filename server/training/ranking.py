"""How well chances rank the sentences of articles, and how far they can be trusted."""

from collections.abc import Sequence
from typing import NamedTuple

from server.annotation.claims.highlights import WORTHY

_BINS = 10


class Ranked(NamedTuple):
    """A sentence: its article, the chance (0..1) that it is worth checking, and its grade."""

    article: str
    chance: float
    grade: int


def figures(sentences: Sequence[Ranked]) -> dict[str, float]:
    """Average precision, mean over articles; recall in their top fifth; grades in their top 15 %."""
    by_article: dict[str, list[Ranked]] = {}
    for sentence in sentences:
        by_article.setdefault(sentence.article, []).append(sentence)
    order = [sorted(each, key=lambda s: -s.chance) for each in by_article.values()]
    fifth = [s for each in order for s in each[: max(1, round(len(each) / 5))]]
    top = [s for each in order for s in each[: int(0.15 * len(each))]]
    return {
        "average precision": _mean([_precision(each) for each in order if any(s.grade == 2 for s in each)]),
        "recall in top fifth": sum(s.grade == 2 for s in fifth) / max(sum(s.grade == 2 for s in sentences), 1),
        "top 15 % checkable": _mean([s.grade >= 1 for s in top]),
        "top 15 % worth checking": _mean([s.grade == 2 for s in top]),
        "highlighted checkable": _mean([s.grade >= 1 for s in top if s.chance >= WORTHY]),
        "highlighted worth checking": _mean([s.grade == 2 for s in top if s.chance >= WORTHY]),
        "calibration error": _calibration_error(sentences),
    }


def _precision(order: Sequence[Ranked]) -> float:
    """The average precision of one article."""
    found, total = 0, 0.0
    for rank, sentence in enumerate(order, 1):
        if sentence.grade == 2:
            found += 1
            total += found / rank
    return total / found


def _calibration_error(sentences: Sequence[Ranked]) -> float:
    """The expected calibration error over ten bins (Naeini et al. 2015)."""
    bins: list[list[Ranked]] = [[] for _ in range(_BINS)]
    for sentence in sentences:
        bins[min(int(sentence.chance * _BINS), _BINS - 1)].append(sentence)
    gaps = (abs(sum(s.chance - (s.grade == 2) for s in each)) for each in bins)
    return sum(gaps) / max(len(sentences), 1)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(len(values), 1)
