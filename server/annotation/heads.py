"""The heads on the encoder's vectors, in numpy: cues, flat labels, and the roles of each cue."""

from collections.abc import Sequence
from enum import IntEnum
from io import BytesIO

import numpy as np

from server.annotation import weights
from server.annotation.results import ClaimKind
from server.annotation.windows import Floats, Ints, Range

FARTHEST = 40  # units: a distance from a cue beyond which all are alike
DISTANCES = 2 * FARTHEST + 1
# Where a window has so many cues, each is told only of the units near it: articles have ten at most, and a text of
# nothing but cues shall not take many times as long as they do.
CROWD = 13
_NEAR = 24  # units to each side
ATTENTION_HEADS = 4
_LABELS = 3  # of cues and of the flat head: outside, begin, inside; neither, source, content
JUDGEMENTS = 4  # of a sentence: checkable, worth checking; and the same where nothing stands around it
KINDS: tuple[ClaimKind, ...] = ("quantity", "event", "causal", "law", "prediction", "other")
_EPSILON = np.float32(1e-5)
_NEVER = -1e4  # the logarithm of no chance


class Convention(IntEnum):
    """What counts as said.

    POLNEAR (Newell et al. 2018): speech, thoughts and intentions, "that" included, nothing nested. PRODUCT: speech and
    writing only, nested speech too, as the HTTP contract has it.
    """

    POLNEAR = 0
    PRODUCT = 1


class Heads:
    """Linear heads for cues and flat labels, and the role head: for each cue a label for each unit of its window.

    The role head follows semantic role labelling: a unit is source, content or neither, given the unit, the cue and
    the distance between them; one convolution and one layer of attention let the units of one reading agree.
    """

    def __init__(self, arrays: dict[str, Floats]) -> None:
        kernel = np.ascontiguousarray(arrays["role.convolution.weight"].transpose(2, 1, 0))
        self._arrays = arrays | {"role.convolution.weight": kernel}

    @classmethod
    def load(cls) -> "Heads":
        """The heads that belong to the encoder."""
        with np.load(BytesIO(weights.read("heads.npz"))) as arrays:
            return cls(dict(arrays))

    def cues(self, vectors: Floats, convention: Convention) -> Floats:
        """Chances (0..1) of outside, begin and inside for each unit: units × 3."""
        return self._flat_labels("cue", vectors, convention)

    def contents(self, vectors: Floats, convention: Convention) -> Floats:
        """The chance (0..1) that a unit is content of some attribution, whichever: units."""
        found: Floats = self._flat_labels("flat", vectors, convention)[:, 2]
        return found

    def roles(self, vectors: Floats, cues: Sequence[Range], convention: Convention) -> Floats:
        """Logarithms of the chances of the five roles: cues × units × 5; `vectors` are those of the cues' window."""
        seen = _surroundings(len(vectors), cues) if len(cues) >= CROWD else None
        unit = self._linear("role.unit", vectors)
        distances = _distances(len(vectors), cues)
        if seen is not None:
            unit, distances = unit[seen], np.take_along_axis(distances, seen, axis=1)
        logs = self._roles(unit, vectors, cues, distances, convention)
        return logs if seen is None else _spread(logs, seen, len(vectors))

    def _roles(
        self, units: Floats, vectors: Floats, cues: Sequence[Range], distances: Ints, convention: Convention
    ) -> Floats:
        """The roles of the units that each cue is told of; `distances` (cues × units) are theirs from the cue."""
        unit, unit_scale = np.split(units, 2, axis=-1)
        means = np.stack([vectors[cue.first : cue.last].mean(axis=0) for cue in cues])
        said, said_scale = np.split(self._linear("role.cue", means)[:, None], 2, axis=-1)
        x = unit + said + unit_scale * said_scale + self._arrays["role.distance.weight"][distances]
        x += self._arrays["role.convention.weight"][convention]
        x = _gelu(self._normed("role.first_norm", x))
        x += _gelu(self._convolved(x))
        x += self._attended(self._normed("role.attention_norm", x))
        x += self._linear("role.outer", _gelu(self._linear("role.inner", self._normed("role.last_norm", x))))
        return _log_softmax(self._linear("role.label", x))

    def judgements(self, sentences: Floats) -> Floats:
        """Heights (log odds) of the judgements, then of the kinds of claims, from the mean vectors of sentences."""
        return self._linear("judgement", _gelu(self._linear("sentence", sentences)))

    def _flat_labels(self, name: str, vectors: Floats, convention: Convention) -> Floats:
        own = slice(convention * _LABELS, (convention + 1) * _LABELS)
        heights = vectors @ self._arrays[f"{name}.weight"][own].T + self._arrays[f"{name}.bias"][own]
        return np.exp(_log_softmax(heights))

    def _linear(self, name: str, x: Floats) -> Floats:
        y: Floats = x @ self._arrays[f"{name}.weight"].T + self._arrays[f"{name}.bias"]
        return y

    def _normed(self, name: str, x: Floats) -> Floats:
        centred = x - x.mean(axis=-1, keepdims=True)
        scale = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + _EPSILON)
        y: Floats = centred / scale * self._arrays[f"{name}.weight"] + self._arrays[f"{name}.bias"]
        return y

    def _convolved(self, x: Floats) -> Floats:
        kernel = self._arrays["role.convolution.weight"]  # reach × in × out
        reach, units = len(kernel), x.shape[1]
        padded = np.pad(x, ((0, 0), (reach // 2, reach // 2), (0, 0)))
        y = self._arrays["role.convolution.bias"]
        for step, matrix in enumerate(kernel):
            y = y + padded[:, step : step + units] @ matrix
        return y

    def _attended(self, x: Floats) -> Floats:
        cues, units, width = x.shape
        split = self._linear("role.query_key_value", x).reshape(cues, units, 3, ATTENTION_HEADS, -1)
        # Products of stacked matrices are fast only where each lies in one piece.
        query, key, value = np.ascontiguousarray(split.transpose(2, 0, 3, 1, 4))
        weights = query @ np.ascontiguousarray(key.swapaxes(-1, -2))
        weights *= np.float32(np.sqrt(ATTENTION_HEADS / width))
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        seen = (weights @ value) / weights.sum(axis=-1, keepdims=True)
        return self._linear("role.attended", seen.swapaxes(1, 2).reshape(cues, units, width))


def _distances(units: int, cues: Sequence[Range]) -> Ints:
    """The distance of each unit from each cue as a number from 0: before it, in it (the middle), behind it."""
    place = np.arange(units)
    first, last = (np.array(borders)[:, None] for borders in zip(*cues, strict=True))
    before, behind = np.clip(first - place, 0, FARTHEST), np.clip(place - last + 1, 0, FARTHEST)
    distances: Ints = behind - before + FARTHEST
    return distances


def _surroundings(units: int, cues: Sequence[Range]) -> Ints:
    """The numbers of the units around each cue, as many for every cue: cues × units."""
    width = min(units, 2 * _NEAR + 1)
    firsts = np.array([min(max(cue.first - _NEAR, 0), units - width) for cue in cues])
    around: Ints = firsts[:, None] + np.arange(width)
    return around


def _spread(logs: Floats, seen: Ints, units: int) -> Floats:
    """The roles of all units of a window: those that a cue is not told of are nothing to it."""
    spread = np.full((len(logs), units, logs.shape[-1]), _NEVER, dtype=np.float32)
    spread[:, :, 0] = 0
    np.put_along_axis(spread, seen[:, :, None], logs, axis=1)
    return spread


def _gelu(x: Floats) -> Floats:
    y: Floats = 0.5 * x * (1 + np.tanh(np.float32(0.7978846) * (x + np.float32(0.044715) * x * x * x)))
    return y


def _log_softmax(heights: Floats) -> Floats:
    heights = heights - heights.max(axis=-1, keepdims=True)
    logs: Floats = heights - np.log(np.exp(heights).sum(axis=-1, keepdims=True))
    return logs
