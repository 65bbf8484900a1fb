"""Quotation marks and attributions: which passages nothing claims, and whether content is direct, mixed or indirect."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.annotation.document import Document
from server.annotation.quotations.attribution import Attribution
from server.annotation.quotations.passages import floating, kind_of
from server.annotation.results import QuotationKind, Span
from tests.annotation.texts import ANY_TEXT


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def attributed(text: str, *content: str, cue: str | None = None) -> Attribution:
    return Attribution(tuple(span_of(text, words) for words in content), span_of(text, cue) if cue else None)


def unclaimed(text: str, *attributions: Attribution) -> list[list[str]]:
    return [[span.of(text) for span in spans] for spans in floating(Document(text), attributions)]


@pytest.mark.parametrize("passage", ["“We want our river back.”", '"We want it back"', "‘We want it back’"])
def test_a_passage_of_four_words_or_more_that_nothing_claims_is_floating(passage: str) -> None:
    assert unclaimed(f"The banner was long. {passage} It was blue.") == [[passage]]


def test_a_shorter_passage_is_not() -> None:
    assert unclaimed("The “so-called long bridge” and “The Last Ferry” are here.") == []


def test_passages_are_given_in_text_order() -> None:
    assert unclaimed("“We want it back.” Rain. “They never asked us.”") == [
        ["“We want it back.”"],
        ["“They never asked us.”"],
    ]


def test_a_claimed_passage_is_not_floating() -> None:
    text = "“We want it back,” Lee said. “They never asked us.”"
    assert unclaimed(text, attributed(text, "“We want it back,”", cue="said")) == [["“They never asked us.”"]]


def test_a_passage_is_claimed_by_content_that_shares_a_part_of_it() -> None:
    text = "Lee said that the plan “was bad for all of us”."
    assert unclaimed(text, attributed(text, "the plan “was bad", cue="said")) == []


def test_content_that_only_touches_a_passage_does_not_claim_it() -> None:
    text = "Lee said it was so“We want it back.”"
    assert unclaimed(text, attributed(text, "it was so", cue="said")) == [["“We want it back.”"]]


def test_an_attribution_inside_a_passage_does_not_claim_it() -> None:
    text = "“Tom told me that he would go.” Rain fell."
    assert unclaimed(text, attributed(text, "he would go", cue="told")) == [["“Tom told me that he would go.”"]]


def test_an_attribution_inside_does_not_hide_the_one_outside() -> None:
    text = "“Tom told me that he would go,” Lee said."
    outside = attributed(text, "“Tom told me that he would go,”", cue="said")
    assert unclaimed(text, attributed(text, "he would go", cue="told"), outside) == []


def test_a_claim_without_a_cue_counts() -> None:
    text = "“We want it back.” Rain fell."
    assert unclaimed(text, attributed(text, "“We want it back.”")) == []


def test_a_passage_over_paragraphs_floats_as_one_and_is_claimed_as_one() -> None:
    text = "“We want it.\n\n“They never asked.” Rain fell."
    assert unclaimed(text) == [["“We want it.", "“They never asked.”"]]
    assert unclaimed(text, attributed(text, "never asked")) == []


def test_a_nested_passage_is_no_passage_of_its_own() -> None:
    assert unclaimed("“He said ‘we want it back’ and left.”") == [["“He said ‘we want it back’ and left.”"]]


def test_a_claim_inside_another_does_not_end_it() -> None:
    text = "Lee said that it rained and “we want it back now”."
    claims = attributed(text, "it rained and “we want it back now”", cue="said"), attributed(text, "rained", cue="said")
    assert unclaimed(text, *claims) == []


def test_a_passage_after_many_claims_is_still_found() -> None:
    text = "“We want it.” Lee said. " * 30 + "“They never asked us.”"
    claims = [Attribution((Span(start, start + 13),), Span(start + 18, start + 22)) for start in range(0, 720, 24)]
    assert unclaimed(text, *claims, *claims[::-1]) == [["“They never asked us.”"]]


@settings(deadline=None)
@given(text=ANY_TEXT, borders=st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=4))
def test_floating_passages_are_outermost_long_enough_and_meet_no_claim(
    text: str, borders: list[tuple[int, int]]
) -> None:
    document = Document(text)
    claims = [Attribution((Span(*sorted(pair)),)) for pair in borders if pair[0] != pair[1]]
    contents = [span for claim in claims for span in claim.content]
    expected = [
        quoted.spans
        for quoted in document.quoted
        if quoted.depth == 0
        and len(" ".join(document.words(span) for span in quoted.spans).split()) >= 4
        and not any(span.overlaps(content) for span in quoted.spans for content in contents)
    ]
    assert list(floating(document, claims)) == expected


def test_deep_nesting_costs_no_more_than_prose() -> None:
    document = Document("“a ‘" * 30_000)
    assert document.quoted
    start = perf_counter()
    list(floating(document, ()))
    assert perf_counter() - start < 1


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("“We want it back,” Lee said.", ["“We want it back,”"], "direct"),
        ("“We want it back,” Lee said.", ["We want it back,"], "direct"),
        ("“We,” Lee said, “want it back.”", ["“We,”", "“want it back.”"], "direct"),
        ("“We.\n\n“Want it.” Lee said so.", ["“We.", "“Want it.”"], "direct"),
        ("“He said ‘go’ twice,” Lee said.", ["“He said ‘go’ twice,”"], "direct"),
        ("Lee said that the plan was “bad for us”.", ["the plan was “bad for us”"], "mixed"),
        ("Lee said that the plan was bad, and “unfair”.", ["the plan was bad", "“unfair”"], "mixed"),
        ("Lee said that the plan was bad.", ["the plan was bad"], "indirect"),
        ("“No,” Lee said. The plan was bad for us.", ["The plan was bad for us"], "indirect"),
        ("Lee spoke of the plan for a longer bridge in “A”.", ["the plan for a longer bridge in “A”"], "indirect"),
    ],
)
def test_kind_by_the_letters_in_quotation_marks(text: str, content: list[str], kind: QuotationKind) -> None:
    assert kind_of(Document(text), tuple(span_of(text, words) for words in content)) == kind


@settings(deadline=None)
@given(text=ANY_TEXT)
def test_every_passage_in_quotation_marks_is_direct(text: str) -> None:
    document = Document(text)
    assert all(kind_of(document, quoted.spans) == "direct" for quoted in document.quoted)
