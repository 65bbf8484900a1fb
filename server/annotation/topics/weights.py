"""The weights of the topics: whole numbers with their scales, as `server.training.topics` writes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from server.annotation import weights
from server.annotation.words import Background

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """What was learnt, for V stems, D dimensions, T + S topics of levels 1 and 2, and C concepts.

    `words` (V × T+S) are weights of stems, `vectors` (V × D) their places among meanings; `dense` and `offsets` weigh
    a text's vector for topics, `plain` and `plain_offsets` once more for level 1 without the stems; `concepts` (C × D)
    are the places of what the taxonomy says. `mute` stems are no evidence.
    """

    vocabulary: Mapping[str, int]
    idf: Floats
    words: NDArray[np.int8]
    word_scales: Floats
    vectors: NDArray[np.int8]
    vector_scales: Floats
    dense: Floats
    offsets: Floats
    plain: Floats
    plain_offsets: Floats
    codes: tuple[str, ...]
    concepts: Floats
    mute: NDArray[np.bool_]
    settings: Mapping[str, float]

    @classmethod
    def load(cls, background: Background) -> "Weights":
        """The weights that ship with the service."""
        settings = orjson.loads(weights.read("topics.json"))
        with np.load(BytesIO(weights.read("topics.npz"))) as arrays:
            return cls.of({name: arrays[name] for name in arrays.files}, settings, background)

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, float], background: Background) -> "Weights":
        """Weights from arrays; row by row they belong to the stems of `background`."""
        floats = {name: array.astype(np.float32) for name, array in arrays.items() if array.dtype == np.float16}
        return cls(
            vocabulary={stem: row for row, stem in enumerate(background.idf)},
            idf=np.array(list(background.idf.values()), np.float32),
            words=arrays["words"],
            vectors=arrays["vectors"],
            codes=tuple(arrays["codes"].tobytes().decode().split()),
            mute=arrays["mute"].astype(np.bool_),
            settings=settings,
            **floats,
        )
