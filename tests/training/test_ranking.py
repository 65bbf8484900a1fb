"""Figures of rankings, by hand."""

import pytest

from server.training.ranking import Ranked, figures


def test_figures_of_one_article() -> None:
    grades = [2, 0, 2, 1, 0, 0, 0, 0, 0, 0]
    told = figures([Ranked("a", 1 - n / 10, grade) for n, grade in enumerate(grades)])
    assert told["average precision"] == pytest.approx((1 + 2 / 3) / 2)
    assert told["recall in top fifth"] == 0.5
    assert told["top 15 % worth checking"] == 1


def test_the_calibration_error_is_the_mean_gap() -> None:
    told = figures([Ranked("a", 0.95, 2), Ranked("a", 0.95, 2), Ranked("b", 0.05, 0), Ranked("b", 0.05, 0)])
    assert told["calibration error"] == pytest.approx(0.05)
