"""Claims of whole texts: which sentences are picked, whose they are, how they rank, and that any text is taken."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.annotation.claims import Claims
from server.annotation.document import Document
from server.annotation.pipeline import Options
from server.annotation.results import Annotations, Claim, Quotation, Span, Speaker
from tests.annotation import models
from tests.annotation.conftest import Annotate
from tests.annotation.texts import ANY_TEXT, ELECTION, FOOTBALL, STORM

CLAIMS = Claims(models.encoder(), models.heads())
FIGURES = (
    "Sales fell 12 percent in May, the council said on Monday.",
    "The company lost £3.5bn in 2020 and dismissed 400 workers.",
    "More than 2,300 people were killed in the flood of 1953.",
    "The council spent $4 million on the bridge last year, twice as much as it had planned.",
)
OPINIONS = (
    "I think that it is a disgrace.",
    "Everybody loves a good story, and this is one.",
    "We should all be kinder to each other.",
    "It feels like the end of something.",
)


def claims_of(text: str, found: Annotations | None = None, share: float = 1.0) -> tuple[Claim, ...]:
    return CLAIMS.annotate(Document(text), found or Annotations(), Options(claim_share=share)).claims


def article(*sentences: str) -> str:
    """Sentences in the midst of others, as an article has them."""
    return "\n\n".join(("The council met in Weston on Monday.", *sentences, "The meeting ended in the evening."))


@pytest.mark.parametrize("opinion", OPINIONS)
@pytest.mark.parametrize("figure", FIGURES)
def test_a_sentence_with_figures_outranks_an_opinion(figure: str, opinion: str) -> None:
    text = article(opinion, figure)
    scores = {claim.sentence.of(text): claim.score for claim in claims_of(text)}
    assert scores[figure] > scores.get(opinion, 0)


@pytest.mark.parametrize("opinion", OPINIONS)
def test_an_opinion_is_no_claim(opinion: str) -> None:
    text = article(FIGURES[0], opinion)
    assert opinion not in [claim.sentence.of(text) for claim in claims_of(text)]


@pytest.mark.parametrize(
    "question",
    ["Did sales in the valley fall 12 percent in May?", "“Did the council spend $4 million?”", "How many of 300 died?"],
)
def test_a_question_is_no_claim(question: str) -> None:
    assert claims_of(question) == ()


@pytest.mark.parametrize("figure", FIGURES)
def test_a_sentence_that_stands_alone_is_judged_too(figure: str) -> None:
    (claim,) = claims_of(figure)
    assert claim.score > 0.5
    assert claim.highlight
    assert claims_of("I am so glad to be here tonight with all of you.") == ()


def test_the_claimer_is_the_speaker() -> None:
    content = "“The council spent $4 million on the bridge last year,”"
    text = article(f"{content} Ann Lee said.", FIGURES[1])
    start = text.index(content)
    quotation = Quotation("q1", "direct", (Span(start, start + len(content)),), 0.9, speaker="s1")
    found = Annotations((Speaker("s1", "Ann Lee", "person", quotations=("q1",)),), (quotation,))
    by_text = {claim.span.of(text): claim for claim in claims_of(text, found)}
    theirs, own = by_text[content[1:-2]], by_text[FIGURES[1][:-1]]
    assert (theirs.claimer, theirs.quotation) == ("s1", "q1")
    assert theirs.reasons[-1] == "stated by Ann Lee"
    assert (own.claimer, own.quotation) == (None, None)
    assert not any(reason.startswith("stated by") for reason in own.reasons)


@pytest.mark.parametrize("text", [FOOTBALL, ELECTION, STORM])
def test_every_claim_has_up_to_three_reasons_in_its_own_words(text: str) -> None:
    claims = claims_of(text)
    assert claims
    for claim in claims:
        assert 1 <= len(claim.reasons) <= 3
        assert len(set(claim.reasons)) == len(claim.reasons)
        for reason in claim.reasons:
            _, _, word = reason.partition(": ")
            assert word in claim.sentence.of(text)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Sales in the valley fell 12 percent in May.", "quantity"),
        ("Smoking causes lung cancer.", "causal"),
        ("He was charged with murder and could face life in prison if convicted.", "law"),
        ("The mayor resigned on Friday after the council voted against the new bridge over the Sorrel.", "event"),
        ("The bridge will be closed to lorries from next spring.", "prediction"),
    ],
)
def test_kinds(sentence: str, kind: str) -> None:
    text = article(sentence)
    assert [claim.kind for claim in claims_of(text) if claim.sentence.of(text) == sentence] == [kind]


@pytest.mark.parametrize("share", [0.0, 0.1, 0.15, 0.25, 1 / 3, 0.5, 1.0])
@pytest.mark.parametrize("text", [FOOTBALL, ELECTION, STORM])
def test_highlights_stay_within_the_share(text: str, share: float) -> None:
    claims = claims_of(text, share=share)
    chosen = [claim.score for claim in claims if claim.highlight]
    assert len(chosen) <= int(share * len(Document(text).sentences) + 1e-9)
    if chosen:
        assert max(claim.score for claim in claims) == max(chosen)


def test_a_share_is_not_lost_to_rounding() -> None:
    places = [f"{letter}{'aeiou'[n % 5]}{n}ville" for n, letter in enumerate("BCDFGHJKLM" * 10)]
    text = " ".join(f"{place} spent ${n}.5 million on flood {place}." for n, place in enumerate(places, 300))
    claims = claims_of(text, share=0.29)
    assert 0.29 * 100 < 29
    assert len(claims) == 100
    assert sum(claim.highlight for claim in claims) in (29, sum(claim.score >= 0.25 for claim in claims))


@settings(deadline=None)
@given(text=ANY_TEXT, share=st.floats(0, 1))
def test_claims_of_any_text(text: str, share: float) -> None:
    document = Document(text)
    claims = CLAIMS.annotate(document, Annotations(), Options(claim_share=share)).claims
    assert [claim.id for claim in claims] == [f"c{number}" for number in range(1, len(claims) + 1)]
    assert all(before.sentence.end <= after.sentence.start for before, after in pairwise(claims))
    for claim in claims:
        assert claim.sentence in document.sentences
        assert claim.sentence.covers(claim.span)
        assert claim.span.of(text).strip()
        assert 0 <= claim.score <= 1
        assert claim.reasons
    assert sum(claim.highlight for claim in claims) <= share * len(document.sentences) + 1e-6


def test_claimers_of_an_article_are_its_speakers(annotate: Annotate) -> None:
    found = annotate(STORM).annotations
    names = {speaker.id: speaker.name for speaker in found.speakers}
    stated_by = {claim.span.of(STORM): names.get(claim.claimer or "") for claim in found.claims}
    assert stated_by["The flood destroyed 1,200 houses in Weston"] == "council"
    assert stated_by["Rescue workers brought 3,400 people to schools and churches"] is None
