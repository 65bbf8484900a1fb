"""Words as topics and key phrases see them: without possessive endings, with their stems and how common those are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log
from typing import Any, NamedTuple

import orjson
from nltk.stem.porter import PorterStemmer

from server.annotation import weights
from server.annotation.results import Span

_LONGEST = 30  # code points; the stemmer recurses over a word's letters
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:[.&’'-][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s$")
_PORTER = PorterStemmer()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Porter stem of a word in lower case; a word too long to be one is its own stem."""
    return _PORTER.stem(word) if len(word) <= _LONGEST else word


class Word(NamedTuple):
    """A word of a sentence without possessive ending: code points, end exclusive."""

    start: int
    end: int
    text: str
    lower: str
    stem: str
    possessive: bool


def words_of(text: str, span: Span) -> Iterator[Word]:
    """The words and numbers in `span`."""
    for match in _WORD.finditer(text, *span):
        word = match.group()
        bare = _POSSESSIVE.sub("", word) if word[-1] in "sS" else word
        lower = bare.lower().replace("’", "'")
        yield Word(match.start(), match.start() + len(bare), bare, lower, stem(lower), len(bare) < len(word))


@dataclass(frozen=True)
class Background:
    """In how many of `documents` texts each stem stands; stems that are not listed stood in fewer than all listed."""

    documents: int
    frequencies: Mapping[str, int]

    @classmethod
    def load(cls) -> "Background":
        """The counts that ship with the service."""
        return cls.of(orjson.loads(weights.read("background.json")))

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "Background":
        """The counts of a table that lists stems by their frequency."""
        frequencies = {stem: int(count) for count, stems in table["stems"].items() for stem in stems.split()}
        return cls(table["documents"], frequencies)

    @cached_property
    def idf(self) -> Mapping[str, float]:
        """log((documents + 1) / (frequency + ½)) for each stem."""
        return {stem: log((self.documents + 1) / (count + 0.5)) for stem, count in self.frequencies.items()}

    @cached_property
    def rarest(self) -> float:
        """The idf of a stem that is not listed."""
        return log((self.documents + 1) / (min(self.frequencies.values(), default=1) + 0.5))
