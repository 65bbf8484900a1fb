"""Quotations as a reader of the answer sees them: what was said, by whom, and what is no quotation."""

import pytest

from server.service import Answer
from tests.annotation.conftest import Annotate

AROUND = "“”\"‘’'«» \n,."
WAITED = "We waited thirty years for this"
THIN = "The piers are much too thin for heavy lorries"


def said(answer: Answer) -> list[tuple[str | None, str]]:
    """Who said what, piece by piece, whatever marks and commas the pieces carry."""
    names = {speaker.id: speaker.name for speaker in answer.annotations.speakers}
    return [
        (names.get(quotation.speaker or ""), answer.document.words(span).strip(AROUND))
        for quotation in answer.annotations.quotations
        for span in quotation.content
    ]


def kinds(answer: Answer) -> list[str]:
    return [quotation.kind for quotation in answer.annotations.quotations]


@pytest.mark.parametrize(
    "text",
    [
        f"“{WAITED},” Mayor Ann Lee said on Monday.",
        f"“{WAITED},” said Ann Lee, the mayor of Weston.",
        f"“{WAITED},” Ann Lee, a doctor, said.",
        f"“{WAITED}!” Ann Lee shouted.",
        f"“{WAITED},” insisted Ann Lee.",
        f"Mayor Ann Lee said: “{WAITED}.”",
        f"Mayor Ann Lee told reporters on Monday, “{WAITED}.”",
        f"Ann Lee, a doctor, said: “{WAITED}.”",
        f'"{WAITED}," Ann Lee said.',
        f"‘{WAITED},’ Ann Lee said.",
        f"Ann Lee opened the bridge on Monday. “{WAITED},” she said.",
        f"Ann Lee opened the bridge on Monday. “{WAITED},” Lee said.",
        f"The bridge is open.\n\n“{WAITED},” Ann Lee said.\n\nThe road is not.",
    ],
)
def test_a_direct_quotation_has_its_speaker(annotate: Annotate, text: str) -> None:
    answer = annotate(text)
    assert [(who, what.rstrip("!")) for who, what in said(answer)] == [("Ann Lee", WAITED)]
    assert kinds(answer) == ["direct"]


def test_a_cue_between_parts_one_quotation(annotate: Annotate) -> None:
    answer = annotate("“I have walked every inch of it,” Tom Hale said, “and I would not drive a truck across.”")
    assert said(answer) == [
        ("Tom Hale", "I have walked every inch of it"),
        ("Tom Hale", "and I would not drive a truck across"),
    ]
    assert len(answer.annotations.quotations) == 1


def test_cue_and_mention_are_the_words_between(annotate: Annotate) -> None:
    answer = annotate("“I have walked every inch of it,” Tom Hale said, “and I would not drive a truck across.”")
    quotation = answer.annotations.quotations[0]
    assert quotation.cue
    assert quotation.mention
    assert answer.document.words(quotation.cue) == "said"
    assert answer.document.words(quotation.mention) == "Tom Hale"


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "''"])
def test_a_quotation_that_goes_on_behind_the_cue_is_the_same_speakers(annotate: Annotate, marks: str) -> None:
    opening, closing = marks[0], marks[1]
    text = f"{opening}{WAITED},{closing} Ann Lee said. {opening}Now at last it is here.{closing}"
    assert said(annotate(text)) == [("Ann Lee", WAITED), ("Ann Lee", "Now at last it is here")]


def test_two_speakers_in_turn(annotate: Annotate) -> None:
    text = f"“{WAITED},” Ann Lee said.\n\n“{THIN},” Tom Hale said.\n\n“They are not,” Lee said."
    assert [who for who, _ in said(annotate(text))] == ["Ann Lee", "Tom Hale", "Ann Lee"]


@pytest.mark.parametrize(
    "text",
    ["The bridge cost $12.4 million, according to Tom Hale.", "According to Tom Hale, the bridge cost $12.4 million."],
)
def test_according_to(annotate: Annotate, text: str) -> None:
    answer = annotate(text)
    assert [(who, what.casefold()) for who, what in said(answer)] == [("Tom Hale", "the bridge cost $12.4 million")]
    assert kinds(answer) == ["indirect"]


def test_a_quotation_over_paragraphs_is_all_one_speakers(annotate: Annotate) -> None:
    text = (
        f"“{WAITED},” Ann Lee said. “It was worth the wait.\n\n“Nobody thought that it would ever be built.\n\n"
        "“Now at last it is here.”\n\nThe road is closed."
    )
    answer = annotate(text)
    assert said(answer) == [
        ("Ann Lee", WAITED),
        ("Ann Lee", "It was worth the wait"),
        ("Ann Lee", "Nobody thought that it would ever be built"),
        ("Ann Lee", "Now at last it is here"),
    ]
    assert set(kinds(answer)) == {"direct"}


@pytest.mark.parametrize(
    "odd", ['The pipe is 12" wide and cost £40.', "It is the boys’ bridge.", "It was ‘87, or later."]
)
def test_an_odd_mark_spoils_no_quotation_elsewhere(annotate: Annotate, odd: str) -> None:
    text = f"“{WAITED},” Ann Lee said.\n\n{odd}\n\n“{THIN},” Tom Hale said."
    assert said(annotate(text)) == [("Ann Lee", WAITED), ("Tom Hale", THIN)]


def test_a_quotation_that_is_never_closed_is_warned_of_and_spoils_no_other(annotate: Annotate) -> None:
    answer = annotate(f"“{WAITED}, she thought.\n\nThe road is closed.\n\n“{THIN},” Tom Hale said.")
    assert said(answer)[-1] == ("Tom Hale", THIN)
    assert "unclosed-quotation" in {caution.code for caution in answer.annotations.cautions}


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “bridge to nowhere” opened on Monday.",
        "Nobody believes in the “reform” any more.",
        "Tom Hale, known as “the Hammer”, crossed the bridge.",
        "Robert “Bobby” Hale crossed the bridge. William “Big Bill” Brandt did not.",
        "Her novel “River of Stones” won a prize in 2011.",
        "The film ‘River of Stones’ is three hours long.",
        "The bridge opened on Monday. It is long and grey.",
    ],
)
def test_scare_quotes_titles_and_nicknames_are_no_quotations(annotate: Annotate, text: str) -> None:
    answer = annotate(text)
    assert answer.annotations.quotations == ()
    assert answer.annotations.speakers == ()


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Mayor Ann Lee said that the bridge would open in May.", "Ann Lee"),
        ("The White House said in a statement that the bridge would open in May.", "White House"),
        ("The council said on Monday that the bridge would open in May.", "council"),
        ("A senior administration official said that the bridge would open in May.", "senior administration official"),
    ],
)
def test_indirect_speech(annotate: Annotate, text: str, who: str) -> None:
    answer = annotate(text)
    assert said(answer) == [(who, "the bridge would open in May")]
    assert kinds(answer) == ["indirect"]


def test_indirect_speech_with_quoted_words_is_mixed(annotate: Annotate) -> None:
    answer = annotate("Tom Hale said that the piers were “much too thin” for heavy lorries.")
    assert said(answer) == [("Tom Hale", "the piers were “much too thin” for heavy lorries")]
    assert kinds(answer) == ["mixed"]


def test_nested_marks_do_not_end_the_outer_quotation(annotate: Annotate) -> None:
    answer = annotate("“He told me ‘go home’ and so I went,” Ann Lee said.")
    assert ("Ann Lee", "He told me ‘go home’ and so I went") in said(answer)


def test_two_who_speak_jointly(annotate: Annotate) -> None:
    answer = annotate(f"“{THIN},” Tom Hale and Ann Lee said.")
    quotation = answer.annotations.quotations[0]
    names = {speaker.id: speaker.name for speaker in answer.annotations.speakers}
    assert {names[id_] for id_ in (quotation.speaker or "", *quotation.also)} == {"Tom Hale", "Ann Lee"}


def test_thoughts_are_read_only_when_asked_for(annotate: Annotate) -> None:
    text = "Ann Lee believes that the bridge will hold."
    assert annotate(text).annotations.quotations == ()
    assert [quotation.act for quotation in annotate(text, thoughts=True).annotations.quotations] == ["thought"]
