"""Chances and their log odds, as logistic regressions turn one into the other."""

from math import exp, log

_HIGHEST = 60.0  # log odds beyond which a chance is as good as certain


def logistic(height: float) -> float:
    """The chance (0..1) of any log odds: 1 / (1 + e^-height)."""
    return 1 / (1 + exp(-max(-_HIGHEST, min(_HIGHEST, height))))


def log_odds(chance: float, least: float) -> float:
    """The log odds of a chance (0..1), which is kept `least` away from 0 and 1: theirs would be infinite."""
    chance = min(max(chance, least), 1 - least)
    return log(chance / (1 - chance))
