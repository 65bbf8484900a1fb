"""The reader: cues, sources and contents put together, by heads that say what a test wants and by the trained ones."""

from collections.abc import Sequence
from itertools import pairwise
from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings

from server.annotation.document import Document
from server.annotation.encoder import Encoded
from server.annotation.heads import Convention
from server.annotation.quotations.attribution import Attribution
from server.annotation.quotations.calibration import Calibration
from server.annotation.quotations.reader import Reader, Tuning
from server.annotation.windows import Floats, Range, Reading
from tests.annotation.models import reader, tokenizer
from tests.annotation.texts import ANY_TEXT, ELECTION, FOOTBALL, STORM

POLNEAR, PRODUCT = Convention
SURE = 0.98
TUNING = Tuning(cue_bias=(0, 0), floating=0.5)
CALIBRATION = Calibration({"speech": (0, 1, 0, 0), "thought": (0, 1, 0, 0), "floating": (0, 0, 1, 0)})


class OnesOfUnits:
    """Encodes no more than which unit is which: a vector is the unit's number in the document."""

    def encode(self, document: Document) -> Encoded:
        reading = Reading(document, tokenizer())
        numbers = np.arange(len(reading.units), dtype=np.float32)[:, None]
        return Encoded(reading.units, tuple(reading.windows()), numbers)


class WordHeads:
    """Heads by the words of one text: those `cued`, `thought`, `sourced` and `said` are surely so for every cue.

    What is `unclaimed` reads like content, but no cue says so.
    """

    def __init__(
        self,
        text: str,
        *,
        cued: str = "",
        thought: str = "",
        sourced: str = "",
        said: Sequence[str] = (),
        unclaimed: str = "",
    ) -> None:
        self._units = Reading(Document(text), tokenizer()).units
        self._text = text
        self._cued = {PRODUCT: self._numbers(cued), POLNEAR: self._numbers(cued) | self._numbers(thought)}
        self._sourced = self._numbers(sourced)
        self._said = [self._numbers(words) for words in said]
        self._unclaimed = self._numbers(unclaimed)

    def _numbers(self, words: str) -> set[int]:
        found: set[int] = set()
        start = self._text.find(words) if words else -1
        while start >= 0:
            inside = (self._units.starts >= start) & (self._units.ends <= start + len(words))
            found |= set(np.flatnonzero(inside).tolist())
            start = self._text.find(words, start + 1)
        return found

    def cues(self, vectors: Floats, convention: Convention) -> Floats:
        cued = self._cued[convention]
        rows = [[1 - SURE, SURE, 0] if unit in cued else [1, 0, 0] for unit in _numbers_of(vectors)]
        return np.array(rows, dtype=np.float32).reshape(-1, 3)

    def contents(self, vectors: Floats, convention: Convention) -> Floats:
        assert convention == PRODUCT
        said = self._unclaimed.union(*self._said)
        return np.array([SURE if unit in said else 0 for unit in _numbers_of(vectors)], dtype=np.float32)

    def roles(self, vectors: Floats, cues: Sequence[Range], convention: Convention) -> Floats:
        assert convention in Convention
        chances = np.full((len(vectors), 5), 0.005, dtype=np.float32)
        for row, unit in zip(chances, _numbers_of(vectors), strict=True):
            row[self._role(unit)] = SURE
        return np.log(np.repeat(chances[None], len(cues), axis=0))

    def _role(self, unit: int) -> int:
        if unit in self._sourced:
            return 1 if unit - 1 not in self._sourced else 2
        if any(unit in said for said in self._said):
            return 3 if any(unit == min(said) for said in self._said if said) else 4
        return 0


def _numbers_of(vectors: Floats) -> list[int]:
    return [int(number) for number in vectors[:, 0].tolist()]


def read(
    text: str,
    heads: WordHeads,
    *,
    thoughts: bool = False,
    tuning: Tuning = TUNING,
    calibration: Calibration = CALIBRATION,
) -> list[Attribution]:
    reader = Reader(OnesOfUnits(), heads, tuning, calibration)  # type: ignore[arg-type]
    return reader.read(Document(text), thoughts=thoughts)


def told(text: str, attributions: list[Attribution]) -> list[tuple[list[str], str | None, str | None]]:
    """Content, cue and mention in words."""
    return [
        (
            [span.of(text) for span in found.content],
            found.cue.of(text) if found.cue else None,
            found.mention.of(text) if found.mention else None,
        )
        for found in attributions
    ]


def test_cue_source_and_content_make_an_attribution() -> None:
    text = "Rain fell. Ann Lee said that the bridge is open."
    heads = WordHeads(text, cued="said", sourced="Ann Lee", said=["that the bridge is open"])
    (found,) = read(text, heads)
    assert told(text, [found]) == [(["the bridge is open"], "said", "Ann Lee")]
    assert found.act == "speech"


def test_a_cue_without_content_is_none() -> None:
    text = "Ann Lee said so."
    assert read(text, WordHeads(text, cued="said", sourced="Ann Lee")) == []


def test_content_without_a_source_is_nobodys() -> None:
    text = "It was said that the bridge is open."
    assert told(text, read(text, WordHeads(text, cued="said", said=["the bridge is open"]))) == [
        (["the bridge is open"], "said", None)
    ]


def test_a_source_inside_the_content_is_no_mention() -> None:
    text = "He said: “The old bridge in the town of Ann Lee.”"
    heads = WordHeads(text, cued="said", sourced="Ann Lee", said=["“The old bridge in the town of"])
    assert told(text, read(text, heads)) == [(["“The old bridge in the town of Ann Lee.”"], "said", None)]


def test_cues_are_counted_from_the_documents_first_unit_in_every_window() -> None:
    long = " ".join(f"Line {n} tells of rain and wind." for n in range(60))
    text = f"{long}\n\nAnn Lee said that the bridge is open."
    heads = WordHeads(text, cued="said", sourced="Ann Lee", said=["that the bridge is open"])
    assert len(OnesOfUnits().encode(Document(text)).windows) > 1
    assert told(text, read(text, heads)) == [(["the bridge is open"], "said", "Ann Lee")]


def test_attributions_are_in_text_order() -> None:
    text = "“They never asked us.” Rain fell. Lee said that the bridge is open."
    heads = WordHeads(text, cued="said", sourced="Lee", said=["the bridge is open"], unclaimed="“They never asked us.”")
    assert told(text, read(text, heads)) == [
        (["“They never asked us.”"], None, None),
        (["the bridge is open"], "said", "Lee"),
    ]


def test_thoughts_are_what_the_wider_convention_adds() -> None:
    text = "Ann Lee said that the bridge is open. Tom Hale hopes that the rain stops."
    heads = WordHeads(text, cued="said", thought="hopes", said=["the bridge is open", "that the rain stops"])
    assert [found.act for found in read(text, heads)] == ["speech"]
    spoken, thought = sorted(read(text, heads, thoughts=True), key=lambda found: found.cue or found.content[0])
    assert (spoken.act, thought.act) == ("speech", "thought")
    assert [found.cue.of(text) for found in (spoken, thought) if found.cue] == ["said", "hopes"]


def test_unclaimed_passages_that_read_like_speech_are_floating() -> None:
    text = "“We want it back now.” Rain fell on “The Bridge at the River”."
    found = read(text, WordHeads(text, unclaimed="“We want it back now.”"))
    assert told(text, found) == [(["“We want it back now.”"], None, None)]
    assert found[0].certainty == pytest.approx(SURE, abs=1e-3)


def test_a_passage_floats_from_the_tuned_chance() -> None:
    text = "“We want it back now.”"
    heads = WordHeads(text, unclaimed="“We want it")  # 4 of 8 units
    low, high = (Tuning((0, 0), floating) for floating in (0.48, 0.5))
    assert len(read(text, heads, tuning=low)) == 1
    assert read(text, heads, tuning=high) == []


def test_a_claimed_passage_does_not_float() -> None:
    text = "“We want it back now,” Lee said."
    assert told(text, read(text, WordHeads(text, cued="said", sourced="Lee", said=["“We want it back now,”"]))) == [
        (["“We want it back now,”"], "said", "Lee")
    ]


@pytest.mark.parametrize(
    ("weights", "odds"),
    [((0, 1, 0, 0), SURE), ((0, 0, 1, 0), SURE + 0.005), ((0, 0, 0, 1), SURE + 0.005), ((2, 0, 0, 0), None)],
)
def test_certainty_is_a_logistic_regression(weights: tuple[float, float, float, float], odds: float | None) -> None:
    text = "Ann Lee said that the bridge is open."
    heads = WordHeads(text, cued="said", sourced="Ann Lee", said=["the bridge is open"])
    (found,) = read(text, heads, calibration=Calibration({"speech": weights}))
    height = 2.0 if odds is None else log(odds / (1 - odds))
    assert found.certainty == pytest.approx(1 / (1 + exp(-height)), abs=1e-3)


def test_without_a_source_certainty_is_low_but_not_nought() -> None:
    text = "It was said that the bridge is open."
    heads = WordHeads(text, cued="said", said=["the bridge is open"])
    (found,) = read(text, heads, calibration=Calibration({"speech": (0, 0, 0, 1)}))
    assert found.certainty == pytest.approx(1e-4)


def test_what_is_hardly_sure_is_left_out() -> None:
    text = "It was said that the bridge is open."
    heads = WordHeads(text, cued="said", said=["the bridge is open"])
    assert read(text, heads, tuning=Tuning((0, 0), 0.5, least=SURE - 0.05))
    assert not read(text, heads, tuning=Tuning((0, 0), 0.5, least=SURE + 0.01))


@pytest.mark.parametrize("text", ["", " \n\n ", "\u0301", "."])
@pytest.mark.parametrize("thoughts", [False, True])
def test_nothing_is_read_where_nothing_stands(text: str, thoughts: bool) -> None:
    assert reader().read(Document(text), thoughts=thoughts) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We waited thirty years for this bridge,” Ann Lee said.",
            (["“We waited thirty years for this bridge,”"], "said", "Ann Lee"),
        ),
        ("“We waited thirty years,” said Ann Lee.", (["“We waited thirty years,”"], "said", "Ann Lee")),
        ('"We waited thirty years," said Ann Lee.', (['"We waited thirty years,"'], "said", "Ann Lee")),
        ("Ann Lee said that the bridge would open in May.", (["the bridge would open in May"], "said", "Ann Lee")),
        (
            "The bridge cost 12 million dollars, according to the council.",
            (["The bridge cost 12 million dollars"], "according to", "the council"),
        ),
    ],
)
def test_the_trained_reader_reads_the_plainest_news_style(text: str, expected: tuple[list[str], str, str]) -> None:
    (found,) = reader().read(Document(text))
    assert told(text, [found]) == [expected]
    assert found.act == "speech"


@pytest.mark.parametrize("text", [FOOTBALL, ELECTION, STORM])
def test_the_trained_reader_finds_every_direct_quotation_of_an_article(text: str) -> None:
    document = Document(text)
    contents = [span for found in reader().read(document) for span in found.content]
    assert all(any(passage.overlaps(span) for span in contents) for passage in document.outermost_quoted)


@pytest.mark.parametrize("thoughts", [False, True])
@settings(deadline=None, max_examples=40)
@given(text=ANY_TEXT)
def test_any_text_is_read(thoughts: bool, text: str) -> None:
    document = Document(text)
    found = reader().read(document, thoughts=thoughts)
    assert [each.content[0] for each in found] == sorted(each.content[0] for each in found)
    for each in found:
        spans = [*each.content, *filter(None, (each.cue, each.mention))]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(before.end <= after.start for before, after in pairwise(each.content))
        assert not (each.mention and any(each.mention.overlaps(span) for span in each.content))
        assert 0 <= each.certainty <= 1
        assert each.act == "speech" or thoughts
