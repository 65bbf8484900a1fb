"""One learning: from texts, with or without some publishers, to the arrays that the service reads."""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from server.annotation.results import Span
from server.annotation.topics.terms import Terms, terms_of
from server.annotation.words import Background, words_of
from server.training.topics import corpora as read
from server.training.topics.corpora import Row, Text
from server.training.topics.heads import Features, features_of, plain, svm
from server.training.topics.recipe import DEFINITION, READER
from server.training.topics.teacher import Teacher, Vectors
from server.training.topics.vectors import axes_of, begin
from server.training.topics.vectors import learn as learn_vectors
from server.training.topics.vocabulary import Vocabulary, mute, vocabulary_of

_TAXONOMY = "iptc"  # the publisher of definitions
_LONGEST = 100.0  # the greatest number in a vector; only directions count, and half floats keep small ones badly
Arrays = dict[str, NDArray[Any]]


class Material(NamedTuple):
    """What is read once for every learning; row by row `counts` belong to `texts`, `passage_counts` to `passages`."""

    taxonomy: Row
    vocabulary: Vocabulary
    background: Background
    texts: list[Text]
    counts: csr_matrix
    passages: list[Text]
    passage_counts: csr_matrix
    passage_vectors: Vectors
    word_vectors: Vectors
    concept_vectors: Vectors
    codes: list[str]

    @property
    def read(self) -> list[Text]:
        """The texts labelled by reading."""
        return [text for text in self.texts if text.publisher != _TAXONOMY]


def material_of(corpora: Path, teacher: Teacher) -> Material:
    """Reads the corpora and asks the teacher."""
    taxonomy = read.taxonomy_of(corpora)
    unlabelled = read.unlabelled(corpora)
    vocabulary = vocabulary_of(unlabelled, taxonomy)
    background = Background.of(vocabulary.table())
    rows = {stem: row for row, stem in enumerate(background.idf)}
    concepts = {code: c for code, c in sorted(taxonomy["concepts"].items()) if not c["retired"]}
    texts = [*read.labelled(corpora), *_definitions(concepts)]
    passages = read.passages(unlabelled)
    return Material(
        taxonomy,
        vocabulary,
        background,
        texts,
        _matrix([_terms(text, rows) for text in texts], len(rows)),
        passages,
        _matrix([_bag(passage.text, rows) for passage in passages], len(rows)),
        teacher([passage.text for passage in passages]),
        teacher(vocabulary.words),
        _places_of(concepts, teacher),
        list(concepts),
    )


def _definitions(concepts: Mapping[str, Row]) -> list[Text]:
    return [
        Text(_TAXONOMY, concept["label"], f"{concept['label']}. {concept['definition']}", code)
        for code, concept in concepts.items()
    ]


def _places_of(concepts: Mapping[str, Row], teacher: Teacher) -> Vectors:
    """The teacher's vectors of each concept's labels from the top, and of its definition (2 × C × 384)."""
    paths = [" > ".join(concepts[step]["label"] for step in concept["path"]) for concept in concepts.values()]
    defined = [f"{concept['label']}: {concept['definition']}" for concept in concepts.values()]
    return np.stack([teacher(paths), teacher(defined)])


def terms_in(text: Text, material: Material) -> Terms:
    """The terms of a text as the service makes them."""
    return _terms(text, {stem: row for row, stem in enumerate(material.background.idf)})


def _terms(text: Text, rows: Mapping[str, int]) -> Terms:
    title = words_of(text.title, Span(0, len(text.title)))
    return terms_of(words_of(text.text, Span(0, len(text.text))), title, rows)


def _bag(text: str, rows: Mapping[str, int]) -> Terms:
    """log(1 + count) of the stems of a passage."""
    found = [rows[word.stem] for word in words_of(text, Span(0, len(text))) if word.stem in rows]
    stems, counts = np.unique(np.array(found, np.int64), return_counts=True)
    return Terms(stems, np.log1p(counts))


def _matrix(terms: list[Terms], width: int) -> csr_matrix:
    ends = np.cumsum([0, *(len(term.rows) for term in terms)])
    values = np.concatenate([term.counts for term in terms])
    return csr_matrix((values, np.concatenate([term.rows for term in terms]), ends), (len(terms), width))


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


def _heads(material: Material, features: Features, without: str | None) -> Arrays:
    concepts = material.taxonomy["concepts"]
    paths = [concepts[text.primary]["path"] for text in material.texts]
    tops, below = (_codes(concepts, level) for level in (1, 2))
    first = np.array([tops.index(path[0]) for path in paths])
    second = np.array([below.index(path[1]) if len(path) > 1 else -1 for path in paths])
    weights = np.array([DEFINITION if text.publisher == _TAXONOMY else READER for text in material.texts])
    known = np.array([text.publisher != without for text in material.texts])
    inside, people = known & (second >= 0), known & (weights == READER)
    of_top = svm(_only(features, known), first[known], weights[known], len(tops), balanced=True)
    of_below = svm(_only(features, inside), second[inside], weights[inside], len(below), balanced=False)
    alone = plain(_only(features, people), first[people], len(tops))
    return {
        **_whole_numbers("words", "word_scales", np.hstack([of_top.words, of_below.words]), axis=0),
        "dense": np.hstack([of_top.dense, of_below.dense]).astype(np.float16),
        "offsets": np.concatenate([of_top.offsets, of_below.offsets]).astype(np.float16),
        "plain": alone.dense.astype(np.float16),
        "plain_offsets": alone.offsets.astype(np.float16),
    }


def _codes(concepts: Row, level: int) -> list[str]:
    return sorted(code for code, concept in concepts.items() if concept["level"] == level and not concept["retired"])


def _only(features: Features, rows: NDArray[np.bool_]) -> Features:
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
