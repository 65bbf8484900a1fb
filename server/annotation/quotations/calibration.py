"""Calibration: how sure the heads are, as the share of attributions that are right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from server.annotation.odds import log_odds, logistic

Way = Literal["speech", "thought", "floating"]
"""How an attribution was found: by a cue of saying, by another cue, by quotation marks alone."""

_LEAST = 1e-4


@dataclass(frozen=True)
class Calibration:
    """A logistic regression for each way: weights of a constant and of the logarithmic odds of cue, content, source."""

    weights: Mapping[Way, tuple[float, float, float, float]]

    def certainty(self, way: Way, cue: float, content: float, source: float) -> float:
        """The probability (0..1) that content and source are right, by the mean chances of the three (0..1)."""
        constant, *weights = self.weights[way]
        height = constant + sum(w * odds(chance) for w, chance in zip(weights, (cue, content, source), strict=True))
        return logistic(height)


def odds(chance: float) -> float:
    """The log odds of a head's chance (0..1), kept finite."""
    return log_odds(chance, _LEAST)
