"""Datelines: the place in capitals is no part of what a report says."""

import pytest

from server.annotation.datelines import without_dateline
from server.annotation.document import Document
from server.annotation.pipeline import Options
from server.annotation.results import Annotations, Span
from server.annotation.topics import Topics
from server.annotation.words import words_of


def left(text: str) -> list[str]:
    return [word.text for word in without_dateline(text, list(words_of(text, Span(0, len(text)))))]


@pytest.mark.parametrize(
    "dateline",
    [
        "PORT ELLERY, April 3 (Reuters) — ",
        "PORT ELLERY – ",
        "PORT ELLERY ",
        "WESTON - ",
        "WESTON (AP) -- ",
        "WESTON, Ohio — ",
        "ST. WESTON-ON-SEA, Sept. 12 — ",
    ],
)
def test_a_dateline_is_left_out(dateline: str) -> None:
    assert left(f"{dateline}The ferry sank on Friday.") == ["The", "ferry", "sank", "on", "Friday"]


@pytest.mark.parametrize(
    "text",
    [
        "NASA Administrator Ann Lee spoke.",
        "FERRYCO Director Ann Lee resigned from FERRYCO.",
        "The ferry - the last one - sank.",
        "A ferry sank.",
        "I saw it.",
        "",
    ],
)
def test_what_is_no_dateline_stays(text: str) -> None:
    assert left(text) == [word.text for word in words_of(text, Span(0, len(text)))]


def test_a_dateline_makes_neither_key_phrase_nor_evidence() -> None:
    text = "WESTON SOUND, April 3 — The ferry company lost $4 million on sales of tickets, its chief executive said.\n"
    found = Topics().annotate(Document(text), Annotations(), Options())
    assert any("company" in phrase.text for phrase in found.key_phrases)
    assert found.topics
    assert all(phrase.mentions[0].start > text.index("—") for phrase in found.key_phrases)
    assert all(span.start > text.index("—") for topic in found.topics for span in topic.evidence)
