"""Certainty grows with the chances of cue, content and source, and stays a probability."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.annotation.quotations.calibration import Calibration

CHANCES = st.floats(0, 1)
CALIBRATION = Calibration({"speech": (-1, 0.5, 0.5, 0.2), "floating": (1, 0, 1, 0)})


@given(cue=CHANCES, content=CHANCES, source=CHANCES)
def test_certainty_is_a_probability(cue: float, content: float, source: float) -> None:
    assert 0 < CALIBRATION.certainty("speech", cue, content, source) < 1


@given(low=CHANCES, high=CHANCES, other=CHANCES)
def test_more_evidence_is_no_less_sure(low: float, high: float, other: float) -> None:
    low, high = sorted((low, high))
    assert CALIBRATION.certainty("speech", low, other, other) <= CALIBRATION.certainty("speech", high, other, other)


def test_even_chances_leave_the_constant() -> None:
    assert CALIBRATION.certainty("floating", 0.5, 0.5, 0.5) == pytest.approx(0.7311, abs=1e-4)
