"""Decoding: the likeliest labels that may follow one another, and no stretch that does not begin."""

from itertools import pairwise, product
from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.annotation.quotations.decoding import CONTENT, OUTSIDE, SOURCE, Stretch, cues_of, roles_of
from server.annotation.windows import Floats, Range

LABELS = range(5)
CONTENT_BEGINS = 3.0  # as decoding has it
LIKELY, UNLIKELY = log(0.96), log(0.01)
OF_LETTER = {".": OUTSIDE, "S": SOURCE, "s": SOURCE + 1, "C": CONTENT, "c": CONTENT + 1}


def logs_of(units: int, seed: int, spread: float = 4) -> Floats:
    heights = np.random.default_rng(seed).normal(scale=spread, size=(units, 5)).astype(np.float32)
    logs: Floats = heights - np.log(np.exp(heights).sum(axis=1, keepdims=True))
    return logs


def likely(letters: str) -> Floats:
    """Logarithms of chances by which each unit is nearly surely what its letter says."""
    logs: Floats = np.full((len(letters), 5), UNLIKELY, dtype=np.float32)
    logs[range(len(letters)), [OF_LETTER[letter] for letter in letters]] = LIKELY
    return logs


def units_of(stretches: tuple[Stretch, ...]) -> list[tuple[int, int]]:
    return [(stretch.units.first, stretch.units.last) for stretch in stretches]


def may_follow(before: int, label: int) -> bool:
    return label not in (SOURCE + 1, CONTENT + 1) or before in (label - 1, label)


def worth(logs: Floats, labels: tuple[int, ...]) -> float:
    return float(sum(row[label] for row, label in zip(logs, labels, strict=True))) - CONTENT_BEGINS * labels.count(
        CONTENT
    )


def stretches(labels: tuple[int, ...], begin: int) -> list[tuple[int, int]]:
    firsts = [unit for unit, label in enumerate(labels) if label == begin]
    lasts = [
        next((unit for unit in range(first + 1, len(labels)) if labels[unit] != begin + 1), len(labels))
        for first in firsts
    ]
    return list(zip(firsts, lasts, strict=True))


@settings(deadline=None, max_examples=60)
@given(units=st.integers(1, 5), seed=st.integers(0, 2**32 - 1), spread=st.sampled_from([0.5, 2.0, 6.0]))
def test_no_sequence_that_may_be_is_likelier(units: int, seed: int, spread: float) -> None:
    logs = logs_of(units, seed, spread)
    allowed = [
        labels
        for labels in product(LABELS, repeat=units)
        if all(may_follow(*pair) for pair in pairwise((OUTSIDE, *labels)))
    ]
    best = max(allowed, key=lambda labels: worth(logs, labels))
    (roles,) = roles_of([logs])
    assert units_of(roles.sources) == stretches(best, SOURCE)
    assert units_of(roles.contents) == stretches(best, CONTENT)


@settings(deadline=None)
@given(sizes=st.lists(st.integers(1, 60), max_size=6), seed=st.integers(0, 2**32 - 1))
def test_cues_of_different_windows_are_decoded_as_if_alone(sizes: list[int], seed: int) -> None:
    logs = [logs_of(size, seed + place) for place, size in enumerate(sizes)]
    assert roles_of(logs) == [roles_of([each])[0] for each in logs]


@settings(deadline=None)
@given(units=st.integers(1, 80), seed=st.integers(0, 2**32 - 1))
def test_stretches_are_ordered_disjoint_and_of_one_role(units: int, seed: int) -> None:
    (roles,) = roles_of([logs_of(units, seed)])
    found = sorted([*units_of(roles.sources), *units_of(roles.contents)])
    assert all(0 <= first < last <= units for first, last in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert units_of(roles.sources) == sorted(units_of(roles.sources))
    assert units_of(roles.contents) == sorted(units_of(roles.contents))
    assert all(0 <= stretch.chance <= 1 + 1e-5 for stretch in [*roles.sources, *roles.contents])


@pytest.mark.parametrize(
    ("letters", "sources", "contents"),
    [
        ("....", [], []),
        ("Ss.Cccc", [(0, 2)], [(3, 7)]),
        ("Ccc.Ss", [(4, 6)], [(0, 3)]),
        ("Cc.S.Cc", [(3, 4)], [(0, 2), (5, 7)]),
        ("CcSsCc", [(2, 4)], [(0, 2), (4, 6)]),
        ("CcCc", [], [(0, 2), (2, 4)]),
        ("SSs", [(0, 1), (1, 3)], []),
    ],
)
def test_sure_labels_are_taken(letters: str, sources: list[tuple[int, int]], contents: list[tuple[int, int]]) -> None:
    (roles,) = roles_of([likely(letters)])
    assert units_of(roles.sources) == sources
    assert units_of(roles.contents) == contents


@pytest.mark.parametrize(
    ("letters", "sources", "contents"),
    [
        ("c", [], []),
        ("Sc.", [(0, 1)], []),
        ("Cs.", [(0, 2)], []),
        ("cccc", [], [(0, 4)]),
        (".ccc", [], [(1, 4)]),
        ("Sccc", [(0, 1)], [(1, 4)]),
        ("Cc.cc", [], [(0, 5)]),
        ("ss", [(0, 2)], []),
    ],
)
def test_what_goes_on_must_begin_or_is_not_taken(
    letters: str, sources: list[tuple[int, int]], contents: list[tuple[int, int]]
) -> None:
    (roles,) = roles_of([likely(letters)])
    assert (units_of(roles.sources), units_of(roles.contents)) == (sources, contents)


def test_one_doubtful_word_does_not_cut_content_in_two() -> None:
    logs = likely("Ccccc")
    logs[2] = np.log([0.5, 0.01, 0.01, 0.03, 0.45])
    assert units_of(roles_of([logs])[0].contents) == [(0, 5)]


def test_a_new_stretch_of_content_must_be_worth_it() -> None:
    doubtful, sure = np.log([[0.2, 0.01, 0.01, 0.77, 0.01]]), np.log([[0.01, 0.01, 0.01, 0.96, 0.01]])
    assert roles_of([doubtful.astype(np.float32)])[0].contents == ()
    assert units_of(roles_of([sure.astype(np.float32)])[0].contents) == [(0, 1)]


def test_the_chance_of_a_stretch_is_the_mean_over_its_units() -> None:
    logs = np.log([[0.1, 0.6, 0.1, 0.1, 0.1], [0.1, 0.2, 0.5, 0.1, 0.1], [0.9, 0.025, 0.025, 0.025, 0.025]])
    (source,) = roles_of([logs.astype(np.float32)])[0].sources
    assert source.units == Range(0, 2)
    assert source.chance == pytest.approx(0.7)


def test_without_cues_there_are_no_roles() -> None:
    assert roles_of([]) == []


def test_many_units_cost_no_precision() -> None:
    (roles,) = roles_of([likely("Ss" + "." * 60 + "C" + "c" * 127)])
    assert (units_of(roles.sources), units_of(roles.contents)) == ([(0, 2)], [(62, 190)])
    assert [stretch.chance for stretch in (*roles.sources, *roles.contents)] == pytest.approx([0.97, 0.97])


def chances_of(*rows: tuple[float, float, float]) -> Floats:
    return np.array(rows, dtype=np.float32)


OUT, BEGIN, IN = (0.9, 0.05, 0.05), (0.1, 0.8, 0.1), (0.1, 0.1, 0.8)


@pytest.mark.parametrize(
    ("rows", "cues"),
    [
        ([OUT, OUT], []),
        ([OUT, BEGIN, OUT], [(1, 2)]),
        ([BEGIN, IN, IN, OUT], [(0, 3)]),
        ([BEGIN, BEGIN, IN], [(0, 1), (1, 3)]),
        ([OUT, IN, IN], [(1, 3)]),
        ([BEGIN, OUT, IN], [(0, 1), (2, 3)]),
    ],
)
def test_cues(rows: list[tuple[float, float, float]], cues: list[tuple[int, int]]) -> None:
    assert [tuple(cue.units) for cue in cues_of(chances_of(*rows), 0)] == cues


def test_no_units_hold_no_cue() -> None:
    assert cues_of(np.zeros((0, 3), dtype=np.float32), 0) == []


def test_a_cues_chance_is_that_its_first_unit_is_not_outside() -> None:
    (cue,) = cues_of(chances_of(OUT, BEGIN, IN), 0)
    assert cue.chance == pytest.approx(0.9)


def test_bias_finds_a_cue_exactly_where_the_odds_allow_it() -> None:
    chances = chances_of((0.6, 0.3, 0.1))
    enough = log(0.6 / 0.3)
    assert cues_of(chances, enough - 0.01) == []
    assert [cue.units for cue in cues_of(chances, enough + 0.01)] == [Range(0, 1)]


@settings(deadline=None)
@given(units=st.integers(0, 60), seed=st.integers(0, 2**32 - 1), bias=st.floats(-3, 3), more=st.floats(0, 3))
def test_more_bias_finds_all_that_less_finds(units: int, seed: int, bias: float, more: float) -> None:
    chances = np.random.default_rng(seed).dirichlet([0.5] * 3, size=units).astype(np.float32)
    few, many = ({unit for cue in cues_of(chances, by) for unit in range(*cue.units)} for by in (bias, bias + more))
    assert few <= many


def test_chances_of_nought_and_one_can_be_decoded() -> None:
    assert [cue.units for cue in cues_of(chances_of((1, 0, 0), (0, 1, 0), (0, 0, 1)), 0.6)] == [Range(1, 3)]
    with np.errstate(divide="ignore"):
        logs = np.maximum(np.log(np.eye(5, dtype=np.float32)[[1, 2, 0, 3, 4]]), -100)
    (roles,) = roles_of([logs])
    assert (units_of(roles.sources), units_of(roles.contents)) == ([(0, 2)], [(3, 5)])
    assert roles.contents[0].chance == pytest.approx(exp(0))
