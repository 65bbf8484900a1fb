"""Claims: which sentences are picked, the clause that carries them, whose they are, and why."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.annotation.claims import Claims, Lexicon, Line, kind_of, logistic
from server.annotation.document import Document
from server.annotation.pipeline import Options
from server.annotation.results import Act, Annotations, Claim, Quotation, Span, Speaker
from tests.annotation.conftest import Annotate
from tests.annotation.texts import ANY_TEXT, ELECTION, FOOTBALL, STORM

CLAIMS = Claims()
FIGURES = (
    "Sales fell 12 percent in May, the council said on Monday.",
    "The company lost £3.5bn in 2020 and dismissed 400 workers.",
    "More than 2,300 people were killed in the flood of 1953.",
    "The council spent $4 million on the bridge last year, twice as much as it had planned.",
)
OPINIONS = (
    "I think that it is a disgrace.",
    "The hills are beautiful in the morning.",
    "Everybody loves a good story, and this is one.",
    "We should all be kinder to each other.",
    "It feels like the end of something.",
)


def claims_of(text: str, found: Annotations | None = None, share: float = 1.0) -> tuple[Claim, ...]:
    return CLAIMS.annotate(Document(text), found or Annotations(), Options(claim_share=share)).claims


def score_of(sentence: str) -> float:
    """The score of a sentence that stands in the midst of an article."""
    text = "It is May. It is June. It is July. It is August. It is autumn. It is winter."
    document = Document(f"{text} {sentence}")
    index = len(document.sentences) - 1
    described = Lexicon.load().describe(document.text, document.sentences[index], index, quoted=0.0)
    return Line.load().score(described.features)


def said_by(text: str, content: str, name: str, act: Act = "speech") -> Annotations:
    """What the speakers' annotator would have found: one quotation of one person."""
    start = text.index(content)
    quotation = Quotation("q1", "direct", (Span(start, start + len(content)),), 0.9, act=act, speaker="s1")
    return Annotations(speakers=(Speaker("s1", name, "person", quotations=("q1",)),), quotations=(quotation,))


@pytest.mark.parametrize("opinion", OPINIONS)
@pytest.mark.parametrize("figure", FIGURES)
def test_a_sentence_with_figures_outranks_an_opinion(figure: str, opinion: str) -> None:
    assert score_of(figure) > score_of(opinion)


@pytest.mark.parametrize("opinion", OPINIONS)
def test_an_opinion_is_no_claim(opinion: str) -> None:
    assert score_of(opinion) < 0.5
    assert claims_of(f"{FIGURES[0]} {opinion}") == claims_of(FIGURES[0])


@pytest.mark.parametrize(
    "question",
    ["Did sales in the valley fall 12 percent in May?", "“Did the council spend $4 million?”", "How many of 300 died?"],
)
def test_a_question_is_no_claim(question: str) -> None:
    assert claims_of(question) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Sales in the valley fell 12 percent in May, according to the council.",
        "According to the council, Sales in the valley fell 12 percent in May.",
        "According to the council of Weston, Sales in the valley fell 12 percent in May.",
        "Sales in the valley fell 12 percent in May, the council said on Monday.",
        "Sales in the valley fell 12 percent in May, Mayor Ann Lee told reporters.",
        "WESTON (AP) — Sales in the valley fell 12 percent in May.",
        "Sales in the valley fell 12 percent in May.",
        "“Sales in the valley fell 12 percent in May,” she said.",
        '"Sales in the valley fell 12 percent in May," the mayor said on Monday.',
    ],
)
def test_the_clause_is_without_who_says_it(sentence: str) -> None:
    claim = claims_of(sentence)[0]
    assert claim.span.of(sentence) == "Sales in the valley fell 12 percent in May"
    assert claim.sentence.of(sentence) == sentence


def test_the_clause_of_a_quotation_is_its_content() -> None:
    text = "Mayor Ann Lee of Weston said that sales in the valley had fallen 12 percent in May."
    content = "sales in the valley had fallen 12 percent in May"
    assert claims_of(text, said_by(text, content, "Ann Lee"))[0].span.of(text) == content


def test_the_claimer_is_the_speaker() -> None:
    text = f"Ann Lee spoke. “The council spent $4 million on the bridge,” she said. {FIGURES[1]}"
    found = said_by(text, "“The council spent $4 million on the bridge,”", "Ann Lee")
    theirs, own = claims_of(text, found)
    assert (theirs.claimer, theirs.quotation) == ("s1", "q1")
    assert theirs.reasons[-1] == "stated by Ann Lee"
    assert (own.claimer, own.quotation) == (None, None)
    assert not any(reason.startswith("stated by") for reason in own.reasons)


def test_each_sentence_of_a_long_quotation_is_the_speakers() -> None:
    text = "“The council spent $4 million on the bridge. It dismissed 400 workers in 2020,” Ann Lee said."
    found = said_by(text, "“The council spent $4 million on the bridge. It dismissed 400 workers in 2020,”", "Ann Lee")
    claims = claims_of(text, found)
    assert [c.span.of(text) for c in claims] == [
        "The council spent $4 million on the bridge",
        "It dismissed 400 workers in 2020",
    ]
    assert [claim.claimer for claim in claims] == ["s1", "s1"]


def test_a_few_quoted_words_do_not_make_a_claim_the_speakers() -> None:
    text = "The council, whose plan Ann Lee called “a waste”, spent $4 million on the bridge in 2020 and 2021."
    assert claims_of(text, said_by(text, "“a waste”", "Ann Lee"))[0].claimer is None


def test_a_thought_is_nobodys_claim() -> None:
    text = "Ann Lee believes that the council spent $4 million on the bridge."
    found = said_by(text, "the council spent $4 million on the bridge", "Ann Lee", act="thought")
    assert [claim.claimer for claim in claims_of(text, found)] == [None]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (FIGURES[0], "12 percent"),
        (FIGURES[1], "£3.5bn"),
        (FIGURES[2], "2,300"),
        ("Unemployment fell because the factory hired 300 workers.", "because"),
        ("Two men were arrested on Friday and charged with murder.", "arrested"),
    ],
)
def test_reasons_name_the_words_that_made_them(sentence: str, words: str) -> None:
    assert words in [reason.partition(": ")[2] for reason in claims_of(sentence)[0].reasons]


@pytest.mark.parametrize("text", [FOOTBALL, ELECTION, STORM])
def test_every_claim_has_up_to_three_reasons_and_no_two_alike(text: str) -> None:
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
        ("Unemployment fell because the factory hired 300 workers.", "causal"),
        ("The law bans the sale of tobacco to minors.", "law"),
        ("The mayor resigned on Friday after the council voted against the new bridge over the Sorrel.", "event"),
    ],
)
def test_kinds(sentence: str, kind: str) -> None:
    assert [claim.kind for claim in claims_of(sentence)] == [kind]


@pytest.mark.parametrize(
    ("features", "kind"),
    [
        ({"strong future": 0.5}, "prediction"),
        ({"strong future": 0.5, "figure": 0.5}, "quantity"),
        ({"strong cause": 0.5, "figure": 0.5}, "causal"),
        ({"strong cause": 0.5, "money": 0.5}, "quantity"),
        ({"year": 0.5}, "other"),
        ({}, "other"),
    ],
)
def test_the_first_kind_that_fits_is_told(features: dict[str, float], kind: str) -> None:
    assert kind_of(features) == kind


@pytest.mark.parametrize("share", [0.0, 0.1, 0.15, 0.25, 1 / 3, 0.5, 1.0])
@pytest.mark.parametrize("text", [FOOTBALL, ELECTION, STORM])
def test_highlights_are_the_best_and_stay_within_the_share(text: str, share: float) -> None:
    claims = claims_of(text, share=share)
    chosen = [claim.score for claim in claims if claim.highlight]
    allowed = int(share * len(Document(text).sentences) + 1e-9)
    assert len(chosen) == min(allowed, len(claims))
    assert all(claim.score <= min(chosen, default=1.0) for claim in claims if not claim.highlight)


def test_a_share_is_not_lost_to_rounding() -> None:
    text = " ".join(f"The council spent ${n} million on bridge number {n} in 2020." for n in range(100, 200))
    assert 0.29 * 100 < 29
    assert sum(claim.highlight for claim in claims_of(text, share=0.29)) == 29


def test_sentences_that_say_the_same_share_one_highlight() -> None:
    twice = "At least 230 people were killed and 400 were arrested {} the protests against the president in 2011."
    text = f"{twice.format('in')} {twice.format('at')} {FIGURES[0]} {OPINIONS[1]}"
    claims = claims_of(text, share=0.5)
    first, second, other = claims
    assert min(first.score, second.score) > other.score
    assert [first.highlight, second.highlight].count(True) == 1
    assert other.highlight


def test_a_year_is_no_quantity() -> None:
    features = Lexicon.load().describe("It was founded in 1911.", Span(0, 23), 0, quoted=0.0).features
    assert "year" in features
    assert "figure" not in features


def test_a_figure_of_the_length_of_an_article_is_told_cut() -> None:
    claims = claims_of(f"The council spent ${'9' * 5000} on the bridge last year and dismissed 400 workers.")
    reasons = [reason for claim in claims for reason in claim.reasons]
    assert any("$999" in reason for reason in reasons)
    assert all(len(reason) < 100 for reason in reasons)


@settings(deadline=None)
@given(st.floats(allow_nan=False))
def test_the_logistic_function_takes_any_value(value: float) -> None:
    assert 0 <= logistic(value) <= 1
    assert logistic(value) + logistic(-value) == pytest.approx(1)


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
        assert 0.5 <= claim.score <= 1
        assert claim.reasons
    assert sum(claim.highlight for claim in claims) <= share * len(document.sentences) + 1e-6


def test_claimers_of_an_article_are_its_speakers(annotate: Annotate) -> None:
    found = annotate(STORM).annotations
    names = {speaker.id: speaker.name for speaker in found.speakers}
    stated_by = {claim.span.of(STORM): names.get(claim.claimer or "") for claim in found.claims}
    assert stated_by["The flood destroyed 1,200 houses in Weston"] == "council"
    assert stated_by["The dam was never inspected after 2011"] == "Tom Hale"
    assert stated_by["Rescue workers brought 3,400 people to schools and churches"] is None
