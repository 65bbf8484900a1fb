"""Contents: what the heads take for said, brought to the borders that a reader sees."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.annotation.document import Document
from server.annotation.heads import Convention
from server.annotation.quotations.contents import Contents
from server.annotation.results import Span
from server.annotation.windows import Range, Reading
from tests.annotation.models import tokenizer
from tests.annotation.texts import ANY_TEXT

POLNEAR, PRODUCT = Convention
# Brackets mark what the heads take for a cue <…>, a source {…} and content […]; the text itself holds none of them.
_BRACKETS = re.compile(r"[<>{}\[\]]")


def contents(marked: str, convention: Convention = PRODUCT) -> list[str]:
    """The words of the content for a text in which cue, source and content are bracketed."""
    text = _BRACKETS.sub("", marked)
    document = Document(text)
    units = Reading(document, tokenizer()).units
    cues, sources, ranges = ([units.range_of(span) for span in _spans(marked, kind)] for kind in ("<>", "{}", "[]"))
    found = Contents(document, units, convention).within_borders(ranges, cues[0], sources[0] if sources else None)
    return [span.of(text) for span in found]


def _spans(marked: str, brackets: str) -> list[Span]:
    opening, closing = (
        [match.start() - index for index, match in enumerate(_BRACKETS.finditer(marked)) if match.group() == bracket]
        for bracket in brackets
    )
    return [Span(*borders) for borders in zip(opening, closing, strict=True)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("“[We all want it back],” {Lee} <said>.", ["“We all want it back,”"]),
        ("“We [all want it back right now],” {Lee} <said>.", ["“We all want it back right now,”"]),
        ("[“We want it back,”] {Lee} <said>.", ["“We want it back,”"]),
        ("[“We want it back,”  ]{Lee} <said>.", ["“We want it back,”"]),
        ("[We want] it back, {Lee} <said>.", ["We want"]),
        ("“We [want] it back all of it now,” {Lee} <said>.", ["want"]),
        ("{Lee} <said>: [‘We want it back’].", ["‘We want it back’"]),
        ('{Lee} <said>: "[We want it back."]', ['"We want it back."']),
    ],
)
def test_content_most_of_a_passage_is_taken_to_its_marks(marked: str, expected: list[str]) -> None:
    assert contents(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{Lee} <said> [the plan was “bad for us]”.", ["the plan was “bad for us”"]),
        ("{Lee} <said> [the plan was “bad for us] all”.", ["the plan was “bad for us all”"]),
        ("{Lee} <said> [the “long, long” plan was bad].", ["the “long, long” plan was bad"]),
        ("{Lee} <said> [“bad for us” was what it was].", ["“bad for us” was what it was"]),
        ("{Lee} <said> that [Hale “was ready to go home now]”.", ["Hale “was ready to go home now”"]),
        ("{Lee} <said> [Hale “was ready to go home now”].", ["Hale “was ready to go home now”"]),
        ("{Lee} <said> [that “he was ready to go home now”].", ["“he was ready to go home now”"]),
    ],
)
def test_mixed_content_keeps_its_words_outside_the_marks(marked: str, expected: list[str]) -> None:
    assert contents(marked) == expected


def test_what_leads_up_to_a_passage_by_a_colon_is_no_content_in_the_products_convention() -> None:
    marked = "{Lee} <said> about [the boats of last year: “They are all very old boats.”]"
    assert contents(marked, PRODUCT) == ["“They are all very old boats.”"]
    assert contents(marked, POLNEAR) == ["the boats of last year: “They are all very old boats.”"]


@pytest.mark.parametrize(
    ("marked", "product", "polnear"),
    [
        ("{Lee} <said> [that it was bad].", "it was bad", "that it was bad"),
        ("{Lee} <said> [but it was bad].", "it was bad", "but it was bad"),
        ("{Lee} <said> [And it was bad].", "it was bad", "And it was bad"),
        ("{Lee} <said> [that].", "that", "that"),
        ("{Lee} <said> [thatched roofs burn].", "thatched roofs burn", "thatched roofs burn"),
        ("[“But it was bad,”] {Lee} <said>.", "“But it was bad,”", "“But it was bad,”"),
    ],
)
def test_a_connective_in_front_is_no_content_in_the_products_convention(
    marked: str, product: str, polnear: str
) -> None:
    assert contents(marked, PRODUCT) == [product]
    assert contents(marked, POLNEAR) == [polnear]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[The plan was bad,] {Lee} <said>.", ["The plan was bad"]),
        ("{Lee} <said> [the plan was bad.]", ["the plan was bad"]),
        ("{Lee} <said>[: the plan was bad --] twice.", ["the plan was bad"]),
        ("{Lee} <said> [it cost $5].", ["it cost $5"]),
        ("{Lee} <said> [$5 was enough].", ["$5 was enough"]),
        ("{Lee} <said> it rose by [5%].", ["5%"]),
        ("{Lee} <said> [@tomhale] did.", ["@tomhale"]),
    ],
)
def test_marks_at_the_ends_are_no_content(marked: str, expected: list[str]) -> None:
    assert contents(marked) == expected


def test_nothing_but_marks_is_no_content() -> None:
    assert contents("It was bad[,] {Lee} <said>[...]") == []


def test_without_ranges_there_is_no_content() -> None:
    assert contents("{Lee} <said>.") == []


def test_a_hole_of_few_units_is_filled() -> None:
    assert contents("{Lee} <said> [the plan was] on the whole [a bad one].") == ["the plan was on the whole a bad one"]


def test_a_hole_of_many_units_is_not() -> None:
    hole = "one " * 16
    assert contents(f"{{Lee}} <said> [the plan was] {hole} [a bad one].") == ["the plan was", "a bad one"]
    assert len(contents(f"{{Lee}} <said> [the plan was] {hole[4:]} [a bad one].")) == 1


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[The plan], {Lee} <said>, [was bad].", ["The plan", "was bad"]),
        ("[The plan], <said> twice, [was bad] for {Lee}.", ["The plan", "was bad"]),
        ("[The plan], {Lee}, [was bad], he <said>.", ["The plan", "was bad"]),
        ("[“We want it,”] {Lee} <said>[, “all of it.”]", ["“We want it,”", "“all of it.”"]),
        ("“[We want it,]” {Lee} <said>. “[We want all of it].”", ["“We want it,”", "“We want all of it.”"]),
    ],
)
def test_a_hole_with_cue_or_source_is_left(marked: str, expected: list[str]) -> None:
    assert contents(marked) == expected


def test_spans_parted_by_marks_alone_are_one() -> None:
    assert contents("{Lee} <said>: “[We want it back].” “[We want it now].”") == [
        "“We want it back.” “We want it now.”"
    ]


@pytest.mark.parametrize("first", ["[We want it back.]", "We want it back."])
def test_a_passage_over_paragraphs_is_taken_whole(first: str) -> None:
    marked = f"{{Lee}} <said>: “{first}\n\n“[We want it now.”] Rain fell."
    assert contents(marked) == ["“We want it back.", "“We want it now.”"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{Lee} <said> so.\n\n[The plan was bad].", []),
        ("[The plan was bad].\n\n{Lee} <said> so.", []),
        ("{Lee} <said> [the plan was bad].\n\n[It was late].", ["the plan was bad"]),
        ("{Lee} <said> [the plan was bad].\n\n[Rain fell on the hills].", ["the plan was bad"]),
        ("[It was late].\n\n{Lee} <said> [the plan was bad].", ["the plan was bad"]),
        ("{Lee} <said> [the plan was bad.\n\nIt was late].", ["the plan was bad"]),
        ("{Lee} <said> so.\n\n“[The plan was bad.]”", ["“The plan was bad.”"]),
        ("{Lee} <said> [the plan was bad].\n\n[“It was late.]”", ["the plan was bad", "“It was late.”"]),
    ],
)
def test_only_passages_in_marks_are_content_outside_the_cues_paragraph(marked: str, expected: list[str]) -> None:
    assert contents(marked) == expected


def test_a_range_over_paragraphs_is_cut_where_they_end() -> None:
    assert contents("{Lee} <said>: [“We want it back.\n\n“We want it now.” Rain] fell.") == [
        "“We want it back.",
        "“We want it now.”",
    ]
    assert contents("{Lee} <said> [the plan was bad.\n\n“It was late.”\n\nRain fell] here.") == [
        "the plan was bad",
        "“It was late.”",
    ]


def test_a_passage_in_a_passage_is_found_by_its_own_marks() -> None:
    assert contents("“He <told> {me} ‘[go home now]’ and then he left us alone there,” Lee said.") == ["‘go home now’"]


@settings(deadline=None)
@given(text=ANY_TEXT, drawn=st.data(), convention=st.sampled_from(Convention))
def test_content_of_any_text_is_ordered_and_inside_paragraphs(
    text: str, drawn: st.DataObject, convention: Convention
) -> None:
    document = Document(text)
    units = Reading(document, tokenizer()).units
    if len(units) < 2:
        return
    borders = sorted(drawn.draw(st.sets(st.integers(0, len(units)), min_size=2, max_size=8)))
    ranges = [Range(*pair) for pair in zip(borders[::2], borders[1::2], strict=False)]
    cue = drawn.draw(st.integers(0, len(units) - 1))
    found = Contents(document, units, convention).within_borders(ranges, Range(cue, cue + 1), None)
    assert all(span.start < span.end for span in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(document.paragraphs[document.paragraph_at(span.start)].covers(span) for span in found)
    outside = [span for span in found if document.paragraph_at(span.start) != document.paragraph_at(units.starts[cue])]
    assert all(any(quoted.covers(span) for quoted in _in_marks(document)) for span in outside)


def _in_marks(document: Document) -> list[Span]:
    return [span for quoted in document.quoted for span in quoted.spans]
