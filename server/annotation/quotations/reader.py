"""The reader: attributions by the encoder's vectors, the heads and the document's quotation marks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import orjson

from server.annotation import weights
from server.annotation.document import Document
from server.annotation.encoder import Encoded, Encoder
from server.annotation.heads import Convention, Heads
from server.annotation.quotations.attribution import Attribution
from server.annotation.quotations.calibration import Calibration
from server.annotation.quotations.contents import Contents
from server.annotation.quotations.cues import THINKING
from server.annotation.quotations.decoding import Roles, Stretch, cues_of, roles_of
from server.annotation.quotations.passages import floating
from server.annotation.quotations.transcripts import turns
from server.annotation.results import Act
from server.annotation.stages import stage
from server.annotation.windows import Floats, Window

_SPEECH: Act = "speech"
_THOUGHT: Act = "thought"

# What a source asks of the paper about itself is not what it says: "who asked not to be named".
_ANONYMITY = re.compile(
    r"(?:(?:not|that .{1,20} not) )?(?:to )?(?:be )?(?:named|identified|quoted|anonymous|anonymity)"
)


@dataclass(frozen=True)
class Tuning:
    """What is chosen on development sets (`python -m server.training.reader` does it).

    `cue_bias`, by convention: above 0 finds more cues. `floating`: the mean chance of being content from which a
    passage in quotation marks without a cue is a quotation. `least`: the certainty below which an attribution is left
    out.
    """

    cue_bias: tuple[float, float]
    floating: float
    least: float = 0.0


@dataclass(frozen=True)
class Cued:
    """A cue in its window, and what the units around are to it."""

    window: Window
    cue: Stretch
    roles: Roles

    @property
    def units(self) -> range:
        """The cue's units in the document."""
        return range(*self.cue.units.moved(self.window.first))


class Reader:
    """Reads everything that a text attributes to somebody.

    Cues are found first; each cue then labels the units of its window. What is said is read in the product's own
    convention; what is thought or wished is what PolNeAR's wider convention adds.
    """

    def __init__(self, encoder: Encoder, heads: Heads, tuning: Tuning, calibration: Calibration) -> None:
        self._encoder = encoder
        self._heads = heads
        self._tuning = tuning
        self._calibration = calibration

    @stage("quotations")
    def read(self, document: Document, *, thoughts: bool = False) -> list[Attribution]:
        """All attributions in text order: speech, and with `thoughts` also beliefs, wishes and intentions."""
        encoded = self._encoder.encode(document)
        said = [
            each for each in self._cued(encoded, Convention.PRODUCT) if not _is_of_thinking(each, encoded, document)
        ]
        cued = [(each, _SPEECH) for each in said]
        if thoughts:
            # The wider convention knows speech too; what it has in common with the other is read only once.
            wider = self._cued(encoded, Convention.POLNEAR)
            of_saying, of_both = _units(said), _units(wider)
            cued = [(each, _THOUGHT if of_saying.isdisjoint(each.units) else _SPEECH) for each in wider]
            cued += [(each, _SPEECH) for each in said if of_both.isdisjoint(each.units)]
        contents = Contents(document, encoded.units, Convention.PRODUCT)
        found = [found for each, act in cued if (found := self._attribution(each, act, encoded, contents))]
        found += self._floating(document, encoded, found)
        return _in_order([*found, *turns(document, found)])

    def read_as_annotated(self, document: Document) -> list[Attribution]:
        """All attributions as annotators of PolNeAR mark them, speech and thought alike: to compare with others."""
        encoded = self._encoder.encode(document)
        contents = Contents(document, encoded.units, Convention.POLNEAR)
        cued = self._cued(encoded, Convention.POLNEAR)
        return _in_order(found for each in cued if (found := self._attribution(each, _SPEECH, encoded, contents)))

    def _cued(self, encoded: Encoded, convention: Convention) -> list[Cued]:
        """The cues of a convention, with their roles."""
        places: list[tuple[Window, Stretch]] = []
        logs: list[Floats] = []
        for window in encoded.windows:
            vectors = encoded.of(window)
            cues = cues_of(self._heads.cues(vectors, convention), self._tuning.cue_bias[convention])
            if cues:
                logs += [*self._heads.roles(vectors, [cue.units for cue in cues], convention)]
                places += [(window, cue) for cue in cues]
        roles = roles_of(logs)
        return [Cued(*place, each) for place, each in zip(places, roles, strict=True)]

    def _attribution(self, cued: Cued, act: Act, encoded: Encoded, contents: Contents) -> Attribution | None:
        by = cued.window.first
        cue, parts = cued.cue.units.moved(by), cued.roles.contents
        source = max(cued.roles.sources, key=lambda part: part.chance, default=None)
        beside = source.units.moved(by) if source else None
        content = contents.within_borders([p.units.moved(by) for p in parts], cue, beside)
        if not content or (len(content) == 1 and _ANONYMITY.fullmatch(contents.words(content[0]))):
            return None
        mention = contents.mention(beside, (*content, encoded.units.span(cue))) if beside else None
        if mention and any(mention.overlaps(span) for span in content):
            mention = None
        certainty = self._calibration.certainty(act, cued.cue.chance, _mean(parts), source.chance if source else 0.0)
        if certainty < self._tuning.least:
            return None
        return Attribution(content, encoded.units.span(cue), mention, act, certainty)

    def _floating(self, document: Document, encoded: Encoded, found: list[Attribution]) -> Iterator[Attribution]:
        """Passages in quotation marks that no cue claims and that read like speech."""
        chances = self._heads.contents(encoded.vectors, Convention.PRODUCT)
        for content in floating(document, found):
            ranges = [encoded.units.range_of(span) for span in content]
            chance = float(np.concatenate([chances[first:last] for first, last in ranges]).mean())
            if chance >= self._tuning.floating:
                yield Attribution(content, certainty=self._calibration.certainty("floating", 1.0, chance, 1.0))


def load(encoder: Encoder, heads: Heads) -> Reader:
    """The reader with the tuning and the calibration that belong to encoder and heads."""
    chosen = orjson.loads(weights.read("reader.json"))
    return Reader(encoder, heads, Tuning(**chosen["tuning"]), Calibration(chosen["calibration"]))


def _in_order(attributions: Iterable[Attribution]) -> list[Attribution]:
    return sorted(attributions, key=lambda attribution: attribution.content[0])


def _units(cued: Iterable[Cued]) -> set[int]:
    """The units of all cues."""
    return {unit for each in cued for unit in each.units}


def _is_of_thinking(cued: Cued, encoded: Encoded, document: Document) -> bool:
    """Whether the cue's verb is one of belief or wish and nothing stands in quotation marks."""
    by = cued.window.first
    word = document.words(encoded.units.span(cued.cue.units.moved(by))).split()[0].lower()
    states = (encoded.units.state[slice(*part.units.moved(by))] for part in cued.roles.contents)
    return word in THINKING and not any(state.any() for state in states)


def _mean(parts: Sequence[Stretch]) -> float:
    """The mean chance of all units of several stretches."""
    sizes = [part.units.last - part.units.first for part in parts]
    return sum(part.chance * size for part, size in zip(parts, sizes, strict=True)) / sum(sizes)
