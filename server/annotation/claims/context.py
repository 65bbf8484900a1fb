"""What a sentence's place in the article speaks for: named features (0..1, but for the reader's log odds)."""

from collections import Counter
from math import exp, log

from server.annotation.claims.clauses import Clauses
from server.annotation.claims.words import WORD
from server.annotation.document import Document
from server.annotation.results import Annotations, Span

_LONG = 4  # code points from which a word says something about the subject
_NEAR = 8.0  # sentences over which a place counts as early
_MANY = 100.0  # sentences of a long article


class Context:
    """An article's sentences as its other sentences, its headline and its speakers show them."""

    def __init__(self, document: Document, found: Annotations, clauses: Clauses) -> None:
        self._document = document
        self._clauses = clauses
        self._kinds = {speaker.id: speaker.kind for speaker in found.speakers}
        self._words = [_words(document.text, sentence) for sentence in document.sentences]
        self._counts = Counter(word for words in self._words for word in words)
        title = _words(document.title, Span(0, len(document.title))) if document.title else frozenset[str]()
        self._lead = title | (self._words[0] if self._words else frozenset())

    def features(self, index: int) -> dict[str, float]:
        """The features of the sentence number `index`."""
        words, total = self._words[index], len(self._words)
        features = {
            "early": exp(-index / _NEAR),
            "late": index / total,
            "long article": min(1.0, log(total) / log(_MANY)),
            "paragraph first": float(self._begins_paragraph(index)),
            "words": min(1.0, log(1 + len(words)) / log(32)),
            "repeats lead": len(words & self._lead) / len(words) if words and index else 0.0,
            "central": sum(self._counts[word] - 1 for word in words) / (len(words) * total) if words else 0.0,
        }
        return {name: value for name, value in (features | self._attributed(index)).items() if value}

    def _begins_paragraph(self, index: int) -> bool:
        sentences, paragraph_at = self._document.sentences, self._document.paragraph_at
        return index == 0 or paragraph_at(sentences[index].start) != paragraph_at(sentences[index - 1].start)

    def _attributed(self, index: int) -> dict[str, float]:
        """That a speaker of some kind says it, unless the article does."""
        carried = self._clauses.carried(index)
        if not carried:
            return {}
        return {f"said by {self._kinds.get(carried.quotation.speaker or '', 'nobody named')}": 1.0}


def _words(text: str, span: Span) -> frozenset[str]:
    words = (match.group() for match in WORD.finditer(text, span.start, span.end))
    return frozenset(word.casefold() for word in words if len(word) >= _LONG)
