"""Quotation marks: every kind is paired, over paragraphs and in any nesting, and no text is too odd."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.annotation.document import Document
from server.annotation.marks import Quoted
from tests.annotation.texts import ANY_TEXT

MARKS = st.lists(st.sampled_from([*"“”\"‘’'«»„‟‹›‚‛＂a \n,.", "``", "''"]), max_size=40).map("".join)


def quoted(text: str) -> tuple[Quoted, ...]:
    return Document(text).quoted


def passages(text: str, depth: int = 0) -> list[str]:
    return ["|".join(span.of(text) for span in passage.spans) for passage in quoted(text) if passage.depth == depth]


@pytest.mark.parametrize(
    "words",
    [
        "“It is open,”",
        '"It is open,"',
        "‘It is open,’",
        "'It is open,'",
        "«It is open»",
        "‹It is open›",
        "„It is open“",
        "„It is open”",
        "``It is open,''",
        "‚It is open’",
        "＂It is open＂",
        '“It is open,"',
    ],
)
def test_every_kind_of_mark_is_paired(words: str) -> None:
    text = f"On Monday she said: {words} and left."
    assert passages(text) == [words]
    assert [passage.closed for passage in quoted(text)] == [True]


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("“He said ‘go’ twice.”", "“He said ‘go’ twice.”", "‘go’"),
        ("‘He said “go” twice.’", "‘He said “go” twice.’", "“go”"),
        ("\"He said 'go' twice.\"", "\"He said 'go' twice.\"", "'go'"),
        ("'He said \"go\" twice.'", "'He said \"go\" twice.'", '"go"'),
        ("«He said ‹go› twice.»", "«He said ‹go› twice.»", "‹go›"),
        ("“He said “go” twice.”", "“He said “go” twice.”", "“go”"),
    ],
)
def test_nested_marks(text: str, outer: str, inner: str) -> None:
    assert passages(text) == [outer]
    assert passages(text, depth=1) == [inner]


@pytest.mark.parametrize(
    "text",
    [
        "It's the mayor's choice, isn't it?",
        "It’s the mayor’s choice, isn’t it?",
        "The drivers' union and the nurses' union met.",
        "The drivers’ union and the nurses’ union met.",
        "Rock 'n' roll was big in the '90s.",
        "Rock ’n’ roll was big in the ’90s.",
        "'Tis the season. 'Twas ever so.",
        "O'Brien and D’Angelo are here.",
        "He is 6'2\" tall and his brother 5'11\".",
        'A 19" screen and a 20" wheel.',
    ],
)
def test_apostrophes_and_inches_are_no_quotation_marks(text: str) -> None:
    assert quoted(text) == ()


def test_apostrophes_inside_single_marks_do_not_close_them() -> None:
    text = "‘It’s the mayor’s bridge,’ she said."
    assert passages(text) == ["‘It’s the mayor’s bridge,’"]


def test_an_apostrophe_pairs_with_no_mark_outside_the_quotation_it_stands_in() -> None:
    text = "He left in ‘87. “It was hard on the students’ parents,” Lee said."
    assert passages(text) == ["“It was hard on the students’ parents,”"]


def test_a_single_mark_that_stays_alone_nests_nothing() -> None:
    assert passages("He left in ‘87. “It was hard,” Lee said.") == ["“It was hard,”"]


def test_a_quotation_over_paragraphs_is_one() -> None:
    text = "She said: “It is open.\n\n“It was closed.\n\n“It may close again,” and left."
    assert passages(text) == ["“It is open.|“It was closed.|“It may close again,”"]
    assert quoted(text)[0].closed


@pytest.mark.parametrize("mark", ['"', "“", "«", "``"])
def test_a_quotation_over_paragraphs_has_marks_of_one_kind(mark: str) -> None:
    closer = {'"': '"', "“": "”", "«": "»", "``": "''"}[mark]
    text = f"{mark}It is open.\n{mark}It was closed.{closer}"
    assert passages(text) == [text.replace("\n", "|")]


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    text = "“It is open, she said.\n\nThe road is not. “It will be,” Hale said."
    assert passages(text) == ["“It is open, she said.", "“It will be,”"]
    assert [passage.closed for passage in quoted(text)] == [False, True]


def test_a_quotation_goes_on_in_no_paragraph_but_the_next() -> None:
    text = "“It is open, she said.\n\nThe road is not.\n\n“It will be,” Hale said."
    assert passages(text) == ["“It is open, she said.", "“It will be,”"]


@pytest.mark.parametrize("text", ["It is open,” she said.", "It is open» she said.", "So'' it was."])
def test_a_closing_mark_alone_is_no_quotation(text: str) -> None:
    assert quoted(text) == ()


def test_an_odd_straight_mark_spoils_only_its_own_paragraph() -> None:
    text = 'It is "open, she said.\nThe road "is" not.\n"It will be," Hale said.'
    assert passages(text)[1:] == ['"is"', '"It will be,"']


def test_a_thousand_quotations_in_each_other() -> None:
    text = "“a " * 1000 + "b ”" * 1000
    found = quoted(text)
    assert [passage.depth for passage in found] == list(range(1000))
    assert all(passage.closed for passage in found)
    assert found[0].spans[0].of(text) == text


@pytest.mark.parametrize("unit", ["“", "”", '"', "‘", "’", "'", "“a", 'a" ', "“‘", "’”", "“a\n", '"a\n', "``", "«‹“„"])
def test_fifty_thousand_marks_are_read(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    assert all(0 <= passage.start < passage.end <= len(text) for passage in quoted(text))


@settings(deadline=None, max_examples=300)
@given(text=st.one_of(MARKS, ANY_TEXT))
@example(text="“a\n“b “c\n“d”")
@example(text="‘a “b’ c”")
def test_passages_are_in_order_and_nested(text: str) -> None:
    document = Document(text)
    found = document.quoted
    assert [(q.start, -q.end) for q in found] == sorted((q.start, -q.end) for q in found)
    for position, passage in enumerate(found):
        over = [q for q in found[:position] if passage.start < q.end]
        assert all(passage.end <= q.end for q in over)
        assert passage.depth == len(over)
        assert all(before.end <= after.start for before, after in pairwise(passage.spans))
        for span in passage.spans:
            assert span.start < span.end
            assert document.paragraphs[document.paragraph_at(span.start)].covers(span)
    assert all(a.end <= b.start for a, b in pairwise(document.outermost_quoted))
