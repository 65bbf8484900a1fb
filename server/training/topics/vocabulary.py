"""The vocabulary: which stems are known, how common they are, by which word each is met most."""

from collections import Counter, defaultdict
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from server.annotation.results import Span
from server.annotation.words import stem, words_of
from server.training.topics.corpora import Row, Text
from server.training.topics.recipe import RARE

_COUNTED = 4_000  # code points of a text


class Vocabulary(NamedTuple):
    """Stems, commonest first; for each the commonest word, and in how many of `documents` texts it stands."""

    stems: list[str]
    words: list[str]
    frequencies: list[int]
    documents: int

    def table(self) -> Row:
        """As `server.annotation.words.Background` reads it: stems of equal frequency together."""
        together: dict[int, list[str]] = defaultdict(list)
        for known, count in zip(self.stems, self.frequencies, strict=True):
            together[count].append(known)
        return {"documents": self.documents, "stems": {str(count): " ".join(same) for count, same in together.items()}}


def vocabulary_of(texts: list[Text], taxonomy: Row) -> Vocabulary:
    """The stems of news and of the taxonomy that are not rare."""
    active = [concept for concept in taxonomy["concepts"].values() if not concept["retired"]]
    said = [f"{text.title} . {text.text[:_COUNTED]}" for text in texts]
    counts: Counter[str] = Counter()
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in said + [f"{concept['label']}. {concept['definition']}" for concept in active]:
        words = [word for word in words_of(text, Span(0, len(text))) if not word.lower[0].isdigit()]
        counts.update({word.stem for word in words})
        for word in words:
            forms[word.stem][word.lower] += 1
    stems = sorted(
        (known for known, count in counts.items() if count >= RARE), key=lambda known: (-counts[known], known)
    )
    return Vocabulary(
        stems, [forms[known].most_common(1)[0][0] for known in stems], [counts[known] for known in stems], len(said)
    )


def mute(stems: list[str], phrase_words: dict[str, str], names: dict[str, Any]) -> NDArray[np.uint8]:
    """Which stems are no evidence: function words, words of reporting, fillers, days and months, places and peoples."""
    said = " ".join(phrase_words[kind] for kind in ("function", "verbs", "loose"))
    silent = {stem(word) for word in f"{said} {names['places']} {names['demonyms']}".split()}
    return np.array([known in silent or len(known) < 2 for known in stems], np.uint8)
