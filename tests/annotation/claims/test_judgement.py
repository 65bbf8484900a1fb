"""Judgement: the lines, and the odds that the encoder's heads give to sentences."""

import pytest
from hypothesis import given, settings

from server.annotation.claims.judgement import HEIGHTS, Line, Lines, read
from server.annotation.document import Document
from server.annotation.heads import KINDS
from tests.annotation import models
from tests.annotation.texts import ANY_TEXT, STORM

NEVER, ALWAYS = Line(-9.0, {}), Line(9.0, {})


def lines(*, article: Line, alone: Line) -> Lines:
    kinds = tuple(Line(0.0, {kind: 1.0}) for kind in KINDS)
    return Lines(article, article, alone, alone, NEVER, kinds)


def test_a_sentence_alone_is_judged_by_lines_of_its_own() -> None:
    judge = lines(article=NEVER, alone=ALWAYS).judge
    assert judge({}, 1).worthy > 0.9
    assert judge({}, 30).worthy < 0.1


@pytest.mark.parametrize("kind", KINDS)
def test_the_highest_kind_is_told(kind: str) -> None:
    assert lines(article=NEVER, alone=NEVER).kind({kind: 1.0}) == kind


def test_what_is_worth_checking_is_checkable() -> None:
    judgement = Lines(NEVER, ALWAYS, NEVER, ALWAYS, NEVER, (NEVER,) * len(KINDS)).judge({}, 9)
    assert judgement.checkable == judgement.worthy


@settings(deadline=None, max_examples=30)
@given(text=ANY_TEXT)
def test_every_sentence_is_read(text: str) -> None:
    document = Document(text)
    each = read(models.encoder().encode(document), models.heads(), document.sentences)
    assert len(each) == len(document.sentences)
    assert all(set(HEIGHTS) <= set(features) for features in each)


def test_the_encoder_prefers_facts_to_opinions() -> None:
    document = Document(STORM)
    worthy = [f["read worthy"] for f in read(models.encoder().encode(document), models.heads(), document.sentences)]
    by_text = dict(zip((document.words(sentence) for sentence in document.sentences), worthy, strict=True))
    assert by_text["The flood destroyed 1,200 houses in Weston, according to the council."] > max(
        by_text["It feels like the end of something."], by_text["The hills are beautiful in the morning."]
    )
