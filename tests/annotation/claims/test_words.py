"""Words: what they and the shapes of numbers speak for."""

import pytest

from server.annotation.claims.words import Described, Lexicon
from server.annotation.results import Span

LEXICON = Lexicon.load()


def describe(sentence: str) -> Described:
    return LEXICON.describe(sentence, Span(0, len(sentence)), 0, quoted=0.0)


@pytest.mark.parametrize(
    ("sentence", "feature", "word"),
    [
        ("Sales fell 12 percent in May.", "percentage", "12 percent"),
        ("The company lost £3.5bn in 2020.", "money", "£3.5bn"),
        ("It dismissed 400 workers.", "figure", "400"),
        ("Unemployment fell because the factory hired.", "cause", "because"),
        ("Two men were arrested on Friday.", "harm", "arrested"),
        ("The law bans the sale of tobacco.", "law", "law"),
        ("On Monday Ann Lee resigned.", "names", "Ann Lee"),
    ],
)
def test_a_feature_knows_its_word(sentence: str, feature: str, word: str) -> None:
    described = describe(sentence)
    assert described.words[feature] == word
    assert 0 < described.features[feature] <= 1


@pytest.mark.parametrize(
    ("sentence", "feature"),
    [
        ("It was founded in 1911.", "year"),
        ("It was founded on May 3.", "day"),
        ("He is a 34-year-old farmer.", "age"),
    ],
)
def test_a_year_a_day_and_an_age_are_no_figures(sentence: str, feature: str) -> None:
    features = describe(sentence).features
    assert feature in features
    assert "figure" not in features


@pytest.mark.parametrize("sentence", ["Did sales fall?", "“Did the council spend it?”"])
def test_a_question_is_known(sentence: str) -> None:
    assert describe(sentence).features["question"] == 1


def test_every_word_feature_has_a_name() -> None:
    sentence = "Ann Lee spent $4 million, 12 percent of 300, on May 3 2020, because a law killed a 9-year-old."
    assert set(describe(sentence).words) <= LEXICON.names
