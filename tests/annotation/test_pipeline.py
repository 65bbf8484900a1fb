"""The pipeline: a fixed order, only what was asked for, and nothing that refers to what is left out."""

from collections.abc import Collection
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from server.annotation.document import Document
from server.annotation.pipeline import AnnotatorName, Options, Pipeline
from server.annotation.results import Annotations, Claim, KeyPhrase, Quotation, Span, Speaker

DOCUMENT = Document("Ann Lee said it was open. Tom Hale said it was not.")
LEE, HALE = Span(0, 7), Span(26, 34)
FOUND: dict[AnnotatorName, Annotations] = {
    "speakers": Annotations(
        speakers=(
            Speaker("s1", "Ann Lee", "person", mentions=(LEE,), quotations=("q1", "q3")),
            Speaker("s2", "Tom Hale", "person", mentions=(HALE,), quotations=("q2",)),
            Speaker("s3", "council", "organization", quotations=("q1",)),
        ),
        quotations=(
            Quotation("q1", "indirect", (Span(13, 24),), 0.9, speaker="s1", also=("s3",)),
            Quotation("q2", "indirect", (Span(40, 50),), 0.9, speaker="s2"),
            Quotation("q3", "indirect", (Span(41, 50),), 0.9, speaker="s1"),
        ),
    ),
    "claims": Annotations(
        claims=(Claim("c1", Span(13, 24), Span(0, 25), 0.9, True, "event", claimer="s1", quotation="q1"),)
    ),
    "topics": Annotations(key_phrases=(KeyPhrase("Ann Lee", 1.0, (LEE,)),)),
}


@dataclass
class Recorder:
    """An annotator that fills in its lists and notes what it was given."""

    name: AnnotatorName
    log: list[tuple[AnnotatorName, Document, Annotations, Options]] = field(default_factory=list)

    def annotate(self, document: Document, found: Annotations, options: Options) -> Annotations:
        self.log.append((self.name, document, found, options))
        mine = FOUND[self.name]
        if self.name == "speakers":
            return replace(found, speakers=mine.speakers, quotations=mine.quotations)
        if self.name == "claims":
            return replace(found, claims=mine.claims)
        return replace(found, key_phrases=mine.key_phrases)


Log = list[tuple[AnnotatorName, Document, Annotations, Options]]


def run(options: Options) -> tuple[Annotations, Log]:
    log: Log = []
    pipeline = Pipeline({name: Recorder(name, log) for name in ("topics", "claims", "speakers")})
    return pipeline.annotate(DOCUMENT, options), log


def test_all_annotators_run_in_their_order_by_default() -> None:
    found, log = run(Options())
    assert [entry[0] for entry in log] == ["speakers", "claims", "topics"]
    assert found.speakers == FOUND["speakers"].speakers
    assert found.claims == FOUND["claims"].claims
    assert found.key_phrases == FOUND["topics"].key_phrases


def test_each_annotator_gets_the_document_the_options_and_what_stands_before_it() -> None:
    options = Options(thoughts=True, claim_share=0.5)
    _, log = run(options)
    assert all(document is DOCUMENT and given is options for _, document, _, given in log)
    before = [entry[2] for entry in log]
    assert before[0] == Annotations()
    assert before[1] == FOUND["speakers"]
    assert before[2] == replace(FOUND["speakers"], claims=FOUND["claims"].claims)


@pytest.mark.parametrize(
    ("asked", "run_for_it"),
    [
        ({"speakers"}, ["speakers"]),
        ({"topics"}, ["topics"]),
        ({"claims"}, ["speakers", "claims"]),
        ({"topics", "claims"}, ["speakers", "claims", "topics"]),
        (set(), []),
    ],
)
def test_only_what_is_needed_runs(asked: Collection[AnnotatorName], run_for_it: list[str]) -> None:
    _, log = run(Options(annotators=frozenset(asked)))
    assert [entry[0] for entry in log] == run_for_it


def test_claims_alone_keep_those_whom_they_name_and_no_dangling_reference() -> None:
    found, _ = run(Options(annotators=frozenset({"claims"})))
    assert [quotation.id for quotation in found.quotations] == ["q1"]
    assert {speaker.id: speaker.quotations for speaker in found.speakers} == {"s1": ("q1",), "s3": ("q1",)}


def test_the_caller_is_asked_before_each_annotator_and_may_stop_the_work() -> None:
    log: Log = []
    pipeline = Pipeline({name: Recorder(name, log) for name in ("speakers", "claims", "topics")})
    asked: list[AnnotatorName] = []

    def until_claims(name: AnnotatorName) -> None:
        asked.append(name)
        if name == "claims":
            raise TimeoutError

    with pytest.raises(TimeoutError):
        pipeline.annotate(DOCUMENT, Options(), until_claims)
    assert asked == ["speakers", "claims"]
    assert [entry[0] for entry in log] == ["speakers"]


def test_options_and_annotations_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Options().claim_share = 1.0  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Annotations().claims = ()  # type: ignore[misc]


def test_options_are_the_contracts_defaults() -> None:
    assert Options() == Options(frozenset({"speakers", "claims", "topics"}), thoughts=False, claim_share=0.15)
