"""The reader: attributions by the encoder's vectors, the heads and the document's quotation marks."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from importlib.resources import files
from math import exp, log
from typing import Literal

import numpy as np
import orjson

from server.annotation.attribution import Attribution
from server.annotation.contents import Contents
from server.annotation.decoding import Roles, Stretch, cues_of, roles_of
from server.annotation.document import Document
from server.annotation.encoder import Encoded, Encoder
from server.annotation.heads import Convention, Heads
from server.annotation.quotations import floating
from server.annotation.results import Act
from server.annotation.windows import Floats, Window

_ACTS: dict[Convention, Act] = {Convention.PRODUCT: "speech", Convention.POLNEAR: "thought"}
_LEAST = 1e-4  # a chance of 0 or 1 has no logarithm of its odds

Way = Literal["speech", "thought", "floating"]


@dataclass(frozen=True)
class Tuning:
    """What is chosen on development sets (`python -m server.training.reader` does it).

    `cue_bias`, by convention: above 0 finds more cues. `floating`: the mean chance of being content from which a
    passage in quotation marks without a cue is a quotation. `certainty`, by how an attribution was found: the weights
    of a logistic regression over a constant and the logarithmic odds of cue, content and source.
    """

    cue_bias: tuple[float, float]
    floating: float
    certainty: dict[Way, tuple[float, float, float, float]]


@dataclass(frozen=True)
class Cued:
    """A cue in its window, and what the units around are to it."""

    window: Window
    cue: Stretch
    convention: Convention
    roles: Roles


class Reader:
    """Reads everything that a text attributes to somebody.

    Cues are found first; each cue then labels the units of its window. What is said is read in the product's own
    convention; what is thought or wished is what the cues of PolNeAR's wider convention add to that.
    """

    def __init__(self, encoder: Encoder, heads: Heads, tuning: Tuning) -> None:
        self._encoder = encoder
        self._heads = heads
        self._tuning = tuning

    def read(self, document: Document, *, thoughts: bool = False) -> list[Attribution]:
        """All attributions in text order: speech, and with `thoughts` also beliefs, wishes and intentions."""
        encoded = self._encoder.encode(document)
        contents = Contents(document, encoded.units)
        cued = self._cued(encoded, Convention.PRODUCT)
        if thoughts:
            known = {unit for each in cued for unit in range(*each.cue.units.moved(each.window.first))}
            cued += self._cued(encoded, Convention.POLNEAR, known)
        found = [attribution for each in cued if (attribution := self._attribution(each, encoded, contents))]
        found += self._floating(document, encoded, found)
        return sorted(found, key=lambda attribution: attribution.content[0])

    def _cued(self, encoded: Encoded, convention: Convention, known: Set[int] = frozenset()) -> list[Cued]:
        """The cues that hold no unit already `known` as one, with their roles."""
        places: list[tuple[Window, Stretch]] = []
        logs: list[Floats] = []
        for window in encoded.windows:
            vectors = encoded.of(window)
            found = cues_of(self._heads.cues(vectors, convention), self._tuning.cue_bias[convention])
            cues = [cue for cue in found if known.isdisjoint(range(*cue.units.moved(window.first)))]
            if cues:
                logs += [*self._heads.roles(vectors, [cue.units for cue in cues], convention)]
                places += [(window, cue) for cue in cues]
        roles = roles_of(logs)
        return [Cued(*place, convention, each) for place, each in zip(places, roles, strict=True)]

    def _attribution(self, cued: Cued, encoded: Encoded, contents: Contents) -> Attribution | None:
        by = cued.window.first
        cue, parts = cued.cue.units.moved(by), cued.roles.contents
        source = max(cued.roles.sources, key=lambda part: part.chance, default=None)
        beside = source.units.moved(by) if source else None
        content = contents.within_borders([p.units.moved(by) for p in parts], cue, beside, cued.convention)
        if not content:
            return None
        mention = encoded.units.span(beside) if beside else None
        if mention and any(mention.overlaps(span) for span in content):
            mention = None
        act = _ACTS[cued.convention]
        certainty = self._certainty(act, cued.cue.chance, _mean(parts), source.chance if source else 0.0)
        return Attribution(content, encoded.units.span(cue), mention, act, certainty)

    def _floating(self, document: Document, encoded: Encoded, found: list[Attribution]) -> Iterator[Attribution]:
        """Passages in quotation marks that no cue claims and that read like speech."""
        chances = self._heads.contents(encoded.vectors, Convention.PRODUCT)
        for content in floating(document, found):
            ranges = [encoded.units.range_of(span) for span in content]
            chance = float(np.concatenate([chances[first:last] for first, last in ranges]).mean())
            if chance >= self._tuning.floating:
                yield Attribution(content, certainty=self._certainty("floating", 1.0, chance, 1.0))

    def _certainty(self, way: Way, cue: float, content: float, source: float) -> float:
        constant, *weights = self._tuning.certainty[way]
        height = constant + sum(w * _odds(chance) for w, chance in zip(weights, (cue, content, source), strict=True))
        return 1 / (1 + exp(-height))


def load(encoder: Encoder) -> Reader:
    """The reader with the heads and the tuning that belong to the encoder."""
    folder = files("server.model")
    with folder.joinpath("heads.npz").open("rb") as stored, np.load(stored) as arrays:
        heads = Heads(dict(arrays))
    return Reader(encoder, heads, Tuning(**orjson.loads(folder.joinpath("reader.json").read_bytes())))


def _mean(parts: Sequence[Stretch]) -> float:
    """The mean chance of all units of several stretches."""
    sizes = [part.units.last - part.units.first for part in parts]
    return sum(part.chance * size for part, size in zip(parts, sizes, strict=True)) / sum(sizes)


def _odds(chance: float) -> float:
    chance = min(max(chance, _LEAST), 1 - _LEAST)
    return log(chance / (1 - chance))
