"""Key phrases: the noun phrases that tell what a text is about, word for word as they stand in it.

Candidates are runs of words between function words and verbs, and names with the small words inside them. They are
ranked by the tf × idf of their words, damped by length and by how late they come. The background of document
frequencies is built by `python -m server.training.topics CORPORA server/model`
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log, sqrt
from typing import Any, NamedTuple

import orjson
from nltk.stem.porter import PorterStemmer

from server.annotation.document import Document
from server.annotation.results import KeyPhrase, Span

_MOST = 8
_LONGEST_PHRASE = 4  # words; of a longer run the last ones
_LONGEST_NAME = 8
_LONGEST_WORD = 30  # code points; the stemmer recurses over a word's letters
_EARLY = 1.5
_SEVERAL = 1.15
_NAME = 1.4  # readers take names for key more often than the formula does
_HEADLINE = 0.7  # share of words with capitals
_ALIKE = 0.5  # share of stems by which two phrases are the same
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:[.&’'-][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s$")
_PORTER = PorterStemmer()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Porter stem of a word in lower case; a word too long to be one is its own stem."""
    return _PORTER.stem(word) if len(word) <= _LONGEST_WORD else word


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
        return cls.of(orjson.loads(files("server.model").joinpath("background.json").read_bytes()))

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


class Candidate(NamedTuple):
    """A phrase that may be key; `stems` are those of its words without the small ones inside a name."""

    span: Span
    stems: tuple[str, ...]
    name: bool


class Phrases:
    """Finds the key phrases of a document."""

    def __init__(self, background: Background) -> None:
        table = orjson.loads(files("server.model").joinpath("phrase_words.json").read_bytes())
        self._background = background
        self._function = frozenset(table["function"].split())
        self._breaks = self._function | frozenset(table["verbs"].split())
        self._loose = frozenset(table["loose"].split())
        self._titles = frozenset(table["titles"].split())
        self._bodies = frozenset(table["bodies"].split())
        self._gerunds = frozenset(table["gerunds"].split())
        self.filler = self._breaks | self._loose

    def find(self, document: Document) -> tuple[KeyPhrase, ...]:
        """At most eight phrases, best first; the best has score 1, the others their share of its weight."""
        sentences = [list(words_of(document.text, sentence)) for sentence in document.sentences]
        counts = Counter(word.stem for words in sentences for word in words)
        if document.title:
            counts.update(word.stem for word in words_of(document.title, Span(0, len(document.title))))
        first: dict[tuple[str, ...], Candidate] = {}
        for candidate in self._candidates(document.text, sentences):
            first.setdefault(candidate.stems, candidate)
        length = document.paragraphs[-1].end if document.paragraphs else 0
        weights = {stems: self._weight(candidate, counts, length) for stems, candidate in first.items()}
        ranked = sorted(weights, key=lambda stems: (-weights[stems], first[stems].span))
        chosen = _distinct(ranked)
        return tuple(
            KeyPhrase(candidate.span.of(document.text), round(weight / weights[ranked[0]], 4), mentions)
            for candidate, weight in ((first[stems], weights[stems]) for stems in chosen)
            if (mentions := tuple(_mentions(document, candidate.span)))
        )

    def _weight(self, candidate: Candidate, counts: Counter[str], length: int) -> float:
        """Σ tf × idf / √words × e^(-1.5 × place / length), × 1.15 for several words, × 1.4 for a name (0 and up)."""
        idf, rarest = self._background.idf, self._background.rarest
        summed = sum(counts[stem] * idf.get(stem, rarest) for stem in candidate.stems)
        better = (_SEVERAL if len(candidate.stems) > 1 else 1.0) * (_NAME if candidate.name else 1.0)
        return better * summed / sqrt(len(candidate.stems)) * exp(-_EARLY * candidate.span.start / length)

    def _candidates(self, text: str, sentences: list[list[Word]]) -> Iterator[Candidate]:
        """All names and common phrases in text order; the surname of a full name is no candidate of its own."""
        plain = {word.text for words in sentences for word in words if not word.text[0].isupper()}
        found = []
        for words in sentences:
            names = self._capitals(words, plain)
            found += [*self._names(text, words, names), *self._runs(text, words, names)]
        surnames = {candidate.stems[-1] for candidate in found if candidate.name and len(candidate.stems) > 1}
        for candidate in found:
            if not (candidate.name and len(candidate.stems) == 1 and candidate.stems[0] in surnames):
                yield candidate

    def _capitals(self, words: list[Word], plain: set[str]) -> list[bool]:
        """Which words are parts of names: the first of a sentence only if it never stands in small letters.

        None where nearly all words have capitals, as in headlines: there they tell nothing.
        """
        capitals = [
            word.text[0].isupper() and word.lower not in self._function and not word.lower.endswith(_COMPOUND)
            for word in words
        ]
        if sum(capitals) > _HEADLINE * len(words) and len(words) > _LONGEST_PHRASE:
            return [False] * len(words)
        if words and (words[0].lower in plain or words[0].lower in self.filler or _is_dateline(words[0].text)):
            capitals[0] = False
        return capitals

    def _names(self, text: str, words: list[Word], capitals: list[bool]) -> Iterator[Candidate]:
        """Names without the titles before them, with "of the" and the like inside."""
        index = 0
        while index < len(words):
            if not capitals[index]:
                index += 1
                continue
            last = self._end_of_name(text, words, capitals, index)
            name = self._untitled(words[index : last + 1])
            known = not (len(name) == 1 and (name[0].lower in self.filler or name[0].lower in self._titles))
            if known and len(name) <= _LONGEST_NAME and len(name[-1].text) > 1:
                stems = tuple(word.stem for word in name if word.lower not in self._function)
                yield Candidate(Span(name[0].start, name[-1].end), stems, name=True)
            index = last + 1

    def _untitled(self, name: list[Word]) -> list[Word]:
        """A name without what stands before it up to the last title; an office or a body stays whole."""
        titles = [index for index, word in enumerate(name) if word.lower in self._titles]
        bare = name[titles[-1] + 1 :] if titles else name
        return bare if bare and not any(word.lower in self._bodies for word in bare) else name

    def _end_of_name(self, text: str, words: list[Word], capitals: list[bool], index: int) -> int:
        """Index of the last word of the name that begins at `index`."""
        body = False
        while True:
            body = body or words[index].lower in self._bodies
            step = 1
            following = [word.lower for word in words[index + 1 : index + 4]]
            if following[:1] == ["of"] or (body and following[:1] == ["for"]):
                step = 3 if following[1:2] == ["the"] else 2
            elif following[:1] == ["and"] and following[2:3] and following[2] in self._bodies:
                step = 2
            goal = index + step
            if goal >= len(words) or not capitals[goal] or not _adjacent(text, words[index : goal + 1]):
                return index
            index = goal

    def _runs(self, text: str, words: list[Word], capitals: list[bool]) -> Iterator[Candidate]:
        """Runs of content words that hold at least one word in small letters."""
        run: list[int] = []
        for index in range(len(words) + 1):
            goes_on = index < len(words) and (capitals[index] or self._is_content(words, index, bool(run)))
            apart = run and (index == len(words) or not _adjacent(text, words[run[-1] : index + 1]))
            if run and (not goes_on or apart or (capitals[index] and not capitals[run[-1]])):
                yield from self._cut([words[i] for i in run], [capitals[i] for i in run])
                run = []
            if goes_on:
                run.append(index)

    def _cut(self, run: list[Word], capitals: list[bool]) -> Iterator[Candidate]:
        """The last words of a run, and what is left of it without the name at its front."""
        smalls = [word for word, capital in zip(run, capitals, strict=True) if not capital]
        last = smalls[-_LONGEST_PHRASE:]
        wholes = [run[-_LONGEST_PHRASE:], last] if len(smalls) < len(run) else [last]
        for phrase in wholes if smalls else ():
            while phrase and self._is_no_noun(phrase[-1].lower):
                phrase = phrase[:-1]
            while phrase and phrase[0].lower in self._loose | self._titles:
                phrase = phrase[1:]
            if phrase and not (len(phrase) == 1 and (phrase[0].text[0].isupper() or len(phrase[0].text) < 4)):
                yield Candidate(Span(phrase[0].start, phrase[-1].end), tuple(word.stem for word in phrase), name=False)

    def _is_content(self, words: list[Word], index: int, inside: bool) -> bool:
        """Whether a word in small letters may stand in a noun phrase; `inside` if a phrase is already begun."""
        word = words[index].lower
        if word in self._breaks or len(word) < 2 or len(word) > _LONGEST_WORD or not word[0].isalpha():
            return False
        if word.endswith("ly") and len(word) > 5:
            return False
        if word.endswith("ing"):
            return word in self._gerunds
        before = words[index - 1].lower if index else ""
        return not word.endswith("ed") or (not inside and before in self._function - _AUXILIARIES)

    def _is_no_noun(self, word: str) -> bool:
        """Whether a phrase cannot end in this word."""
        return word in self._loose or (len(word) > 4 and word.endswith(_NO_NOUN))


_AUXILIARIES = frozenset(
    "am is are was were be been being has have had having he she it they who which we i you and to not also".split()
)
_NO_NOUN = ("ous", "ful", "able", "ible", "less", "ish", "ical", "ern", "ntial", "ed", "-old")
_COMPOUND = ("-born", "-based", "-led", "-backed", "-controlled", "-style", "-era", "-year-old")


def _is_dateline(word: str) -> bool:
    return word.isupper() and len(word) > 5


def _adjacent(text: str, words: list[Word]) -> bool:
    """Whether nothing but single spaces stands between words; after an initial there may be a full stop."""
    for before, word in pairwise(words):
        gap = text[before.end : word.start]
        if before.possessive or (gap not in (" ", "\u00a0") and not (gap == ". " and len(before.text) == 1)):
            return False
    return True


def _distinct(ranked: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The best phrases, none the same as a better one but for inflection, order or a further word."""
    chosen: list[tuple[str, ...]] = []
    for stems in ranked:
        if len(chosen) == _MOST:
            break
        mine = _parts(stems)
        others = [_parts(other) for other in chosen]
        if not any(mine <= o or o <= mine or len(mine & o) >= _ALIKE * len(mine | o) for o in others):
            chosen.append(stems)
    return chosen


def _parts(stems: tuple[str, ...]) -> set[str]:
    """The stems, those of hyphenated words one by one."""
    return {stem(part) for whole in stems for part in whole.split("-")}


def _mentions(document: Document, phrase: Span) -> Iterator[Span]:
    """Every place in the article where a phrase stands word for word, in small or capital letters."""
    pattern = re.compile(rf"(?<!\w){re.escape(phrase.of(document.text))}(?!\w)", re.IGNORECASE)
    for match in pattern.finditer(document.text):
        span = Span(*match.span())
        if document.paragraphs[document.paragraph_at(span.start)].covers(span):
            yield span
