"""Short forms, descriptions and pronouns that take up somebody whom the text names elsewhere."""

import pytest

from server.annotation.document import Document
from server.annotation.speakers.naming import namings
from tests.annotation.speakers.test_annotator import names_of, speakers_of


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        ("The Associated Press counted meetings. The AP said it was late.", "The AP", "Associated Press"),
        ("The UK Harbour Party met. UKHP said it was late.", "UKHP", "UK Harbour Party"),
        ("The Liberal Democrats met. The Lib Dems said it was late.", "The Lib Dems", "Liberal Democrats"),
        ("Marks & Cole opened shops. M&C said it was late.", "M&C", "Marks & Cole"),
        ("The Energy Market Operator (Emo) met. Emo said it was late.", "Emo", "Energy Market Operator"),
        ("Jo Lundgren left. @jolundgren said it was late.", "@jolundgren", "Jo Lundgren"),
        ("Jo Lundgren left. He (Lundgren) said it was late.", "He (Lundgren)", "Jo Lundgren"),
    ],
)
def test_a_short_form_is_whom_it_shortens(text: str, mention: str, expected: str) -> None:
    assert names_of(text, ("it was late", mention)) == [expected]


def test_a_spokesman_of_an_acronym_is_one_of_the_body_in_full() -> None:
    text = "The Harbour Trade Council met. An HTC spokesman said it was late."
    assert names_of(text, ("it was late", "An HTC spokesman")) == ["Harbour Trade Council spokesman"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Department for Trade, Energy and Growth said it was late.", "Department for Trade, Energy and Growth"),
        ("The Catholic Commission for Social Justice met.", "Catholic Commission for Social Justice"),
        ("We met Minister of Works and Transport Jack Lund there.", "Jack Lund"),
        ("Marks & Cole opened shops.", "Marks & Cole"),
        ("Union president Ansel Roge Whenever it rains.", "Ansel Roge"),
    ],
)
def test_a_name_ends_where_it_ends(text: str, expected: str) -> None:
    assert expected.replace(",", " ,").split() in [list(naming.name) for naming in namings(Document(text))]


def test_of_relatives_the_one_who_heads_sentences_is_meant() -> None:
    text = "Juliette Mahan, the wife of the murdered doctor Avin Mahan, blamed the ward. Mahan said it was late."
    assert names_of(text, ("it was late", "Mahan")) == ["Juliette Mahan"]


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        ("Reuters news agency said it was late.", "Reuters news agency", "Reuters"),
        ("Mr Sands, an author, wrote. Mr Sands' book said it was late.", "Mr Sands' book", "Sands"),
        ("The Bishop of Ellery, the Rev Tom Reed, said it was late.", "The Bishop of Ellery", "Tom Reed"),
    ],
)
def test_a_noun_beside_a_name_says_only_what_it_is(text: str, mention: str, expected: str) -> None:
    assert names_of(text, ("it was late", mention)) == [expected]


def test_a_body_that_opens_the_article_without_its_name_is_the_first_that_speaks() -> None:
    text = "Too many ships are old, a charity says. Clear Water Trust said the harbour was full."
    said = ("Too many ships are old", "a charity"), ("the harbour was full", "Clear Water Trust")
    assert names_of(text, *said) == ["Clear Water Trust", "Clear Water Trust"]


def test_an_office_that_opens_the_article_is_held_by_the_next_who_heads_a_sentence() -> None:
    text = "There is no money, the education secretary has said. Shirley Somers said the budget was spent."
    said = ("There is no money", "the education secretary"), ("the budget was spent", "Shirley Somers")
    assert names_of(text, *said) == ["Shirley Somers", "Shirley Somers"]


@pytest.mark.parametrize("noun", ["the retired neurosurgeon", "the singer-songwriter", "the 41-year-old chart-topper"])
def test_a_noun_for_a_person_takes_up_who_was_named(noun: str) -> None:
    text = f"Ben Carver spoke in Ellery. {noun.capitalize()} said it was late."
    assert names_of(text, ("it was late", noun.capitalize())) == ["Ben Carver"]


def test_a_noun_for_states_and_campaigns_takes_up_no_other_body() -> None:
    text = "The Harbour Trust met in May. The campaign said it was late."
    assert names_of(text, ("it was late", "The campaign")) == ["campaign"]


def test_they_may_be_a_body() -> None:
    text = "The Harbour Trust met in May. They said it was late."
    assert names_of(text, ("it was late", "They")) == ["Harbour Trust"]


def test_a_quotation_before_anybody_has_spoken_is_of_the_first_who_does() -> None:
    text = '"It was late."\nThe night was long and cold.\nAnn Lee said the bridge is open.'
    assert names_of(text, ("It was late.", None), ("the bridge is open", "Ann Lee")) == ["Ann Lee", "Ann Lee"]


def test_a_quotation_is_not_by_those_whom_it_quotes() -> None:
    text = 'Ann Lee said the bridge is open.\n"I hear people say it got them home," she smiled.'
    said = (
        ("the bridge is open", "Ann Lee"),
        ("I hear people say it got them home", None),
        ("it got them home", "people"),
    )
    assert names_of(text, *said) == ["Ann Lee", "Ann Lee", "people"]


def test_a_source_without_a_name_has_no_capital() -> None:
    text = "Two people familiar with the talks said it was late."
    (speaker,) = speakers_of(text, ("it was late", "Two people familiar with the talks"))
    assert speaker
    assert (speaker.name, speaker.kind) == ("two people familiar with the talks", "unnamed")
