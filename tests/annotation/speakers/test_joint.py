"""Joint sources: which phrases name several, and where one ends and the next begins."""

import pytest

from server.annotation.speakers.joint import split_joint


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        ("Pagano and his team", ["Pagano", "his team"]),
        ("Jack and Sarah Hawkes", ["Jack Hawkes", "Sarah Hawkes"]),
        ("both the minister and the mayor", ["the minister", "the mayor"]),
        ("Clinton and the NHA", ["Clinton", "the NHA"]),
        ("Lee and Rep. Tom Hale", ["Lee", "Rep. Tom Hale"]),
        ("Ann Lee , Tom Hale and Sara Finch", ["Ann Lee", "Tom Hale", "Sara Finch"]),
        (
            "her rivals , Sen. Ann Lee ( D-Vt. ) and former Maryland Gov. Tom Hale ,",
            ["Sen. Ann Lee", "former Maryland Gov. Tom Hale"],
        ),
    ],
)
def test_joint_sources_are_taken_apart(phrase: str, parts: list[str]) -> None:
    assert [" ".join(part) for part in split_joint(phrase.split())] == parts


@pytest.mark.parametrize(
    "phrase",
    [
        "the Bureau of Alcohol and Tobacco",
        "unions and campaigners",
        "researchers from Oxford and Cambridge",
        "the heads of the Harbour Bank , Coast Bank and Bank of Ellery",
        "someone using the names Nitro and Sage",
        "Ann Lee , a lobbyist and a former mayor of Ellery",
    ],
)
def test_an_and_inside_one_source_takes_nothing_apart(phrase: str) -> None:
    assert split_joint(phrase.split()) == [phrase.split()]


def test_no_words_are_one_empty_phrase() -> None:
    assert split_joint([]) == [[]]
