"""Sentences as the judgement sees them: features of their words, of their place, and of what the encoder reads."""

from collections.abc import Iterator

from server.annotation.claims.clauses import Clauses
from server.annotation.claims.context import Context
from server.annotation.claims.judgement import read
from server.annotation.claims.words import Described, Lexicon
from server.annotation.document import Document
from server.annotation.encoder import Encoder
from server.annotation.heads import Heads
from server.annotation.results import Annotations


class Sentences:
    """Describes the sentences of documents."""

    def __init__(self, encoder: Encoder, heads: Heads) -> None:
        self._encoder = encoder
        self._heads = heads
        self._lexicon = Lexicon.load()

    def described(self, document: Document, found: Annotations, clauses: Clauses) -> Iterator[Described]:
        """Every sentence of `document` in its order, where `found` holds its speakers and quotations."""
        context = Context(document, found, clauses)
        heights = read(self._encoder.encode(document), self._heads, document.sentences)
        for index, sentence in enumerate(document.sentences):
            described = self._lexicon.describe(document.text, sentence, index, clauses.quoted(index))
            yield described._replace(features=described.features | context.features(index) | heights[index])
