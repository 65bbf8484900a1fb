"""Parts of speech: a greedy averaged perceptron as in NLTK, with its weights as arrays.

The weights were learnt by `nltk.tag.perceptron.PerceptronTagger` on the UD English Web Treebank (CC BY-SA 4.0), over
classes coarser than Penn's. Of its fourteen features ten hang on words alone: they are summed for a whole text at once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from operator import add
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from server.annotation import weights
from server.annotation.words import Word

NOUN, NAME, ADJECTIVE = "N", "P", "J"
_MARK = re.compile(r"[^\s\w]")
_START, _END = ("-START-", "-START2-"), ("-END-", "-END2-")  # NLTK's own


class Forms(NamedTuple):
    """What is tagged of a sentence; `words` are the indices of its words among possessive endings and marks."""

    forms: list[str]
    words: list[int]


def forms_of(text: str, words: Sequence[Word]) -> Forms:
    """The words of a sentence, their possessive endings, and one mark wherever marks stand between words."""
    forms: list[str] = []
    places: list[int] = []
    end = words[0].start if words else 0
    for word in words:
        if mark := _MARK.search(text, end, word.start):
            forms.append(mark.group())
        places.append(len(forms))
        forms.append(word.text)
        end = word.end
        if word.possessive:
            forms.append("'s")
            end += 2
    return Forms([*forms, "."], places)


def _normal(form: str) -> str:
    """NLTK's normal form of a word: lower case; digits and compounds stand for their kind."""
    if "-" in form and form[0] != "-":
        return "!HYPHEN"
    if form[0].isdigit():
        return "!YEAR" if form.isdigit() and len(form) == 4 else "!DIGITS"
    return form.lower()


def _features(form: str, around: Sequence[str]) -> tuple[str, ...]:
    """The features of a form that hang on words alone; `around` are the normal forms from two before to two after."""
    before2, before, here, after, after2 = around
    return (
        "i suffix " + form[-3:],
        "i pref1 " + form[0],
        "i word " + here,
        "i-1 word " + before,
        "i-1 suffix " + before[-3:],
        "i-2 word " + before2,
        "i+1 word " + after,
        "i+1 suffix " + after[-3:],
        "i+2 word " + after2,
    )


@dataclass(frozen=True)
class Tagger:
    """Weights of features for each of `tags`, a letter each.

    `rows` numbers the features that hang on words alone, for `weights`, whose last row is zero; `after` holds the
    weights of those that hang on the tags before. `known` are words with one tag only.
    """

    tags: str
    known: dict[str, str]
    rows: dict[str, int]
    weights: NDArray[np.int32]
    after: dict[str, list[int]]
    _pairs: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Tagger":
        """The tagger that ships with the service."""
        with np.load(BytesIO(weights.read("tagger.npz"))) as table:
            return cls.of({name: table[name] for name in table.files})

    @classmethod
    def of(cls, table: dict[str, NDArray[Any]]) -> "Tagger":
        """A tagger from arrays; features and known words are UTF-8 lines."""
        features = table["features"].tobytes().decode().split("\n")
        known = dict(line.rsplit(" ", 1) for line in table["known"].tobytes().decode().split("\n"))
        weights = table["weights"].astype(np.int32)
        cut = int(table["on_words"])
        rows = {feature: row for row, feature in enumerate(features[:cut])}
        after = dict(zip(features[cut:], weights[cut:].tolist(), strict=True))
        return cls(str(table["tags"]), known, rows, np.vstack([weights[:cut], 0 * weights[:1]]), after)

    def tag(self, sentences: Sequence[Forms]) -> list[list[str]]:
        """The tag of every word of every sentence."""
        heights = iter(self._heights([sentence.forms for sentence in sentences]))
        tagged = [list(self._greedy(sentence.forms, heights)) for sentence in sentences]
        return [[tags[place] for place in forms.words] for tags, forms in zip(tagged, sentences, strict=True)]

    def _heights(self, sentences: Sequence[Sequence[str]]) -> list[list[int]]:
        """For each form whose tag is not known, in text order: the sums over the features that hang on words alone."""
        found, none = [], len(self.weights) - 1
        for forms in sentences:
            normal = [*_START, *map(_normal, forms), *_END]
            for index, form in enumerate(forms):
                if form not in self.known:
                    features = _features(form, normal[index : index + 5])
                    found.append([self.rows.get(feature, none) for feature in features])
        if not found:
            return []
        heights: list[list[int]] = (
            self.weights[np.array(found)].sum(axis=1) + self.weights[self.rows.get("bias", none)]
        ).tolist()
        return heights

    def _greedy(self, forms: Sequence[str], heights: Iterator[list[int]]) -> Iterator[str]:
        """Each form's best tag, given the two before it."""
        before, before2 = _START
        for form in forms:
            tag = self.known.get(form)
            if tag is None:
                sums = list(map(add, next(heights), self._behind(before, before2)))
                if weights := self.after.get(f"i-1 tag+i word {before} {_normal(form)}"):
                    sums = list(map(add, sums, weights))
                tag = self.tags[sums.index(max(sums))]
            before2, before = before, tag
            yield tag

    def _behind(self, before: str, before2: str) -> list[int]:
        """The sums over the features that hang on the two tags before and nothing else."""
        if (before, before2) not in self._pairs:
            features = (f"i-1 tag {before}", f"i-2 tag {before2}", f"i tag+i-2 tag {before} {before2}")
            rows = [self.after.get(feature, [0] * len(self.tags)) for feature in features]
            self._pairs[before, before2] = [sum(column) for column in zip(*rows, strict=True)]
        return self._pairs[before, before2]
