"""Mentions that the heads have cut short."""

import pytest

from server.annotation.document import Document
from server.annotation.results import Span
from server.annotation.speakers.mentions import whole

CUES = (" said", " claim", " Says", " argues", " decision")


def completed(text: str, mention: str) -> str:
    start = text.index(mention)
    cue = next(Span(text.index(cue) + 1, text.index(cue) + len(cue)) for cue in CUES if cue in text)
    return whole(Document(text), Span(start, start + len(mention)), [cue]).of(text)


@pytest.mark.parametrize(
    ("text", "cut", "mention"),
    [
        ('"It is," the first pick of the Owls said.', "the", "the first pick of the Owls"),
        ('"It is," said Rep. Carl Rowan of New York. "Yes."', "Rep. Carl Rowan of New", "Rep. Carl Rowan of New York"),
        ("One source on the panel said no.", "One source on the", "One source on the panel"),
        ("Mr. Guardo Villa, of Ellery, said no.", "Mr. Guardo", "Mr. Guardo Villa"),
        ("Rep. Jane Hale (R-Utah) said no.", "Rep. Jane Hale (R-", "Rep. Jane Hale (R-Utah)"),
        ("Oversight said Nervosa and Hale argues.", "Nervo", "Nervosa"),
    ],
)
def test_a_mention_grows_to_the_end_of_its_noun_phrase(text: str, cut: str, mention: str) -> None:
    assert completed(text, cut) == mention


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("His claim that it rained is wrong.", "His"),
        ("Mayor Hale Says Bridge Is Open", "Mayor Hale"),
        ("Hale’s decision was that it is open.", "Hale"),
        ("The mayor, Ann Lee, said no.", "The mayor"),
        ("A spokesman for the BBC said no.", "A spokesman for the BBC"),
    ],
)
def test_what_is_whole_stays_as_it_is(text: str, mention: str) -> None:
    assert completed(text, mention) == mention


def test_a_mention_without_words_stays_as_it_is() -> None:
    assert whole(Document("Hale said no."), Span(4, 4), []) == Span(4, 4)
