"""Windows: every unit is read exactly once, in a window that the encoder can hold, whatever the text."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.annotation.document import Document
from server.annotation.results import Span
from server.annotation.windows import CASES, LONGEST, STATES, Range, Reading, Window, words_of
from tests.annotation.models import tokenizer
from tests.annotation.texts import ANY_TEXT, STORM

LOWER, TITLE, UPPER, MIXED, WITHOUT_LETTERS = range(CASES)
OUTSIDE, OPENING, INSIDE, CLOSING = range(STATES)

# Long enough for several windows: paragraphs of one sentence or many, and sentences that no window holds.
_SENTENCES = st.sampled_from(
    ["Ann Lee said so. ", "“We will,” he said. ", "unsplittably " * 9, "a" * 70 + " ", "_1" * 90]
)
_PARAGRAPH = st.tuples(_SENTENCES, st.integers(0, 60)).map(lambda drawn: drawn[0] * drawn[1])
LONG_TEXT = st.lists(_PARAGRAPH, max_size=8).map("\n".join)
TEXT = st.one_of(ANY_TEXT, LONG_TEXT)


def read(text: str) -> Reading:
    return Reading(Document(text), tokenizer())


def windows(text: str) -> list[Window]:
    return list(read(text).windows())


def words(text: str) -> list[str]:
    units = read(text).units
    return [text[start:end] for start, end in zip(units.starts, units.ends, strict=True)]


def cases(text: str) -> dict[str, int]:
    return dict(zip(words(text), read(text).units.case.tolist(), strict=True))


def states(text: str) -> list[tuple[str, int]]:
    return list(zip(words(text), read(text).units.state.tolist(), strict=True))


@settings(deadline=None)
@given(text=TEXT)
@example(text="word " * 1000)
@example(text="_a" * 1000)
def test_every_unit_is_in_exactly_one_window(text: str) -> None:
    reading = read(text)
    held = [unit for window in reading.windows() for unit in range(window.first, window.first + len(window.heads))]
    assert held == list(range(len(reading.units)))


@settings(deadline=None)
@given(text=TEXT)
def test_units_are_ordered_disjoint_and_inside_paragraphs(text: str) -> None:
    document = Document(text)
    units = Reading(document, tokenizer()).units
    spans = [Span(*borders) for borders in zip(units.starts.tolist(), units.ends.tolist(), strict=True)]
    assert all(span.start < span.end for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(document.paragraphs[document.paragraph_at(span.start)].covers(span) for span in spans)
    assert not any(char.isspace() for span in spans for char in span.of(text))


@settings(deadline=None)
@given(text=TEXT)
def test_nothing_that_can_be_read_is_in_no_unit(text: str) -> None:
    document = Document(text)
    whole = [Span(*borders) for sentence in document.sentences for borders in _words_and_marks(document, sentence)]
    units = Reading(document, tokenizer()).units
    read_by_unit = [units.range_of(span) for span in whole]
    assert all(first < last for first, last in read_by_unit)


def _words_and_marks(document: Document, sentence: Span) -> list[tuple[int, int]]:
    """Where ASCII letters, digits and marks stand; other characters may be normalised away."""
    return [(at, at + 1) for at in range(*sentence) if "!" <= document.text[at] <= "~"]


@settings(deadline=None)
@given(text=TEXT)
@example(text="“" + "unsplittably " * 500)
@example(text="a" * 5000)
@example(text="\n".join(map(str, range(1000))))
@example(text="_" * 1000 + "\n" + "中" * 1000)
def test_no_window_is_longer_than_the_encoder_was_trained_for(text: str) -> None:
    assert all(len(window.ids) <= LONGEST for window in windows(text))


@settings(deadline=None)
@given(text=TEXT)
def test_heads_point_at_first_pieces_inside_the_window(text: str) -> None:
    special = {tokenizer().token_to_id(mark) for mark in ("[CLS]", "[SEP]")}
    for window in windows(text):
        assert len(window.ids) == len(window.case) == len(window.state)
        assert len(window.heads) > 0
        assert (np.diff(window.heads) > 0).all()
        assert 0 < window.heads[0] <= window.heads[-1] < len(window.ids) - 1
        assert special.isdisjoint(window.ids[window.heads].tolist())
        assert not any((tokenizer().id_to_token(piece) or "").startswith("##") for piece in window.ids[window.heads])


@settings(deadline=None)
@given(text=TEXT)
def test_features_of_pieces_are_those_of_their_units(text: str) -> None:
    reading = read(text)
    for window in reading.windows():
        own = slice(window.first, window.first + len(window.heads))
        assert window.case[window.heads].tolist() == reading.units.case[own].tolist()
        assert window.state[window.heads].tolist() == reading.units.state[own].tolist()


def test_all_pieces_of_a_word_have_its_features_and_marks_of_the_window_none() -> None:
    (window,) = windows("“Unsplittably")
    assert len(window.ids) > 4
    assert window.case.tolist() == [WITHOUT_LETTERS] * 2 + [TITLE] * (len(window.ids) - 3) + [WITHOUT_LETTERS]
    assert window.state.tolist() == [OUTSIDE, OPENING] + [INSIDE] * (len(window.ids) - 3) + [OUTSIDE]


@settings(deadline=None)
@given(text=TEXT)
def test_units_and_spans_are_inverse(text: str) -> None:
    units = read(text).units
    for first in range(min(len(units), 40)):
        for last in range(first + 1, min(len(units), 40) + 1):
            assert units.range_of(units.span(Range(first, last))) == (first, last)


@settings(deadline=None)
@given(text=ANY_TEXT, borders=st.tuples(st.integers(0, 90), st.integers(0, 90)))
def test_the_units_of_a_span_are_those_that_it_shares_a_character_with(text: str, borders: tuple[int, int]) -> None:
    span, units = Span(*sorted(borders)), read(text).units
    sharing = [
        unit
        for unit, (start, end) in enumerate(zip(units.starts.tolist(), units.ends.tolist(), strict=True))
        if span.start < end and start < span.end and span.start < span.end
    ]
    if span.start < span.end:
        assert list(range(*units.range_of(span))) == sharing


def test_a_span_between_two_units_has_none() -> None:
    first, last = read("We  will").units.range_of(Span(2, 4))
    assert first == last


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("trump", LOWER),
        ("Trump", TITLE),
        ("I", TITLE),
        ("UN", UPPER),
        ("G20", UPPER),
        ("iPhone", MIXED),
        ("McDonald", MIXED),
        ("12", WITHOUT_LETTERS),
        ("עברית", MIXED),
    ],
)
def test_letter_case(word: str, case: int) -> None:
    assert cases(f"Then {word} came.")[word] == case


def test_marks_have_no_case() -> None:
    assert cases("“So,” he said -- twice.")["--"] == WITHOUT_LETTERS


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""', "«»", ("``", "''"), "‘’"])
def test_state_in_and_around_quotation_marks(opening: str, closing: str) -> None:
    assert states(f"He said {opening}no way{closing} twice") == [
        ("He", OUTSIDE),
        ("said", OUTSIDE),
        (opening, OPENING),
        ("no", INSIDE),
        ("way", INSIDE),
        (closing, CLOSING),
        ("twice", OUTSIDE),
    ]


def test_a_nested_passage_is_inside() -> None:
    assert [state for _, state in states("“He said ‘go’.”")] == [OPENING, *[INSIDE] * 6, CLOSING]


def test_a_passage_over_paragraphs_opens_in_each_and_closes_in_the_last() -> None:
    assert states("“One two.\n\n“Three.” Four") == [
        ("“", OPENING),
        ("One", INSIDE),
        ("two", INSIDE),
        (".", INSIDE),
        ("“", OPENING),
        ("Three", INSIDE),
        (".", INSIDE),
        ("”", CLOSING),
        ("Four", OUTSIDE),
    ]


def test_a_passage_that_stays_open_ends_with_its_paragraph() -> None:
    assert [state for _, state in states("“One.\n\nTwo.")] == [OPENING, INSIDE, INSIDE, OUTSIDE, OUTSIDE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“a”” b", [OPENING, INSIDE, CLOSING, OUTSIDE]),
        ('"a""b"', [OPENING, INSIDE, OPENING, INSIDE, CLOSING]),
        ("“He said “go”” twice", [OPENING, INSIDE, INSIDE, INSIDE, INSIDE, CLOSING, OUTSIDE]),
    ],
)
def test_a_repeated_mark_is_one_unit_and_never_a_word_in_its_place(text: str, expected: list[int]) -> None:
    assert [state for _, state in states(text)] == expected


def test_units_are_words_and_repeated_marks() -> None:
    assert words("The U.N.'s plan... cost $12.4 million -- ``so''!") == [
        *["The", "U", ".", "N", ".", "'", "s", "plan", "...", "cost", "$", "12", ".", "4", "million", "--"],
        *["``", "so", "''", "!"],
    ]


def test_the_vocabulary_is_asked_for_plain_marks() -> None:
    assert words_of(Document("“It’s ‘so’… ``no''!!”")) == [['"', *"It ' s ' so ' … \" no \" !".split(), '"']]


def test_what_normalisation_leaves_nothing_of_is_no_unit() -> None:
    assert words("A \u0301 b") == ["A", "b"]


def test_short_paragraphs_share_a_window_and_are_parted_in_it() -> None:
    (window,) = windows("One.\n\nTwo.\n\nThree.")
    separator = tokenizer().token_to_id("[SEP]")
    assert np.flatnonzero(window.ids == separator).tolist() == [3, 6, 9]
    assert window.ids[0] == tokenizer().token_to_id("[CLS]")
    assert window.heads.tolist() == [1, 2, 4, 5, 7, 8]


def test_a_paragraph_that_fits_into_a_window_is_not_cut() -> None:
    text = "\n".join(f"Part {n} begins. " + "Ann Lee said that it was so. " * 15 for n in range(5))
    reading = read(text)
    borders = [int(reading.units.starts[window.first]) for window in reading.windows()]
    assert borders == [text.index(f"Part {n}") for n in range(5)]


def test_a_paragraph_too_long_for_a_window_is_cut_between_sentences() -> None:
    text = "Ann Lee said that it was so. " * 60
    reading = read(text)
    borders = [window.first for window in reading.windows()]
    assert len(borders) > 1
    assert all(text[int(reading.units.starts[first]) :].startswith("Ann Lee") for first in borders)
    assert all(np.count_nonzero(w.ids == tokenizer().token_to_id("[SEP]")) == 1 for w in reading.windows())


def test_a_sentence_far_longer_than_a_window_is_cut_and_nothing_is_lost() -> None:
    text = "the bridge and " * 1000
    found = windows(text)
    assert sum(len(window.heads) for window in found) == 3000
    assert all(len(window.ids) == LONGEST for window in found[:-1])


@pytest.mark.parametrize("text", ["", " \n\n\t", "\u0301"])
def test_what_holds_nothing_to_read_has_no_windows(text: str) -> None:
    assert windows(text) == []
    assert words(text) == []


def test_windows_of_an_article_hold_its_pieces_in_order() -> None:
    plain = [word for sentence in words_of(Document(STORM)) for word in sentence]
    expected = tokenizer().encode(plain, is_pretokenized=True, add_special_tokens=False).ids
    special = [tokenizer().token_to_id(mark) for mark in ("[CLS]", "[SEP]")]
    assert [piece for window in windows(STORM) for piece in window.ids if piece not in special] == expected
