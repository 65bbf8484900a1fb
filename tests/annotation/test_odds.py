"""Chances and log odds: finite, and each the other's inverse."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.annotation.odds import log_odds, logistic


@settings(deadline=None)
@given(st.floats(allow_nan=False))
def test_the_logistic_function_takes_any_value(value: float) -> None:
    assert 0 <= logistic(value) <= 1
    assert logistic(value) + logistic(-value) == pytest.approx(1)


@given(st.floats(0, 1))
def test_log_odds_are_undone_by_the_logistic_function(chance: float) -> None:
    assert logistic(log_odds(chance, 1e-4)) == pytest.approx(min(max(chance, 1e-4), 1 - 1e-4))
