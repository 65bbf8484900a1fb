"""Heads: chances are chances, and what a unit is to one cue depends on nothing but that cue and its window."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.annotation.heads import CROWD, DISTANCES, FARTHEST, Convention, Heads
from server.annotation.windows import Floats, Range

WIDTH, ROLE_WIDTH, INNER, ROLES = 12, 8, 16, 5
SHAPES: dict[str, tuple[int, ...]] = {
    "cue.weight": (6, WIDTH),
    "cue.bias": (6,),
    "flat.weight": (6, WIDTH),
    "flat.bias": (6,),
    "role.unit.weight": (2 * ROLE_WIDTH, WIDTH),
    "role.unit.bias": (2 * ROLE_WIDTH,),
    "role.cue.weight": (2 * ROLE_WIDTH, WIDTH),
    "role.cue.bias": (2 * ROLE_WIDTH,),
    "role.distance.weight": (DISTANCES, ROLE_WIDTH),
    "role.convention.weight": (2, ROLE_WIDTH),
    "role.first_norm.weight": (ROLE_WIDTH,),
    "role.first_norm.bias": (ROLE_WIDTH,),
    "role.convolution.weight": (ROLE_WIDTH, ROLE_WIDTH, 5),
    "role.convolution.bias": (ROLE_WIDTH,),
    "role.attention_norm.weight": (ROLE_WIDTH,),
    "role.attention_norm.bias": (ROLE_WIDTH,),
    "role.query_key_value.weight": (3 * ROLE_WIDTH, ROLE_WIDTH),
    "role.query_key_value.bias": (3 * ROLE_WIDTH,),
    "role.attended.weight": (ROLE_WIDTH, ROLE_WIDTH),
    "role.attended.bias": (ROLE_WIDTH,),
    "role.last_norm.weight": (ROLE_WIDTH,),
    "role.last_norm.bias": (ROLE_WIDTH,),
    "role.inner.weight": (INNER, ROLE_WIDTH),
    "role.inner.bias": (INNER,),
    "role.outer.weight": (ROLE_WIDTH, INNER),
    "role.outer.bias": (ROLE_WIDTH,),
    "role.label.weight": (ROLES, ROLE_WIDTH),
    "role.label.bias": (ROLES,),
}
CONVENTIONS = st.sampled_from(Convention)
SEEDS = st.integers(0, 2**32 - 1)
POLNEAR, PRODUCT = Convention


def arrays(seed: int = 1) -> dict[str, Floats]:
    draw = np.random.default_rng(seed)
    return {name: draw.normal(size=shape).astype(np.float32) for name, shape in SHAPES.items()}


def silent(**spoken: Floats) -> Heads:
    """Heads that take in nothing but what is `spoken`, with dots written as two underscores."""
    zeros = {name: np.zeros(shape, dtype=np.float32) for name, shape in SHAPES.items()}
    norms = {name: np.ones(SHAPES[name], dtype=np.float32) for name in SHAPES if name.endswith("norm.weight")}
    return Heads(zeros | norms | {name.replace("__", "."): array for name, array in spoken.items()})


def vectors(units: int, seed: int = 1, size: float = 1) -> Floats:
    drawn: Floats = np.random.default_rng(seed).normal(scale=size, size=(units, WIDTH)).astype(np.float32)
    return drawn


@st.composite
def cued(draw: st.DrawFn) -> tuple[Floats, list[Range]]:
    """Vectors of a window's units and some cues in it."""
    units = draw(st.integers(1, 120))
    firsts = draw(st.lists(st.integers(0, units - 1), min_size=1, max_size=6))
    sizes = draw(st.lists(st.integers(1, 3), min_size=len(firsts), max_size=len(firsts)))
    cues = [Range(first, min(first + size, units)) for first, size in zip(firsts, sizes, strict=True)]
    return vectors(units, draw(SEEDS), draw(st.sampled_from([0.0, 1.0, 1000.0]))), cues


@settings(deadline=None)
@given(units=st.integers(0, 200), seed=SEEDS, convention=CONVENTIONS, size=st.sampled_from([0.0, 1.0, 1000.0]))
def test_chances_of_cue_labels_sum_to_one(units: int, seed: int, convention: Convention, size: float) -> None:
    chances = Heads(arrays(seed)).cues(vectors(units, seed, size), convention)
    assert chances.shape == (units, 3)
    assert chances.dtype == np.float32
    assert (chances >= 0).all()
    np.testing.assert_allclose(chances.sum(axis=1), 1, rtol=1e-5)


@settings(deadline=None)
@given(units=st.integers(0, 200), seed=SEEDS, convention=CONVENTIONS)
def test_the_chance_of_content_is_one_number_for_each_unit(units: int, seed: int, convention: Convention) -> None:
    chances = Heads(arrays(seed)).contents(vectors(units, seed), convention)
    assert chances.shape == (units,)
    assert ((chances >= 0) & (chances <= 1)).all()


@settings(deadline=None)
@given(read=cued(), convention=CONVENTIONS)
def test_chances_of_roles_sum_to_one(read: tuple[Floats, list[Range]], convention: Convention) -> None:
    logs = Heads(arrays()).roles(*read, convention)
    assert logs.shape == (len(read[1]), len(read[0]), ROLES)
    assert logs.dtype == np.float32
    np.testing.assert_allclose(np.exp(logs).sum(axis=-1), 1, rtol=1e-4)


@settings(deadline=None)
@given(read=cued(), convention=CONVENTIONS)
def test_roles_to_a_cue_do_not_depend_on_the_other_cues(
    read: tuple[Floats, list[Range]], convention: Convention
) -> None:
    units, cues = read
    heads = Heads(arrays())
    together = heads.roles(units, cues, convention)
    for logs, cue in zip(together, cues, strict=True):
        np.testing.assert_allclose(logs, heads.roles(units, [cue], convention)[0], rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("units", [CROWD, 40, 190])
def test_many_cues_are_told_only_of_what_is_near(units: int) -> None:
    cues = [Range(unit, unit + 1) for unit in range(0, units, max(units // CROWD, 1))][:CROWD]
    read, heads = vectors(units), Heads(arrays())
    crowd, fewer = heads.roles(read, cues, PRODUCT), heads.roles(read, cues[:-1], PRODUCT)
    assert crowd.shape == (CROWD, units, ROLES)
    np.testing.assert_allclose(np.exp(crowd).sum(axis=-1), 1, rtol=1e-4)
    if units < FARTHEST:  # all is near
        np.testing.assert_allclose(crowd[:-1], fewer, rtol=1e-3, atol=1e-3)
    if units > FARTHEST:
        assert np.exp(crowd[0, -1, 0]) == 1
        assert np.exp(fewer[0, -1, 0]) < 1


def test_roles_differ_by_cue() -> None:
    first, second = Heads(arrays()).roles(vectors(30), [Range(3, 4), Range(20, 22)], PRODUCT)
    assert not np.allclose(first, second, atol=0.1)


def test_each_convention_has_labels_of_its_own() -> None:
    units, heads = vectors(30), Heads(arrays())
    assert not np.allclose(heads.cues(units, POLNEAR), heads.cues(units, PRODUCT), atol=0.1)
    assert not np.allclose(heads.contents(units, POLNEAR), heads.contents(units, PRODUCT), atol=0.1)
    one, other = (heads.roles(units, [Range(3, 4)], convention) for convention in Convention)
    assert not np.allclose(one, other, atol=0.1)


@pytest.mark.parametrize(("convention", "labels"), [(POLNEAR, [0.0, 1.0, 2.0]), (PRODUCT, [3.0, 4.0, 5.0])])
def test_which_rows_are_a_conventions(convention: Convention, labels: list[float]) -> None:
    heads = silent(cue__bias=np.arange(6, dtype=np.float32), flat__bias=np.arange(6, dtype=np.float32))
    expected = np.exp(labels) / np.exp(labels).sum()
    np.testing.assert_allclose(heads.cues(vectors(1), convention)[0], expected, rtol=1e-5)
    np.testing.assert_allclose(heads.contents(vectors(1), convention), expected[2], rtol=1e-5)


def test_a_unit_is_told_by_its_distance_up_to_the_farthest() -> None:
    places = np.random.default_rng(1).normal(size=(DISTANCES, ROLE_WIDTH)).astype(np.float32)
    label = np.random.default_rng(2).normal(size=(ROLES, ROLE_WIDTH)).astype(np.float32)
    heads = silent(role__distance__weight=places, role__label__weight=label)
    (logs,) = heads.roles(np.zeros((190, WIDTH), dtype=np.float32), [Range(90, 93)], PRODUCT)
    told = [tuple(row) for row in logs.round(5).tolist()]
    before, inside, behind = told[:90], told[90:93], told[93:]
    assert len(set(inside)) == 1
    assert len(set(before[-FARTHEST:])) == len(set(behind[:FARTHEST])) == FARTHEST
    assert set(before[:-FARTHEST]) == {before[-FARTHEST]}
    assert set(behind[FARTHEST:]) == {behind[FARTHEST - 1]}
    assert len(set(told)) == DISTANCES


def test_a_cue_of_several_units_is_their_mean() -> None:
    units = vectors(10)
    units[4], units[6] = units[3], -units[3]
    heads = silent(**only("role.cue.", "role.label."))
    one, two, none = (heads.roles(units, [cue], PRODUCT) for cue in (Range(3, 4), Range(3, 5), Range(3, 7)))
    np.testing.assert_allclose(one, two, rtol=1e-4)
    assert not np.allclose(one, none, atol=0.1)


def only(*names: str) -> dict[str, Floats]:
    return {name.replace(".", "__"): array for name, array in arrays().items() if name.startswith(names)}


@pytest.mark.parametrize(
    ("steps", "reached"), [(range(5), [10, 11, 12, 13, 14]), ([4], [10, 12]), ([0], [12, 14]), ([2], [12])]
)
def test_the_convolution_reaches_two_units_to_each_side(steps: list[int], reached: list[int]) -> None:
    kernel = np.zeros(SHAPES["role.convolution.weight"], dtype=np.float32)
    kernel[:, :, steps] = arrays()["role.convolution.weight"][:, :, steps]
    heads = silent(**only("role.unit.", "role.label.") | {"role__convolution__weight": kernel})
    changed = vectors(30)
    changed[12] += 3
    logs, other = (heads.roles(units, [Range(0, 1)], PRODUCT)[0] for units in (vectors(30), changed))
    assert np.flatnonzero(np.abs(logs - other).max(axis=1) > 1e-5).tolist() == reached


def test_attention_reaches_the_whole_window() -> None:
    heads = Heads(arrays())
    changed = vectors(100)
    changed[99] += 3
    logs, other = (heads.roles(units, [Range(0, 1)], PRODUCT)[0] for units in (vectors(100), changed))
    assert not np.allclose(logs[0], other[0], atol=1e-4)


def test_attention_of_any_strength_is_shared_out() -> None:
    weights = arrays()
    weights["role.query_key_value.weight"] *= 100
    logs = Heads(weights).roles(vectors(30), [Range(3, 4)], PRODUCT)
    np.testing.assert_allclose(np.exp(logs).sum(axis=-1), 1, rtol=1e-4)


def test_the_weights_that_were_given_are_left_as_they_were() -> None:
    given_weights = arrays()
    units = vectors(30)
    heads = Heads(given_weights)
    heads.roles(units, [Range(3, 4)], PRODUCT)
    heads.cues(units, PRODUCT)
    assert all((given_weights[name] == array).all() for name, array in arrays().items())
    assert (units == vectors(30)).all()
