"""Logistic regression with a penalty on large weights, over named features."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from server.annotation.claims.judgement import Line

_ROUNDS = 25  # of Newton's method; it is done long before

_FREE = 1e-6  # of the constant: it is hardly held down

Floats = npt.NDArray[np.float64]


def fitted(
    described: Sequence[Mapping[str, float]], answers: Sequence[bool], names: Sequence[str], penalty: float
) -> Line:
    """The line of the highest likelihood less `penalty` times the squared weights (features of unit variance)."""
    rows = np.array([[each.get(name, 0.0) for name in names] for each in described])
    mean, deviation = rows.mean(axis=0), rows.std(axis=0)
    kept = deviation > 1e-6
    scaled = (rows[:, kept] - mean[kept]) / deviation[kept]
    held = np.array([_FREE] + [2 * penalty] * scaled.shape[1])
    weights = newton(np.column_stack([np.ones(len(rows)), scaled]), np.array(answers, dtype=float), held)
    natural = weights[1:] / deviation[kept]
    constant = float(weights[0] - natural @ mean[kept])
    known = [name for name, is_kept in zip(names, kept, strict=True) if is_kept]
    return Line(round(constant, 4), {n: round(w, 4) for n, w in zip(known, natural.tolist(), strict=True)})


def newton(rows: Floats, answers: Floats, held: Floats) -> Floats:
    """Weights by iteratively reweighted least squares; `held` is how far each of them is held down."""
    weights = np.zeros(rows.shape[1])
    for _ in range(_ROUNDS):
        chances = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (chances - answers) + held * weights
        curve = (rows * (chances * (1 - chances))[:, None]).T @ rows + np.diag(held)
        weights = weights - np.linalg.solve(curve, slope)
    return weights
