"""Candidates for key phrases: names in their fullest form, runs of adjectives and nouns, as they stand in the text."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import orjson

from server.annotation import weights
from server.annotation.phrases.tagging import ADJECTIVE, NAME, NOUN, Tagger, forms_of
from server.annotation.results import Span
from server.annotation.words import Word

_LONGEST_PHRASE = 4  # words; of a longer run the last ones
_LONGEST_NAME = 8
_HEADLINE = 0.7  # share of words with capitals from which they tell nothing
_COMPOUND = ("-born", "-based", "-led", "-backed", "-controlled", "-style", "-era", "-year-old")


class Candidate(NamedTuple):
    """A phrase that may be key; `stems` are those of its words without the small ones inside a name."""

    span: Span
    stems: tuple[str, ...]
    name: bool


class Part(NamedTuple):
    """A word of a sentence with its part of speech, and whether its capital makes it part of a name."""

    word: Word
    tag: str
    capital: bool

    @property
    def is_noun(self) -> bool:
        """Whether a phrase may end in it."""
        return self.tag in (NOUN, NAME)


class Candidates:
    """Finds the candidates of a text; the word lists come from `phrase_words.json`."""

    def __init__(self) -> None:
        table = orjson.loads(weights.read("phrase_words.json"))
        self._function = frozenset(table["function"].split())
        self._loose = frozenset(table["loose"].split())
        self._titles = frozenset(table["titles"].split())
        self._bodies = frozenset(table["bodies"].split())
        self._filler = self._function | self._loose
        self._no_name = self._filler | self._titles
        self._no_front = self._loose | self._titles
        self._tagger = Tagger.load()

    def find(self, text: str, sentences: Sequence[Sequence[Word]]) -> Iterator[Candidate]:
        """All candidates in text order; the surname of a full name is no candidate of its own."""
        found = []
        for parts in self._parts(text, sentences):
            found += [*self._names(text, parts), *self._runs(text, parts)]
        surnames = {candidate.stems[-1] for candidate in found if candidate.name and len(candidate.stems) > 1}
        for candidate in found:
            if not (candidate.name and len(candidate.stems) == 1 and candidate.stems[0] in surnames):
                yield candidate

    def _parts(self, text: str, sentences: Sequence[Sequence[Word]]) -> Iterator[list[Part]]:
        plain = {word.text for words in sentences for word in words if not word.text[0].isupper()}
        tagged = self._tagger.tag([forms_of(text, words) for words in sentences])
        for words, tags in zip(sentences, tagged, strict=True):
            capitals = self._capitals(words, plain)
            yield [Part(*part) for part in zip(words, tags, capitals, strict=True)]

    def _capitals(self, words: Sequence[Word], plain: set[str]) -> list[bool]:
        """Which words are parts of names: the first of a sentence only if it never stands in small letters.

        None where nearly all words have capitals, as in headlines: there they tell nothing.
        """
        capitals = [
            word.text[0].isupper() and word.lower not in self._function and not word.lower.endswith(_COMPOUND)
            for word in words
        ]
        if sum(capitals) > _HEADLINE * len(words) and len(words) > _LONGEST_PHRASE:
            return [False] * len(words)
        if words and (words[0].lower in plain or words[0].lower in self._filler):
            capitals[0] = False
        return capitals

    def _names(self, text: str, parts: Sequence[Part]) -> Iterator[Candidate]:
        """Names without the titles before them, with "of the" and the like inside."""
        index = 0
        while index < len(parts):
            last = self._end_of_name(text, parts, index) if parts[index].capital else index
            if parts[index].capital:
                yield from self._name(parts[index : last + 1])
            index = last + 1

    def _name(self, parts: Sequence[Part]) -> Iterator[Candidate]:
        """One name, unless it is a filler, a bare title or an adjective ("Swedish")."""
        bare = self._untitled(parts)
        words = [part.word for part in bare]
        alone = len(bare) == 1 and (words[0].lower in self._no_name or bare[0].tag == ADJECTIVE)
        if not alone and len(words) <= _LONGEST_NAME and len(words[-1].text) > 1:
            stems = tuple(word.stem for word in words if word.lower not in self._function)
            yield Candidate(Span(words[0].start, words[-1].end), stems, name=True)

    def _untitled(self, name: Sequence[Part]) -> Sequence[Part]:
        """A name without what stands before it up to the last title; an office or a body stays whole."""
        last = max((index for index, part in enumerate(name) if part.word.lower in self._titles), default=-1)
        bare = name[last + 1 :]
        office = bare and bare[0].word.lower in self._function  # "Director of Public Prosecutions"
        return bare if bare and not office and not any(part.word.lower in self._bodies for part in bare) else name

    def _end_of_name(self, text: str, parts: Sequence[Part], index: int) -> int:
        """Index of the last word of the name that begins at `index`."""
        body = False
        while True:
            body = body or parts[index].word.lower in self._bodies
            step = self._step([part.word.lower for part in parts[index + 1 : index + 4]], body)
            goal = index + step
            words = [part.word for part in parts[index : goal + 1]]
            if goal >= len(parts) or not parts[goal].capital or not _adjacent(text, words):
                return index
            index = goal

    def _step(self, following: list[str], body: bool) -> int:
        """How many words on a name may go on: over "of", "of the" and, in a body's name, over "for" and "and"."""
        if following[:1] == ["of"] or (body and following[:1] == ["for"]):
            return 3 if following[1:2] == ["the"] else 2
        joins = following[:1] == ["and"] and following[2:3] and following[2] in self._bodies
        return 2 if joins else 1

    def _runs(self, text: str, parts: Sequence[Part]) -> Iterator[Candidate]:
        """Runs of adjectives and nouns that hold at least one word in small letters."""
        run: list[Part] = []
        for part in parts:
            goes_on = part.capital or self._is_content(part)
            apart = run and not _adjacent(text, [run[-1].word, part.word])
            if run and (not goes_on or apart or (part.capital and not run[-1].capital)):
                yield from self._cut(run)
                run = []
            if goes_on:
                run.append(part)
        yield from self._cut(run)

    def _is_content(self, part: Part) -> bool:
        """Whether a word in small letters may stand in a noun phrase."""
        word = part.word.lower
        content = part.is_noun or part.tag == ADJECTIVE
        return content and word not in self._function and len(word) > 1 and word[0].isalpha()

    def _cut(self, run: Sequence[Part]) -> Iterator[Candidate]:
        """The last words of a run, and what is left of it without the name at its front."""
        smalls = [part for part in run if not part.capital]
        last = smalls[-_LONGEST_PHRASE:]
        wholes = [run[-_LONGEST_PHRASE:], last] if len(smalls) < len(run) else [last]
        for whole in wholes if smalls else ():
            words = self._trimmed(whole)
            if words and not (len(words) == 1 and (words[0].text[0].isupper() or len(words[0].text) < 4)):
                yield Candidate(Span(words[0].start, words[-1].end), tuple(word.stem for word in words), name=False)

    def _trimmed(self, run: Sequence[Part]) -> list[Word]:
        """The words without those at the ends that say little ("recent", "year") or are no noun at the last place."""
        phrase = list(run)
        while phrase and (phrase[-1].word.lower in self._loose or not (phrase[-1].is_noun or phrase[-1].capital)):
            phrase.pop()
        while phrase and phrase[0].word.lower in self._no_front:
            phrase.pop(0)
        return [part.word for part in phrase]


def _adjacent(text: str, words: Sequence[Word]) -> bool:
    """Whether nothing but single spaces stands between words; after an initial there may be a full stop."""
    for before, word in pairwise(words):
        gap = text[before.end : word.start]
        if before.possessive or (gap not in (" ", "\u00a0") and not (gap == ". " and len(before.text) == 1)):
            return False
    return True
