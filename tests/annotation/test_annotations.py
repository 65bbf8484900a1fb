"""All annotators together: what holds for every text, and how an answer changes when its text does."""

from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.annotation.document import Document
from server.annotation.results import Annotations, Span
from tests.annotation.conftest import Annotate
from tests.annotation.texts import ANY_TEXT, ELECTION, FOOTBALL, STORM

ARTICLES = (FOOTBALL, ELECTION, STORM)
LINES = st.lists(st.sampled_from([line for article in ARTICLES for line in article.split("\n") if line]), max_size=8)
ANYTHING = st.one_of(ANY_TEXT, st.tuples(LINES, ANY_TEXT).map(lambda parts: "\n".join([*parts[0], parts[1]])))


def spans_of(value: Any) -> list[Span]:
    """Every span in annotations, wherever it stands."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for inner in value for span in spans_of(inner)]
    if is_dataclass(value):
        return [span for field in fields(value) for span in spans_of(getattr(value, field.name))]
    return []


def said_and_claimed(document: Document, found: Annotations) -> list[Any]:
    """The words of quotations and claims and whose they are, without offsets."""
    names = {speaker.id: speaker.name for speaker in found.speakers}
    quotations = [
        (names.get(q.speaker or ""), q.kind, [document.words(span) for span in q.content]) for q in found.quotations
    ]
    return [quotations, [(names.get(c.claimer or ""), document.words(c.span), c.score) for c in found.claims]]


@settings(deadline=None, max_examples=200)
@given(text=ANYTHING)
@example(text="“a” said b.\n\u2028“\x00c")
@example(text="Tom Hale said “a\n“b\n“c” to “d")
def test_every_span_lies_in_the_article(annotate: Annotate, text: str) -> None:
    answer = annotate(text, thoughts=True, claim_share=1.0)
    document = answer.document
    assert document.text == text
    for span in spans_of(answer.annotations):
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text).strip()
        for offset in (span.start, span.end - 1):
            assert document.paragraphs[document.paragraph_at(offset)].covers(Span(offset, offset + 1))


@settings(deadline=None, max_examples=200)
@given(text=ANYTHING)
def test_ids_resolve_and_lists_are_in_order(annotate: Annotate, text: str) -> None:
    found = annotate(text, thoughts=True, claim_share=1.0).annotations
    speakers = {speaker.id: speaker for speaker in found.speakers}
    quotations = {quotation.id: quotation for quotation in found.quotations}
    assert len(speakers) == len(found.speakers)
    assert len(quotations) == len(found.quotations)
    for quotation in found.quotations:
        who = {quotation.speaker, *quotation.also} - {None}
        assert who == {speaker.id for speaker in found.speakers if quotation.id in speaker.quotations}
        assert quotation.speaker not in quotation.also
        assert quotation.content
        assert 0 <= quotation.score <= 1
    for speaker in found.speakers:
        assert speaker.name.strip()
        assert speaker.quotations
        assert set(speaker.quotations) <= set(quotations)
    for claim in found.claims:
        assert claim.claimer in {None, *speakers}
        assert claim.quotation in {None, *quotations}
        assert claim.claimer is None or claim.quotation
    for starts in ([q.content[0] for q in found.quotations], [claim.span for claim in found.claims]):
        assert all(before.start <= after.start for before, after in pairwise(starts))


@pytest.mark.parametrize("article", ARTICLES)
def test_the_same_text_gets_the_same_answer(annotate: Annotate, article: str) -> None:
    assert annotate(article).annotations == annotate(article).annotations


@pytest.mark.parametrize("article", ARTICLES)
@pytest.mark.parametrize("before", ["\n\n", "\ufeff\r\n", "  \t", "\u2028"])
def test_white_space_before_an_article_shifts_its_spans_and_nothing_else(
    annotate: Annotate, article: str, before: str
) -> None:
    plain, shifted = annotate(article).annotations, annotate(before + article).annotations
    for unshifted, moved in zip(plain.quotations + plain.claims, shifted.quotations + shifted.claims, strict=True):
        assert [(s.start + len(before), s.end + len(before)) for s in spans_of(unshifted)] == spans_of(moved)


@pytest.mark.parametrize("article", ARTICLES)
@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n\n\n", "\u2028", "\n \n"])
def test_every_kind_of_line_end_is_read_alike(annotate: Annotate, article: str, newline: str) -> None:
    plain, other = annotate(article), annotate(article.replace("\n\n", newline))
    assert said_and_claimed(plain.document, plain.annotations) == said_and_claimed(other.document, other.annotations)
    assert [t.id for t in plain.annotations.topics] == [t.id for t in other.annotations.topics]


@pytest.mark.parametrize("article", ARTICLES)
def test_straight_marks_are_read_as_curly_ones(annotate: Annotate, article: str) -> None:
    straight = article.translate(str.maketrans("“”’", '""\''))
    plain, other = annotate(article).annotations, annotate(straight).annotations
    assert spans_of(plain) == spans_of(other)


@pytest.mark.parametrize("unseen", ["😀 ", "e\u0301 ", "𝕎 ", "אמר ", "\u202e "])
def test_code_points_of_every_kind_do_not_move_what_follows(annotate: Annotate, unseen: str) -> None:
    text = f"{unseen * 3}\n\n{STORM}"
    plain, other = annotate(STORM), annotate(text)
    assert (
        said_and_claimed(plain.document, plain.annotations)[0] == said_and_claimed(other.document, other.annotations)[0]
    )


def test_the_title_is_no_part_of_the_text(annotate: Annotate) -> None:
    answer = annotate(STORM, title="“We are lost,” Ivo Brandt said of 900 men")
    assert "Ivo Brandt" not in {speaker.name for speaker in answer.annotations.speakers}
    assert answer.annotations.quotations == annotate(STORM).annotations.quotations
