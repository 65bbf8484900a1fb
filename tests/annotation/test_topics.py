"""Topics: what a text is about, from a fixed taxonomy, each traced to words of the text."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.annotation.document import Document
from server.annotation.phrases import Background, words_of
from server.annotation.pipeline import Options
from server.annotation.results import Annotations, Span, Topic
from server.annotation.topics import Topics, Weights, shares, terms_of
from tests.annotation.texts import ANY_TEXT, ELECTION, FOOTBALL, STORM

TOPICS = Topics()
COURT = """The court sentenced the man to nine years in prison for murder. The judge said that the jury had found him \
guilty of killing his neighbour. His lawyer will appeal against the sentence. Police had arrested him in May.
"""
VACCINE = """The vaccine protects patients against the virus, doctors at the hospital said. The disease has infected \
thousands of people, and many were treated for fever. Nurses gave the first doses on Monday.
"""


def topics_of(text: str, title: str | None = None) -> tuple[Topic, ...]:
    return TOPICS.annotate(Document(text, title), Annotations(), Options()).topics


@pytest.mark.parametrize(
    ("text", "branch"),
    [
        (FOOTBALL, "sport"),
        (ELECTION, "politics and government"),
        (COURT, "crime, law and justice"),
        (VACCINE, "health"),
    ],
)
def test_the_primary_topic_is_what_a_reader_would_say(text: str, branch: str) -> None:
    primary = topics_of(text)[0]
    assert primary.primary
    assert primary.path[0] == branch


def test_an_election_is_told_as_one() -> None:
    assert topics_of(ELECTION)[0].path == ("politics and government", "election")


@pytest.mark.parametrize(
    "text", ["", "It is open.", "He did it again.", "😀", "1 2 3 4 5 6 7 8 9", "Asdf qwer zxcv poiu.", "\n\n"]
)
def test_a_text_that_tells_nothing_has_no_topic(text: str) -> None:
    assert topics_of(text) == ()


def test_a_title_tells_what_a_bare_text_does_not() -> None:
    assert topics_of("It is open.", title="Harbour Town win football cup final")[0].path[0] == "sport"


def test_evidence_is_what_the_topic_is_made_of() -> None:
    words = {span.of(FOOTBALL).lower() for span in topics_of(FOOTBALL)[0].evidence}
    assert len(words & {"cup", "goal", "striker", "scored", "coach", "football", "midfielder", "penalty"}) >= 3
    assert not words & {"the", "of", "and", "has", "saturday"}


def test_without_its_evidence_a_topic_is_less_sure() -> None:
    first = topics_of(VACCINE)[0]
    text = VACCINE
    for span in first.evidence:
        text = text[: span.start] + "x" * (span.end - span.start) + text[span.end :]
    assert all(topic.score < first.score for topic in topics_of(text) if topic.id == first.id)


def test_furniture_makes_no_topic() -> None:
    page = "Similar Posts\n\nHarbour Town win football cup final\n\nStriker scores goal in league match\n"
    assert topics_of(f"{VACCINE * 2}\n{page}") == topics_of(VACCINE * 2)


def check(topics: tuple[Topic, ...], document: Document) -> None:
    assert len(topics) <= 4
    assert [topic.primary for topic in topics] == [rank == 0 for rank in range(len(topics))]
    assert len({topic.id for topic in topics}) == len(topics)
    assert [topic.score for topic in topics[1:]] == sorted((topic.score for topic in topics[1:]), reverse=True)
    for topic in topics:
        concept = TOPICS.taxonomy.concepts[topic.id]
        assert not concept.retired
        assert topic.label == topic.path[-1] == concept.label
        assert topic.level == len(topic.path) <= 2
        assert (topic.broader is None) == (topic.level == 1)
        assert 0.1 <= topic.score <= 1
        assert topic.confidence == ("high" if topic.score >= 0.7 else "medium")
        assert list(topic.evidence) == sorted(topic.evidence)
        assert len(topic.evidence) <= 8
        for span in topic.evidence:
            assert span.of(document.text).strip()
            assert document.sentences[document.sentence_at(span.start)].covers(span)


@settings(deadline=None, max_examples=50)
@given(
    text=st.one_of(
        ANY_TEXT, st.permutations([*FOOTBALL.split("\n"), *COURT.split("\n"), *STORM.split("\n")]).map(" ".join)
    ),
    title=st.one_of(st.none(), ANY_TEXT),
)
def test_topics_of_any_text(text: str, title: str | None) -> None:
    check(topics_of(text, title), Document(text, title))


class Undecided(Topics):
    """Sees four branches in every text, and in each of them two topics that are as likely as each other."""

    def chances(self, terms: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
        tops, inside = super().chances(terms)
        branches = {code: [c for c in inside if self.taxonomy.concepts[c].broader == code] for code in tops}
        four = [code for code in branches if len(branches[code]) > 1][:4]
        return (
            {code: 0.31 if code == four[2] else 0.23 for code in four},
            {code: 0.5 if code in branches[top][:2] else 0.0 for top in four for code in branches[top]},
        )


def test_at_most_four_topics_are_told_and_one_of_them_is_primary() -> None:
    topics = Undecided().annotate(Document(FOOTBALL), Annotations(), Options()).topics
    assert len(topics) == 4
    assert [topic.primary for topic in topics] == [True, False, False, False]
    assert topics[0].score == max(topic.score for topic in topics)


def test_a_retired_concept_gives_way_to_a_broader_one() -> None:
    taxonomy = TOPICS.taxonomy
    retired = [code for code, concept in taxonomy.concepts.items() if concept.retired]
    assert retired
    for code in retired:
        instead = taxonomy.resolve(code)
        assert instead is None or (instead in taxonomy.concepts[code].path and not taxonomy.concepts[instead].retired)
    with pytest.raises(KeyError):
        taxonomy.resolve("medtop:0")


def test_every_topic_that_was_learnt_is_in_use_and_has_its_parent() -> None:
    learnt = Weights.load().base
    for code in learnt:
        concept = TOPICS.taxonomy.concepts[code]
        assert not concept.retired
        assert concept.broader is None or concept.broader in learnt


@given(st.dictionaries(st.text(max_size=3), st.floats(-1e6, 1e6), max_size=20))
def test_shares_sum_to_one(heights: dict[str, float]) -> None:
    found = shares(heights)
    assert set(found) == set(heights)
    assert all(0 <= share <= 1 for share in found.values())
    assert sum(found.values()) == pytest.approx(1 if heights else 0)


def test_title_and_early_words_weigh_more() -> None:
    background = Background.of({"documents": 100, "stems": {"5": "bridg river"}})
    filler = "of " * 400
    text = f"bridge {filler} river"
    words = list(words_of(text, Span(0, len(text))))
    terms = terms_of(words, [], background)
    assert set(terms) == {"bridg", "river"}
    assert terms["bridg"] > terms["river"]
    titled = terms_of(words, words_of("River", Span(0, 5)), background)
    assert titled["river"] > titled["bridg"]
    assert sum(weight**2 for weight in titled.values()) == pytest.approx(1)
