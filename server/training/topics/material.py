"""The material: what is read once from the corpora and asked of the teacher, for every learning."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from server.annotation.results import Span
from server.annotation.topics.terms import Terms, terms_of
from server.annotation.words import Background, words_of
from server.training.topics import corpora as read
from server.training.topics.corpora import Row, Text
from server.training.topics.teacher import Teacher, Vectors
from server.training.topics.vocabulary import Vocabulary, vocabulary_of

TAXONOMY = "iptc"  # the publisher of definitions


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
        return [text for text in self.texts if text.publisher != TAXONOMY]


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
        Text(TAXONOMY, concept["label"], f"{concept['label']}. {concept['definition']}", code)
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
