"""What users of other tools complain about: each kind of trouble in an invented text."""

import pytest

from server.service import Answer
from tests.annotation.conftest import Annotate
from tests.annotation.quotations.test_passages import said


def pairs(answer: Answer) -> set[tuple[str | None, str]]:
    return set(said(answer))


@pytest.mark.parametrize("verb", ["quipped", "tweeted", "fumed", "countered", "conceded", "recalled", "chimed in"])
def test_any_verb_can_be_a_cue(annotate: Annotate, verb: str) -> None:
    assert said(annotate(f"“The harbour will freeze before this council acts,” Ann Lee {verb}.")) == [
        ("Ann Lee", "The harbour will freeze before this council acts")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“The harbour will freeze by Christmas.” — Ann Lee, harbour master",
        "And from harbour master Ann Lee:\n\n“The harbour will freeze by Christmas.”",
        "Ann Lee turned to the crowd. “The harbour will freeze by Christmas.”",
        "Ann Lee wrote in a letter to the council: “The harbour will freeze by Christmas.”",
        "Ann Lee tweeted on Monday: “The harbour will freeze by Christmas.”",
        "“The harbour,” said Ann Lee, “will freeze by Christmas.”",
        "“The harbour will freeze by Christmas,” the harbour master, Ann Lee, told the council on Monday.",
        "“The harbour will freeze by Christmas,” said Ann Lee, who has run it since 1998 and knows it well.",
    ],
)
def test_wherever_the_source_stands(annotate: Annotate, text: str) -> None:
    quoted = [(who, what) for who, what in said(annotate(text)) if "freeze" in what]
    assert [who for who, _ in quoted] == ["Ann Lee"]


def test_a_quotation_split_by_its_cue_is_one(annotate: Annotate) -> None:
    answer = annotate("“The harbour,” said Ann Lee, “will freeze by Christmas.”")
    assert len(answer.annotations.quotations) == 1
    assert said(answer) == [("Ann Lee", "The harbour"), ("Ann Lee", "will freeze by Christmas")]


def test_he_and_she_in_the_course_of_an_article(annotate: Annotate) -> None:
    text = (
        "Mayor Ann Lee and the engineer Tom Hale met on Monday. “The piers are cracked,” he said.\n\n"
        "“Then we close the bridge tonight,” she said.\n\nHe added that the repairs would take a year."
    )
    assert said(annotate(text)) == [
        ("Tom Hale", "The piers are cracked"),
        ("Ann Lee", "Then we close the bridge tonight"),
        ("Tom Hale", "the repairs would take a year"),
    ]


def test_speech_within_speech_has_its_own_speaker(annotate: Annotate) -> None:
    text = "“Tom Hale told us that the piers were cracked,” Mayor Ann Lee said on Monday."
    assert pairs(annotate(text)) == {
        ("Ann Lee", "Tom Hale told us that the piers were cracked"),
        ("Tom Hale", "the piers were cracked"),
    }


def test_a_headline_that_names_its_speaker(annotate: Annotate) -> None:
    text = "Bridge will close tonight, mayor says\n\nThe bridge will close tonight, Mayor Ann Lee said on Monday."
    assert ("Ann Lee", "The bridge will close tonight") in pairs(annotate(text))


def test_a_chant_is_the_crowds(annotate: Annotate) -> None:
    answer = annotate("Hundreds of protesters chanted “Save our bridge now” outside the town hall on Monday.")
    assert [what for _, what in said(answer)] == ["Save our bridge now"]
    assert {speaker.kind for speaker in answer.annotations.speakers} == {"group"}


def test_a_statement_speaks_for_its_body(annotate: Annotate) -> None:
    text = "Norwell Marine makes ferries. The ferries are safe, the company said in a statement on Monday."
    assert [who for who, _ in said(annotate(text))] == ["Norwell Marine"]


@pytest.mark.parametrize(
    "source", ["two people familiar with the talks", "a senior official, who asked not to be named"]
)
def test_sources_without_a_name(annotate: Annotate, source: str) -> None:
    answer = annotate(f"The bridge will be sold to a bank in May, according to {source}.")
    assert len(answer.annotations.quotations) == 1
    assert answer.annotations.speakers[0].kind in {"unnamed", "group"}
