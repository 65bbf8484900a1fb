"""Whether a name is a person's or a body's, told by all places that give it."""

import pytest

from server.annotation.document import Document
from server.annotation.speakers.clues import clues_of_names
from server.annotation.speakers.kinds import log_odds, with_kinds
from server.annotation.speakers.naming import namings

BODY_TEXTS = [
    ("Brinewell said it would close. Ann Reed, chief executive of Brinewell, said its plants were old.", "Brinewell"),
    ("Brinewell, which makes pumps, said it would close a plant.", "Brinewell"),
    ("Sales at the retailer Obrina fell. Obrina said it was hopeful.", "Obrina"),
    ("VeloWay, which rents bicycles, will hire. Users of VeloWay were glad that VeloWay's app works.", "VeloWay"),
]
PERSON_TEXTS = [
    ("Brinewell said he would stay. Mara Brinewell won the race in May. Brinewell, who is 30, was glad.", "Brinewell"),
    ("On Monday Obrina told her fans that she was ill. Lena Obrina sang for an hour.", "Obrina"),
]


def kind_of(text: str, name: str) -> str:
    document = Document(text)
    return next(n.kind for n in with_kinds(document, namings(document)) if n.name == tuple(name.split()))


@pytest.mark.parametrize(("text", "name"), BODY_TEXTS)
def test_a_name_is_a_body_s_by_what_stands_around_it(text: str, name: str) -> None:
    assert kind_of(text, name) == "organization"


@pytest.mark.parametrize(("text", "name"), PERSON_TEXTS)
def test_a_name_is_a_person_s_by_what_stands_around_it(text: str, name: str) -> None:
    assert kind_of(text, name) == "person"


def test_what_a_title_tells_is_not_weighed_again() -> None:
    text = "Mr Obrina said it was late. The Obrina, which it owns, is at Obrina. Staff at the retailer Obrina left."
    document = Document(text)
    assert with_kinds(document, namings(document))[0].kind == "person"


def test_clues_are_gathered_over_all_places_of_a_name() -> None:
    document = Document("Obrina's chief executive left. She praised Obrina, which it owns. Anna Obrina is another.")
    clues = clues_of_names(document, namings(document))["Obrina",]
    assert {"its staff", "which behind", "ends a longer name"} <= {clue for clue, value in clues.items() if value}


@pytest.mark.parametrize("name", ["VeloWay", "iTune", "Green7", "velo.org"])
def test_brands_are_spelt_in_ways_in_which_people_are_not(name: str) -> None:
    document = Document(f"We met {name} there. On Monday {name} came back.")
    found = namings(document)
    assert all("odd spelling" in clues for clues in clues_of_names(document, found).values())


@pytest.mark.parametrize("name", ["McAllen", "O'Hara", "DeWitt", "Hale"])
def test_surnames_with_capitals_inside_are_no_brands(name: str) -> None:
    document = Document(f"We met {name} there.")
    assert not any("odd spelling" in clues for clues in clues_of_names(document, namings(document)).values())


def test_weights_that_nobody_learnt_count_nothing() -> None:
    assert log_odds({"known": 1.0, "unheard of": 1.0}, {"bias": 0.5, "known": -2.0}) == -1.5
