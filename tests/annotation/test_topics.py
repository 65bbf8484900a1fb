"""Topics: what a text is about, from a fixed taxonomy, each traced to words of the text."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.annotation.document import Document
from server.annotation.pipeline import Options
from server.annotation.results import Annotations, Span, Topic
from server.annotation.topics import Topics
from server.annotation.topics.judgement import Chances, Told, shares
from server.annotation.topics.narrowing import Narrowing
from server.annotation.topics.taxonomy import Taxonomy
from server.annotation.topics.terms import terms_of
from server.annotation.topics.voters import Voters
from server.annotation.topics.weights import Weights
from server.annotation.words import Background, words_of
from tests.annotation.texts import ANY_TEXT, ELECTION, FOOTBALL, STORM

TOPICS = Topics()
WEIGHTS = Weights.load(Background.load())
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
        assert topic.level == len(topic.path) <= 3
        assert (topic.broader is None) == (topic.level == 1)
        assert 0.2 <= topic.score <= 1
        assert topic.confidence == ("high" if topic.score >= 0.85 else "medium")
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


def chances(tops: dict[str, float], below: dict[str, float]) -> Chances:
    """Of all other topics it is certain that the text is not about them."""
    voters = Voters(WEIGHTS, TOPICS.taxonomy)
    return Chances({code: tops.get(code, 0.01) for code in voters.tops}, {c: below.get(c, 0.01) for c in voters.below})


def chosen(tops: dict[str, float], below: dict[str, float]) -> list[Told]:
    return TOPICS.judgement.choose(chances(tops, below))


SPORT, POLITICS, HEALTH, WEATHER, CRIME = (
    f"medtop:{code}" for code in ("15000000", "11000000", "07000000", "17000000", "02000000")
)
ELECTIONS, GOVERNMENT = "medtop:20000574", "medtop:20000593"


def test_at_most_four_topics_are_told_the_primary_first() -> None:
    told = chosen({SPORT: 0.4, POLITICS: 0.3, HEALTH: 0.29, WEATHER: 0.28, CRIME: 0.27}, {})
    assert told == [Told(SPORT, 0.4), Told(POLITICS, 0.3), Told(HEALTH, 0.29), Told(WEATHER, 0.28)]


def test_nothing_is_told_where_no_branch_is_likely() -> None:
    assert chosen({SPORT: 0.15, POLITICS: 0.14}, {}) == []


def test_level_two_is_told_where_it_carries_itself_and_else_its_parent() -> None:
    assert chosen({POLITICS: 0.8}, {ELECTIONS: 0.5})[0] == Told(ELECTIONS, 0.5)
    assert chosen({POLITICS: 0.8}, {ELECTIONS: 0.1})[0] == Told(POLITICS, 0.8)


def test_a_secondary_topic_needs_more_for_level_two() -> None:
    assert chosen({SPORT: 0.9, POLITICS: 0.5}, {ELECTIONS: 0.3})[1:] == [Told(POLITICS, 0.5)]
    assert chosen({SPORT: 0.9, POLITICS: 0.5}, {ELECTIONS: 0.4})[1:] == [Told(ELECTIONS, 0.4)]


def test_a_second_topic_of_the_same_branch_is_told_if_it_is_likely() -> None:
    assert chosen({POLITICS: 0.9}, {ELECTIONS: 0.6, GOVERNMENT: 0.5}) == [Told(ELECTIONS, 0.6), Told(GOVERNMENT, 0.5)]
    assert chosen({POLITICS: 0.9}, {ELECTIONS: 0.6, GOVERNMENT: 0.3}) == [Told(ELECTIONS, 0.6)]


def test_level_three_needs_its_label_in_the_text_and_the_nearest_definition() -> None:
    narrowing = Narrowing(WEIGHTS, TOPICS.taxonomy)
    justice = Told("medtop:20000082", 0.9)  # crime
    homicide = WEIGHTS.concepts[WEIGHTS.codes.index("medtop:20000099")]
    assert narrowing.narrow(justice, {"homicid"}, homicide).code == "medtop:20000099"
    assert narrowing.narrow(justice, {"bridg"}, homicide) == justice
    assert narrowing.narrow(justice, {"homicid"}, -homicide) == justice


def test_behind_the_primary_topic_the_best_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A narrower topic is less sure than what it stands for, and may be less sure than the next."""
    tops = [Told("medtop:15000000", 0.4), Told("medtop:11000000", 0.9), Told("medtop:07000000", 0.8)]
    monkeypatch.setattr(TOPICS.judgement, "choose", lambda _: tops)
    monkeypatch.setattr(TOPICS._narrowing, "narrow", lambda told, *_: Told(told.code, 0.5) if told is tops[1] else told)
    assert [(topic.score, topic.primary) for topic in topics_of(FOOTBALL)] == [(0.4, True), (0.8, False), (0.5, False)]


def test_a_retired_concept_gives_way_to_a_broader_one() -> None:
    taxonomy = TOPICS.taxonomy
    retired = [code for code, concept in taxonomy.concepts.items() if concept.retired]
    assert retired
    for code in retired:
        instead = taxonomy.resolve(code)
        assert instead is None or (instead in taxonomy.concepts[code].path and not taxonomy.concepts[instead].retired)
    with pytest.raises(KeyError):
        taxonomy.resolve("medtop:0")


def test_the_weights_know_every_topic_in_use_and_no_other() -> None:
    taxonomy = Taxonomy()
    in_use = {code for code, concept in taxonomy.concepts.items() if not concept.retired}
    assert set(WEIGHTS.codes) == in_use
    assert WEIGHTS.words.shape == (len(WEIGHTS.vocabulary), len(taxonomy.level(1)) + len(taxonomy.level(2)))
    assert len(WEIGHTS.vectors) == len(WEIGHTS.mute) == len(WEIGHTS.idf) == len(WEIGHTS.vocabulary)


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=20))
def test_shares_sum_to_one(heights: list[float]) -> None:
    found = shares(np.array(heights, np.float32))
    assert ((found >= 0) & (found <= 1)).all()
    assert found.sum() == pytest.approx(1, abs=1e-5)


def test_votes_are_the_sums_of_what_the_words_added() -> None:
    words = list(words_of(FOOTBALL, Span(0, len(FOOTBALL))))
    terms = terms_of(words, [], WEIGHTS.vocabulary)
    votes = Voters(WEIGHTS, TOPICS.taxonomy).vote(terms)[0]
    voters = Voters(WEIGHTS, TOPICS.taxonomy)
    sport = voters.tops.index(SPORT)
    assert votes.heights.argmax() == sport
    assert votes.parts.shape == (len(terms.rows), len(voters.tops))
    without = [word for word in words if word.stem not in ("goal", "leagu", "cup", "match", "coach")]
    less = voters.vote(terms_of(without, [], WEIGHTS.vocabulary))[0]
    assert less.heights[sport] < votes.heights[sport]


def test_title_and_early_words_count_more() -> None:
    vocabulary = {"bridg": 0, "river": 1}
    filler = "of " * 400
    text = f"bridge {filler} river"
    words = list(words_of(text, Span(0, len(text))))
    terms = terms_of(words, [], vocabulary)
    assert terms.rows.tolist() == [0, 1]
    assert terms.counts[0] > terms.counts[1]
    titled = terms_of(words, words_of("River", Span(0, 5)), vocabulary)
    assert titled.counts[1] > titled.counts[0]


def test_months_places_and_words_of_reporting_are_no_evidence() -> None:
    silent = {stem for stem, row in WEIGHTS.vocabulary.items() if WEIGHTS.mute[row]}
    assert {"said", "new", "april", "london", "the"} <= silent
    assert not {"elect", "goal", "vaccin"} & silent


@pytest.mark.parametrize("text", [FOOTBALL, ELECTION, COURT, VACCINE])
def test_length_and_title_do_not_change_what_a_text_is_about(text: str) -> None:
    branch = topics_of(text)[0].path[0]
    assert topics_of(" ".join(text.split()[:60]))[0].path[0] == branch
    assert topics_of(text * 60)[0].path[0] == branch
    assert topics_of(text, title=text.split("\n")[0])[0].path[0] == branch
