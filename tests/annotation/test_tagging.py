"""Tagging: nouns, names and adjectives, as the treebank has them."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given

from server.annotation.phrases.tagging import ADJECTIVE, NAME, NOUN, Tagger, forms_of
from server.annotation.results import Span
from server.annotation.words import words_of
from tests.annotation.texts import ANY_TEXT

TAGGER = Tagger.load()


def tags_of(text: str) -> dict[str, str]:
    words = list(words_of(text, Span(0, len(text))))
    (tags,) = TAGGER.tag([forms_of(text, words)])
    return dict(zip((word.text for word in words), tags, strict=True))


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("The old bridge cost a lot of money.", "bridge", NOUN),
        ("The old bridge cost a lot of money.", "old", ADJECTIVE),
        ("They bridge the river.", "river", NOUN),
        ("She met John Smith in Weston.", "Smith", NAME),
        ("A well-known writer spoke.", "well-known", ADJECTIVE),
    ],
)
def test_the_tag_of_a_word(text: str, word: str, tag: str) -> None:
    assert tags_of(text)[word] == tag


def test_what_a_word_is_hangs_on_the_words_around_it() -> None:
    assert tags_of("They want to report it.")["report"] != NOUN
    assert tags_of("They read the report again.")["report"] == NOUN


def test_forms_are_words_endings_and_one_mark_between_words() -> None:
    text = "Lee’s bridge (old), he says"
    forms, places = forms_of(text, list(words_of(text, Span(0, len(text)))))
    assert forms == ["Lee", "'s", "bridge", "(", "old", ")", "he", "says", "."]
    assert [forms[place] for place in places] == ["Lee", "bridge", "old", "he", "says"]


@given(ANY_TEXT)
def test_every_word_of_any_text_has_a_tag(text: str) -> None:
    words = list(words_of(text, Span(0, len(text))))
    (tags,) = TAGGER.tag([forms_of(text, words)])
    assert len(tags) == len(words)
    assert set(tags) <= set(TAGGER.tags)


def test_weights_of_words_and_of_the_tags_before_are_added() -> None:
    features = ["i word river", "i-1 tag D"]
    tagger = Tagger.of(
        {
            "tags": np.array("DNV"),
            "on_words": np.array(1),
            "weights": np.array([[0, 2, 3], [0, 2, 0]], np.int8),
            "features": np.frombuffer("\n".join(features).encode(), np.uint8),
            "known": np.frombuffer(b"the D", np.uint8),
        }
    )
    text = "the river"
    assert tagger.tag([forms_of(text, list(words_of(text, Span(0, len(text)))))]) == [["D", "N"]]
    text = "river"
    assert tagger.tag([forms_of(text, list(words_of(text, Span(0, len(text)))))]) == [["V"]]


def test_known_words_have_one_tag_each() -> None:
    assert all(before != after for before, after in pairwise(sorted(TAGGER.known)))
    assert set(TAGGER.known.values()) <= set(TAGGER.tags)
