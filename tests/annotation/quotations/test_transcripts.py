"""Transcripts: who speaks is named at the head of each turn."""

import pytest

from server.annotation.document import Document
from server.annotation.quotations.attribution import Attribution
from server.annotation.quotations.transcripts import turns
from server.annotation.results import Span

TALK = "Mayor Ann Lee and Tom Hale spoke on the radio.\n\n{}: The piers are cracked.\n\n{}: It will take a year."


def told(text: str) -> list[tuple[str, str]]:
    document = Document(text)
    return [(a.mention.of(text), a.content[0].of(text)) for a in turns(document, []) if a.mention]


@pytest.mark.parametrize(("first", "second"), [("LEE", "HALE"), ("ANN LEE", "TOM HALE"), ("MR. HALE", "MS. LEE")])
def test_each_turn_is_what_its_speaker_says(first: str, second: str) -> None:
    assert told(TALK.format(first, second)) == [(first, "The piers are cracked."), (second, "It will take a year.")]


def test_names_that_recur_need_not_stand_elsewhere() -> None:
    text = "Jo Smith: Will it hold?\n\nJONES: It will.\n\nJo Smith: And in May?\n\nJONES: In May too."
    assert [who for who, _ in told(text)] == ["Jo Smith", "JONES", "Jo Smith", "JONES"]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge\n\nLOCATION: The harbour.\n\nCOST: 12 million.",
        "READ MORE: The bridge will close.\n\nAnn Lee opened it.",
        "Ann Lee spoke.\n\nLEE: The piers are cracked.",
        "Charged on Monday were:\n\nAnn Lee: Theft of a boat.\n\nTom Hale: Theft of a car.",
        "Three things to know: the first is the cost.\n\nThe second: the time.",
    ],
)
def test_headings_and_labels_are_no_turns(text: str) -> None:
    assert told(text) == []


def test_a_turn_of_which_something_is_known_is_left_alone() -> None:
    text = TALK.format("LEE", "HALE")
    known = Attribution((Span(text.index("The piers"), text.index(" cracked")),))
    assert [turn.content[0].of(text) for turn in turns(Document(text), [known])] == ["It will take a year."]
