"""Sentences and tokens: where English prose breaks, and no code point lost whatever the text."""

import re

import pytest
from hypothesis import example, given, settings

from server.annotation.results import Span
from server.annotation.segmentation import sentences_of, tokens_of
from tests.annotation.texts import ANY_TEXT

WHITE_SPACE = re.compile(r"\s+")


def sentences(text: str) -> list[str]:
    return [sentence.of(text) for sentence in sentences_of(text, Span(0, len(text)))]


def tokens(text: str) -> list[str]:
    return [token.text for token in tokens_of(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Lee met Mr. Hale at 5 p.m. on Monday.",
        "The U.S. Senate voted.",
        "He works for Acme Inc. in Weston.",
        "Sen. Tom Hale, R-Weston, left.",
        "It cost $12.4 million, or £3.50 a head.",
        "On Jan. 5 it fell.",
        "Army Lt. Col. Ann Lee and Cpl. Tom Hale met Atty. Gen. Bo Ray.",
        "George W. Bush won.",
        "He spoke highly of Mr. Trump in his remarks.",
        "Some worry that Mrs. Clinton will lose to Sen. Cruz.",
        "J. K. Smith wrote it.",
        "The book by J. R. R. Smith sold well.",
        "“J. K. Smith wrote it,” she said.",
        "“Why?” she asked.",
        "“Go!” he said.",
        '"Why?" asked the mayor.',
        "“I thought…” she began.",
        "It is open (at last).",
    ],
)
def test_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Lee met Mr. Hale.|They talked.",
        "Lee left at 3 p.m.|The crowd stayed.",
        "“It is open.”|She left.",
        '"It is open."|She left.',
        "He said: “It is open.|It is new.”|Then he left.",
        "Is it?|It is!|So it is.",
        "He chose plan B.|Then he left.",
        "He lives on Main St.|The house is old.",
        "The council chose Plan B.|Police were told.",
        "The vaccine contains vitamin C.|Most do.",
        "He was born in Washington D.C.|He moved.",
        "“Why?”|Nobody knew.",
    ],
)
def test_several_sentences(text: str) -> None:
    assert sentences(text.replace("|", " ")) == text.split("|")


def test_curly_and_straight_marks_part_sentences_alike() -> None:
    curly = "“It is open,” she said. “Why?” he asked. “It is Ann Lee’s.” He left."
    straight = curly.translate(str.maketrans("“”’", '""\''))
    parts = [[(s.start, s.end) for s in sentences_of(text, Span(0, len(text)))] for text in (curly, straight)]
    assert parts[0] == parts[1]


def test_offsets_count_from_the_text_and_not_from_the_paragraph() -> None:
    text = "😀 Not this. It is open. It is new."
    paragraph = Span(text.index("It is open"), len(text))
    assert [s.of(text) for s in sentences_of(text, paragraph)] == ["It is open.", "It is new."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She can't, won’t and cannot go.", "She ca n't , wo n’t and can not go ."),
        ("Lee's “idea”", "Lee 's “ idea ”"),
        ("Lee’s 'idea'", "Lee ’s ' idea '"),
        ('"Go," he said.', '" Go , " he said .'),
        ("$12.4 million, 15% more", "$ 12.4 million , 15 % more"),
        ("a--b — c", "a -- b — c"),
        ("(so) [it] is", "( so ) [ it ] is"),
        ("The U.S. won.", "The U.S. won ."),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert tokens(text) == expected.split()


@settings(deadline=None, max_examples=300)
@given(text=ANY_TEXT)
@example(text="'' `` \" ''a'' ...... ``")
@example(text='"“"”"')
@example(text="a\x1cb\x1d.\x1e")
def test_tokens_are_the_text_without_its_white_space(text: str) -> None:
    found = tokens_of(text, Span(0, len(text)))
    assert all(text[token.start : token.end] == token.text for token in found)
    assert "".join(token.text for token in found) == WHITE_SPACE.sub("", text)


@settings(deadline=None, max_examples=300)
@given(text=ANY_TEXT)
@example(text="A. B. C. Lee")
@example(text=". \x1f0")
def test_sentences_are_the_text_without_white_space_between_them(text: str) -> None:
    found = sentences(text)
    assert all(sentence == sentence.strip() != "" for sentence in found)
    assert WHITE_SPACE.sub("", "".join(found)) == WHITE_SPACE.sub("", text)
