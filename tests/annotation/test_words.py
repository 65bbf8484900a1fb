"""Words: as topics and key phrases see them."""

import pytest

from server.annotation.results import Span
from server.annotation.words import Background, stem, words_of


def test_words_are_without_possessive_endings() -> None:
    text = "Lee’s bridge, the boys' U.S. well-known 12"
    words = list(words_of(text, Span(0, len(text))))
    assert [word.text for word in words] == ["Lee", "bridge", "the", "boys", "U.S.", "well-known", "12"]
    assert [word.possessive for word in words] == [True, *[False] * 6]
    assert all(text[word.start : word.end] == word.text for word in words)


def test_a_word_of_any_length_has_a_stem() -> None:
    assert stem("bridges") == "bridg"
    assert stem("y" * 100_000) == "y" * 100_000


def test_the_rarer_a_stem_the_more_it_tells() -> None:
    background = Background.of({"documents": 100, "stems": {"90": "of", "5": "bridg river"}})
    assert background.idf["bridg"] == background.idf["river"] > background.idf["of"]
    assert background.rarest == pytest.approx(background.idf["bridg"])
