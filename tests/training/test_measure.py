"""What training takes for right: an annotated attribution is found at most once, by the content most like it."""

import pytest

from server.annotation.heads import Convention
from server.annotation.quotations.attribution import Attribution
from server.annotation.results import Span
from server.training.reader.corpora import Article, Attributed
from server.training.reader.measure import f1, has_source, matches

TEXT = "Lee said that the old bridge is open. Hale denied that."
BRIDGE = Span(TEXT.index("the old"), TEXT.index(". Hale"))
LEE = Span(0, 3)
ARTICLE = Article("a", TEXT, Convention.PRODUCT, (Attributed((BRIDGE,), (Span(4, 8),), (LEE,)),))


def found(words: str, mention: Span | None = None) -> Attribution:
    start = TEXT.index(words)
    return Attribution((Span(start, start + len(words)),), mention=mention)


@pytest.mark.parametrize(
    ("words", "is_right"),
    [("the old bridge is open", True), ("that the old bridge is", True), ("is open", False), ("Hale", False)],
)
def test_a_content_is_right_from_half_of_the_words(words: str, is_right: bool) -> None:
    assert (matches(ARTICLE, [found(words)]) == [ARTICLE.attributions[0]]) is is_right


def test_the_likest_content_takes_the_match() -> None:
    given = [found("the old bridge is"), found("the old bridge is open"), found("Hale denied that")]
    assert matches(ARTICLE, given) == [None, ARTICLE.attributions[0], None]


def test_f1_counts_what_is_missed_and_what_is_too_much() -> None:
    assert f1([ARTICLE], [[found("the old bridge is open")]]) == 1
    assert f1([ARTICLE], [[found("the old bridge is open"), found("Hale denied")]]) == pytest.approx(2 / 3)
    assert f1([ARTICLE], [[]]) == 0


def test_a_source_is_right_by_its_place() -> None:
    assert has_source(found("is open", LEE), ARTICLE.attributions[0])
    assert not has_source(found("is open", Span(4, 8)), ARTICLE.attributions[0])
    assert not has_source(found("is open"), ARTICLE.attributions[0])
