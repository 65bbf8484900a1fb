"""What topics are learnt from, and how they are judged; learning itself needs what only training has."""

import json
from pathlib import Path

import pytest

from server.annotation.results import Confidence, Topic
from server.annotation.topics.taxonomy import Taxonomy
from server.training.topics.corpora import Text, labelled, passages
from server.training.topics.measure import figures
from server.training.topics.vocabulary import Vocabulary, mute, vocabulary_of

TAXONOMY = Taxonomy()
ELECTION, GOVERNMENT, SPORT = "medtop:20000574", "medtop:20000593", "medtop:15000000"


def topic(code: str, score: float, *, primary: bool = True) -> Topic:
    concept = TAXONOMY.concepts[code]
    confidence: Confidence = "high" if score > 0.9 else "medium"
    return Topic(code, concept.label, concept.level, concept.broader, TAXONOMY.labels(code), primary, score, confidence)


def test_figures_tell_what_was_right() -> None:
    text = Text("weston", "", "…", ELECTION, (SPORT,))
    answers = [
        (text, (topic(ELECTION, 0.95), topic(SPORT, 0.5, primary=False))),
        (text, (topic(GOVERNMENT, 0.95),)),
        (text, (topic(SPORT, 0.5), topic("medtop:11000000", 0.5, primary=False))),
        (text, ()),
    ]
    found = figures(answers, TAXONOMY)
    assert (found["primary_l1"], found["primary_l2"], found["any_l1"]) == (50.0, 25.0, 75.0)
    assert (found["high"], found["high_right"], found["right"]) == (2, 50.0, 80.0)
    assert found["error"] == pytest.approx((abs(1.9 - 1) + abs(1.5 - 3)) / 5)


def test_of_level_three_the_parent_is_judged() -> None:
    narrower = next(c.code for c in TAXONOMY.concepts.values() if c.broader == ELECTION and not c.retired)
    found = figures([(Text("weston", "", "…", ELECTION), (topic(narrower, 0.8),))], TAXONOMY)
    assert (found["primary_l2"], found["right"]) == (100.0, 100.0)


def test_long_texts_give_two_passages_short_ones_one_with_the_title() -> None:
    short, long = Text("weston", "Ferry sinks", "It sank."), Text("weston", "", "word " * 400)
    assert [passage.text for passage in passages([short])] == ["Ferry sinks. It sank"]
    assert len(passages([long])) == 2


def test_the_vocabulary_leaves_out_rare_stems_and_numbers() -> None:
    texts = [Text("weston", "", "The bridges of 1953")] * 3 + [Text("weston", "", "The bridge and the ferry")]
    concepts = {"medtop:1": {"label": "ports", "definition": "Ports", "retired": None}}
    known = vocabulary_of(texts, {"concepts": concepts})
    assert known == Vocabulary(["bridg", "the"], ["bridges", "the"], [4, 4], 4)
    assert known.table() == {"documents": 4, "stems": {"4": "bridg the"}}


def test_places_and_fillers_are_mute() -> None:
    words = {"function": "the", "verbs": "said", "loose": "new april"}
    names = {"places": "london", "demonyms": "swedish"}
    stems = ["the", "said", "april", "london", "swedish", "bridg", "s"]
    assert mute(stems, words, names).tolist() == [1, 1, 1, 1, 1, 0, 1]


def test_labels_find_their_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "labels").mkdir()
    row: dict[str, object] = {"id": "a", "source": "masakhanews", "title": None, "text": "The ferry sank."}
    read = {**row, "primary": SPORT, "secondary": []}
    (tmp_path / "topics" / "news_topics_read.jsonl").write_text(json.dumps(read) + "\n")
    (tmp_path / "topics" / "bbc.jsonl").write_text(json.dumps({**row, "id": "b"}) + "\n")
    label = {"file": "topics/bbc.jsonl", "text_id": "b", "primary": ELECTION, "secondary": [SPORT]}
    (tmp_path / "labels" / "read.jsonl").write_text(json.dumps(label) + "\n")
    monkeypatch.setattr("server.training.topics.corpora.LABELS", tmp_path / "labels" / "read.jsonl")
    assert labelled(tmp_path) == [
        Text("bbc", "", "The ferry sank.", SPORT),
        Text("bbc", "", "The ferry sank.", ELECTION, (SPORT,)),
    ]
