"""Judgement: how likely a sentence is checkable and worth checking, by what the encoder reads and what words show.

Two conventions are known: that of readers who grade a sentence within its article, and, for a sentence that stands
alone, that of ClaimBuster (Hassan et al. 2017). The weights come from `python -m server.training.claims`.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import orjson

from server.annotation import weights
from server.annotation.encoder import Encoded
from server.annotation.heads import JUDGEMENTS, KINDS, Heads
from server.annotation.odds import logistic
from server.annotation.results import ClaimKind, Span
from server.annotation.windows import Floats

READ = "read "  # begins the names of the features that the encoder reads
ALONE = (f"{READ}checkable alone", f"{READ}worthy alone")
HEIGHTS = (f"{READ}checkable", f"{READ}worthy", *ALONE)
_ALONE = 2  # so few sentences are no article


class Line(NamedTuple):
    """A logistic regression: a constant and a weight for each feature."""

    constant: float
    weights: Mapping[str, float]

    def height(self, features: Mapping[str, float]) -> float:
        """The log odds."""
        return self.constant + sum(self.weights.get(name, 0.0) * value for name, value in features.items())

    def chance(self, features: Mapping[str, float]) -> float:
        """The probability (0..1)."""
        return logistic(self.height(features))


class Judgement(NamedTuple):
    """The probabilities (0..1) that a sentence states something checkable, and that it is worth checking."""

    checkable: float
    worthy: float


class Lines(NamedTuple):
    """The fitted lines: of sentences in an article, of sentences alone, of kinds, and of words to tell reasons by."""

    checkable: Line
    worthy: Line
    checkable_alone: Line
    worthy_alone: Line
    reasons: Line
    kinds: tuple[Line, ...]

    @classmethod
    def load(cls) -> "Lines":
        """The lines that belong to the encoder."""
        table = orjson.loads(weights.read("claims.json"))
        kinds = tuple(Line(**table["kinds"][kind]) for kind in KINDS)
        return cls(**{name: Line(**table[name]) for name in cls._fields if name != "kinds"}, kinds=kinds)

    def judge(self, features: Mapping[str, float], sentences: int) -> Judgement:
        """The judgement of a sentence by its features, in an article of so many sentences."""
        alone = sentences <= _ALONE
        checkable = (self.checkable_alone if alone else self.checkable).chance(features)
        worthy = (self.worthy_alone if alone else self.worthy).chance(features)
        return Judgement(max(checkable, worthy), worthy)

    def kind(self, features: Mapping[str, float]) -> ClaimKind:
        """What kind of claim a sentence with these features makes."""
        heights = [line.height(features) for line in self.kinds]
        return KINDS[heights.index(max(heights))]


def read(encoded: Encoded, heads: Heads, sentences: Sequence[Span]) -> list[dict[str, float]]:
    """For each sentence what the encoder's heads say of it, as features; log odds."""
    heights = heads.judgements(_means(encoded, sentences))
    mean = float(heights[:, 1].mean()) if len(heights) else 0.0
    return [
        dict(zip(HEIGHTS, row[:JUDGEMENTS], strict=True))
        | {f"{READ}article worthy": mean}
        | dict(zip((f"{READ}{kind}" for kind in KINDS), row[JUDGEMENTS:], strict=True))
        for row in heights.tolist()
    ]


def _means(encoded: Encoded, sentences: Sequence[Span]) -> Floats:
    """The mean vector of the units of each sentence; zeros where nothing could be read."""
    means = np.zeros((len(sentences), encoded.vectors.shape[1]), dtype=np.float32)
    for mean, sentence in zip(means, sentences, strict=True):
        units = encoded.units.range_of(sentence)
        if units.first < units.last:
            mean[:] = encoded.vectors[units.first : units.last].mean(axis=0)
    return means
