"""Topics: IPTC Media Topics with the words of the text that made them, and the key phrases.

Weights and tables are built by `python -m server.training.topics CORPORA MINILM`.
"""

from collections.abc import Iterator
from dataclasses import replace

from server.annotation.datelines import without_dateline
from server.annotation.document import Document
from server.annotation.phrases import Phrases
from server.annotation.pipeline import Options
from server.annotation.results import Annotations, Span, Topic
from server.annotation.stages import stage
from server.annotation.topics.evidence import Evidence
from server.annotation.topics.judgement import Judgement
from server.annotation.topics.narrowing import Narrowing
from server.annotation.topics.taxonomy import Taxonomy
from server.annotation.topics.terms import terms_of
from server.annotation.topics.voters import Voters, Votes
from server.annotation.topics.weights import Floats, Weights
from server.annotation.words import Background, Word, words_of

_SURE = 0.85  # score from which confidence is high
_FEWEST = 3  # words that say something, without which no topic is told


class Topics:
    """Tells what a document is about: topics, and key phrases."""

    def __init__(self, weights: Weights | None = None) -> None:
        background = Background.load()
        self.taxonomy = Taxonomy()
        self._weights = weights or Weights.load(background)
        self._voters = Voters(self._weights, self.taxonomy)
        self.judgement = Judgement(self._weights, self.taxonomy, self._voters)
        self._narrowing = Narrowing(self._weights, self.taxonomy)
        self._phrases = Phrases(background)

    @stage("topics")
    def annotate(self, document: Document, found: Annotations, options: Options) -> Annotations:  # noqa: ARG002 - the protocol's
        """Returns `found` with `topics` and `key_phrases`, best first."""
        sentences = [
            without_dateline(document.text, list(words_of(document.text, sentence))) for sentence in document.sentences
        ]
        title = list(words_of(document.title or "", Span(0, len(document.title or ""))))
        words = [word for sentence in sentences for word in sentence]
        topics = tuple(self._topics(words, title))
        return replace(found, topics=topics, key_phrases=self._phrases.find(document, sentences, title))

    def _topics(self, words: list[Word], title: list[Word]) -> Iterator[Topic]:
        terms = terms_of(words, title, self._weights.vocabulary)
        if sum(not self._weights.mute[row] for row in terms.rows) < _FEWEST:
            return
        tops, below, vector = self._voters.vote(terms)
        evidence = Evidence(words, terms, self._weights)
        stems = {word.stem for word in (*words, *title)}
        chosen = self.judgement.choose(self.judgement.chances(terms, tops, below))
        narrowed = [self._narrowing.narrow(told, stems, vector) for told in chosen]
        # A narrower topic has a lower score than what it stands for.
        for rank, told in enumerate([*narrowed[:1], *sorted(narrowed[1:], key=lambda told: -told.score)]):
            concept = self.taxonomy.concepts[told.code]
            yield Topic(
                id=told.code,
                label=concept.label,
                level=concept.level,
                broader=concept.broader,
                path=self.taxonomy.labels(told.code),
                primary=rank == 0,
                score=round(told.score, 4),
                confidence="high" if told.score >= _SURE else "medium",
                evidence=evidence.of(self._added(concept.path, tops, below)),
            )

    def _added(self, path: tuple[str, ...], tops: Votes, below: Votes) -> Floats:
        """What each term added to the topics of levels 1 and 2 on a path (terms)."""
        added = tops.parts[:, self._voters.tops.index(path[0])]
        return added + below.parts[:, self._voters.below.index(path[1])] if len(path) > 1 else added
