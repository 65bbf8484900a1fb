"""Key phrases: verbatim, a handful, no two the same."""

import pytest
from hypothesis import given, settings

from server.annotation.document import Document
from server.annotation.phrases import Phrases
from server.annotation.results import KeyPhrase, Span
from server.annotation.words import Background, words_of
from tests.annotation.texts import ANY_TEXT, ELECTION, FOOTBALL, STORM

PHRASES = Phrases(Background.load())


def found_by(phrases: Phrases, document: Document) -> tuple[KeyPhrase, ...]:
    title = document.title or ""
    sentences = [list(words_of(document.text, sentence)) for sentence in document.sentences]
    return phrases.find(document, sentences, list(words_of(title, Span(0, len(title)))))


def phrases_of(text: str, title: str | None = None) -> tuple[KeyPhrase, ...]:
    return found_by(PHRASES, Document(text, title))


def texts_of(text: str, title: str | None = None) -> list[str]:
    return [phrase.text for phrase in phrases_of(text, title)]


def check(phrases: tuple[KeyPhrase, ...], document: Document) -> None:
    assert len(phrases) <= 10
    assert [phrase.score for phrase in phrases] == sorted((phrase.score for phrase in phrases), reverse=True)
    for phrase in phrases:
        assert 0 < phrase.score <= 1
        assert list(phrase.mentions) == sorted(phrase.mentions)
        assert phrase.text in {document.words(mention) for mention in phrase.mentions}
        assert "\n" not in phrase.text
        for mention in phrase.mentions:
            assert document.words(mention).casefold() == phrase.text.casefold()
            assert document.paragraphs[document.paragraph_at(mention.start)].covers(mention)
    stems = [frozenset(word.stem for word in words_of(p.text, Span(0, len(p.text)))) for p in phrases]
    assert len(set(stems)) == len(stems)


@pytest.mark.parametrize("text", [FOOTBALL, ELECTION, STORM])
def test_an_article_has_five_to_ten_phrases(text: str) -> None:
    phrases = phrases_of(text)
    assert 5 <= len(phrases) <= 10
    assert phrases[0].score == 1
    check(phrases, Document(text))


@settings(deadline=None)
@given(text=ANY_TEXT)
def test_phrases_of_any_text(text: str) -> None:
    check(phrases_of(text), Document(text))


@pytest.mark.parametrize("text", ["", "\n", "It is.", "He did it again.", "😀 😀", "1 2 3"])
def test_a_text_without_nouns_has_no_phrases(text: str) -> None:
    assert phrases_of(text) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [(FOOTBALL, "Harbour Town"), (FOOTBALL, "Weston Rovers"), (ELECTION, "Ann Lee"), (STORM, "Tom Hale")],
)
def test_names_are_whole_and_without_titles(text: str, name: str) -> None:
    found = texts_of(text)
    assert name in found
    assert not set(name.split()) & set(found)


def test_a_phrase_is_told_once_whatever_its_inflection() -> None:
    text = (
        "Flood defences failed on Friday. The flood defences were built in 1953. A new flood defence cost $4 million. "
        "Hale said that the flood defence of Weston was too low."
    )
    found = [phrase for phrase in phrases_of(text) if "defence" in phrase.text.lower()]
    assert [phrase.text for phrase in found] == ["Flood defences"]
    assert [mention.of(text) for mention in found[0].mentions] == ["Flood defences", "flood defences"]


def test_all_mentions_are_given() -> None:
    text = "The river Sorrel rose. The Sorrel broke its banks, and people by the Sorrel fled. The sorrels are red."
    sorrel = next(phrase for phrase in phrases_of(text) if phrase.text == "Sorrel")
    assert [mention.start for mention in sorrel.mentions] == [
        i for i in range(len(text)) if text.startswith("Sorrel", i)
    ]


def test_what_is_said_often_and_early_comes_first() -> None:
    text = "The reservoir is empty. The reservoir was built in 1953. A reservoir needs rain. The turbine is old."
    found = texts_of(text)
    assert found.index("reservoir") < found.index("turbine")


def test_of_two_alike_the_earlier_comes_first() -> None:
    alike = Phrases(Background.of({"documents": 100, "stems": {"5": "reservoir turbin"}}))
    for first, second in (("reservoir", "turbine"), ("turbine", "reservoir")):
        document = Document(f"The {first} is old. It is May. It is June. It is July. The {second} is old.")
        found = found_by(alike, document)
        assert [phrase.text for phrase in found] == [first, second]
        assert found[1].score < found[0].score


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On Monday President Ann Lee spoke.", {"Ann Lee"}),
        ("They went to Weston’s River Park.", {"Weston", "River Park"}),
        ("They belong to the Ministry of the Interior.", {"Ministry of the Interior"}),
        ("They met J. Hale.", {"J. Hale"}),
    ],
)
def test_where_a_name_begins_and_ends(text: str, names: set[str]) -> None:
    assert names == {phrase for phrase in texts_of(text) if phrase[0].isupper()} - {"Monday"}


def test_the_title_helps() -> None:
    text = "The reservoir and the turbine are old."
    assert texts_of(text)[0] == "reservoir"
    assert texts_of(text, title="Turbine breaks: a turbine, the turbine")[0] == "turbine"


def test_a_phrase_does_not_run_over_punctuation() -> None:
    text = "She saw a river, bridge and dam; reservoir (turbine) were old."
    assert not any(mark in phrase for phrase in texts_of(text) for mark in ",;()")


def test_a_phrase_has_at_most_four_common_words() -> None:
    text = "The Weston river bridge repair budget crisis committee meeting is over."
    assert all(len(phrase.split()) <= 4 for phrase in texts_of(text))


def test_furniture_makes_no_phrase() -> None:
    page = "Similar Posts\n\nIvo Brandt scores goal in league match\n\nLeave a Reply\n"
    assert texts_of(f"{STORM}\n{page}") == texts_of(STORM)


def test_an_adjective_of_a_people_is_no_name() -> None:
    found = texts_of("The Swedish prosecutor dropped the Swedish case. A Swedish court had asked for papers.")
    assert "Swedish" not in found
    assert any("prosecutor" in phrase for phrase in found)
