"""Offsets in both units mean the same slice, for any text."""

from hypothesis import given
from hypothesis import strategies as st

from server.offsets import OffsetMap


@given(st.text())
def test_utf16_offsets_cut_the_same_words(text: str) -> None:
    units = text.encode("utf-16-le", "surrogatepass")
    offset = OffsetMap(text, "utf16")
    for end in range(len(text) + 1):
        assert units[: 2 * offset(end)].decode("utf-16-le", "surrogatepass") == text[:end]


@given(st.text(), st.integers(0, 1000))
def test_code_points_are_what_python_counts(text: str, at: int) -> None:
    assert OffsetMap(text, "codepoint")(at) == at
