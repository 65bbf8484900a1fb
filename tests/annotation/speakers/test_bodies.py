"""Small words inside the names of bodies, and between names."""

import pytest

from server.annotation.document import Document
from server.annotation.speakers.naming import namings


def names_in(text: str) -> list[str]:
    return [" ".join(naming.name) for naming in namings(Document(text))]


@pytest.mark.parametrize(
    "name",
    [
        "Food and Drug Administration",
        "Ellery Competition and Consumer Commission",
        "Securities and Exchange Commission",
        "Ministry of Trade , Industry and Energy",
        "Bureau of Alcohol , Tobacco , Firearms and Explosives",
        "Centers for Disease Control and Prevention",
        "Panel on Climate Change",
        "Bank of England",
    ],
)
def test_the_name_of_a_body_goes_on_over_small_words(name: str) -> None:
    assert names_in(f"On Monday the {name.replace(' ,', ',')} said it was so.") == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They met the Pentagon and State Department.", ["Pentagon", "State Department"]),
        ("They met the FBI and Justice Department.", ["FBI", "Justice Department"]),
        ("They met Google and Harbour Commission.", ["Google", "Harbour Commission"]),
        ("They met the Labour Party on Monday.", ["Labour Party"]),
        (
            "They met the Department of Justice, Congress and the Senate.",
            ["Department of Justice", "Congress", "Senate"],
        ),
    ],
)
def test_two_names_stay_two(text: str, names: list[str]) -> None:
    assert names_in(text) == names


def test_what_an_office_is_of_is_no_part_of_a_person_s_name() -> None:
    assert names_in("On Monday Archbishop of Ellery Justin Wells spoke.")[-1] == "Justin Wells"


@pytest.mark.parametrize("name", ["PG&E", "AT&T", "H&M"])
def test_ampersands_stand_inside_names(name: str) -> None:
    assert names_in(f"On Monday {name} said it was so.") == [name.replace("&", " & ")]
