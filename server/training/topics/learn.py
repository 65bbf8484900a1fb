"""One learning: from texts, with or without those of a publisher, to the arrays that the service reads."""

import json
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from server.training.topics.corpora import Row
from server.training.topics.heads import Features, features_of, plain, svm
from server.training.topics.material import TAXONOMY, Material
from server.training.topics.recipe import DEFINITION, RAISED, RAISED_BELOW, READER, SECONDARY
from server.training.topics.teacher import Vectors
from server.training.topics.vectors import axes_of, begin
from server.training.topics.vectors import learn as learn_vectors
from server.training.topics.vocabulary import Vocabulary, mute

_LONGEST = 100.0  # the greatest number in a vector; only directions count, and half floats keep small ones badly
Arrays = dict[str, NDArray[Any]]


def learn(material: Material, without: str | None = None) -> Arrays:
    """The arrays of `server.annotation.topics.weights`, learnt without the texts of one publisher."""
    known = np.array([passage.publisher != without for passage in material.passages])
    axes = axes_of(material.passage_vectors[known])
    start = begin(material.word_vectors, material.vocabulary, axes)
    vectors = learn_vectors(material.passage_counts[known], axes.place(material.passage_vectors[known]), start)
    idf = np.array(list(material.background.idf.values()))
    heads = _heads(material, features_of(material.counts, idf, vectors), without)
    paths, definitions = (axes.place(half) for half in material.concept_vectors)
    concepts = paths + definitions
    return {
        **heads,
        **_whole_numbers("vectors", "vector_scales", vectors * (_LONGEST / np.abs(vectors).max()), axis=1),
        "concepts": (concepts / np.linalg.norm(concepts, axis=1, keepdims=True)).astype(np.float16),
        "codes": np.frombuffer("\n".join(material.codes).encode(), np.uint8),
        "mute": _mute(material.vocabulary),
    }


class Examples(NamedTuple):
    """Texts (rows of the material) as examples of topics (their numbers within the level), and what each counts."""

    rows: NDArray[np.int64]
    topics: NDArray[np.int64]
    weights: NDArray[np.float64]


def _heads(material: Material, features: Features, without: str | None) -> Arrays:
    tops, below = (_codes(material.taxonomy["concepts"], level) for level in (1, 2))
    first, second = (_examples(material, codes, without) for codes in (tops, below))
    of_top, of_below = (
        svm(_only(features, told.rows), told.topics, told.weights, len(codes), raised)
        for told, codes, raised in ((first, tops, RAISED), (second, below, RAISED_BELOW))
    )
    read = first.weights == READER
    alone = plain(_only(features, first.rows[read]), first.topics[read], len(tops))
    return {
        **_whole_numbers("words", "word_scales", np.hstack([of_top.words, of_below.words]), axis=0),
        "dense": np.hstack([of_top.dense, of_below.dense]).astype(np.float16),
        "offsets": np.concatenate([of_top.offsets, of_below.offsets]).astype(np.float16),
        "plain": alone.dense.astype(np.float16),
        "plain_offsets": alone.offsets.astype(np.float16),
    }


def _examples(material: Material, codes: list[str], without: str | None) -> Examples:
    """Every text as an example of its primary topic, and for little of each secondary one that is another."""
    number = {code: index for index, code in enumerate(codes)}
    found: list[tuple[int, int, float]] = []
    for row, text in enumerate(material.texts):
        if text.publisher == without:
            continue
        weight = DEFINITION if text.publisher == TAXONOMY else READER
        for index, code in enumerate((text.primary, *text.secondary)):
            steps = [number[step] for step in material.taxonomy["concepts"][code]["path"] if step in number]
            if steps and not any(row == other and steps[0] == topic for other, topic, _ in found[-index:]):
                found.append((row, steps[0], SECONDARY if index else weight))
    rows, topics, weights = zip(*found, strict=True)
    return Examples(np.array(rows), np.array(topics), np.array(weights))


def _codes(concepts: Row, level: int) -> list[str]:
    return sorted(code for code, concept in concepts.items() if concept["level"] == level and not concept["retired"])


def _only(features: Features, rows: NDArray[np.int64]) -> Features:
    return Features(features.words[rows], features.vectors[rows])


def _whole_numbers(name: str, scales: str, values: Vectors, axis: int) -> Arrays:
    """Values as whole numbers up to 127, and what one is worth by row (axis 1) or column (axis 0)."""
    worth = np.maximum(np.abs(values).max(axis=axis), 1e-6) / 127
    return {
        name: np.round(values / np.expand_dims(worth, axis)).astype(np.int8),
        scales: worth.astype(np.float16),
    }


def _mute(vocabulary: Vocabulary) -> NDArray[np.uint8]:
    tables = [
        json.loads(files("server.model").joinpath(name).read_text()) for name in ("phrase_words.json", "names.json")
    ]
    return mute(vocabulary.stems, *tables)
