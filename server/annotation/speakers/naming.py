"""Where the text names somebody: runs of capitalised words with their titles, appositions and surroundings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from server.annotation.document import Document
from server.annotation.quotations.cues import (
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    NOUN_LIKE,
    PREPOSITIONS,
    PRONOUNS,
    SAYING,
    SUBORDINATORS,
)
from server.annotation.results import Span, SpeakerKind
from server.annotation.segmentation import Token
from server.annotation.speakers import lexicon
from server.annotation.speakers.bodies import continues_body
from server.annotation.speakers.headlines import Shortening, is_headline
from server.annotation.speakers.lexicon import Gender, gender_of_first, gender_of_title
from server.annotation.speakers.name_tokens import INITIALS, before_lost_space, join_initials
from server.annotation.speakers.names import ends_in_office, is_acronym, is_body, is_capital, kind_of_name, split_titles
from server.annotation.speakers.roles import MARKS, Roles

_NO_NAMES = (PREPOSITIONS | SUBORDINATORS | DETERMINERS | PRONOUNS | AUXILIARIES | DAYS) | frozenset(
    "him them me us her there here not no yes then also even only just still now today yesterday tomorrow well oh"
    " however meanwhile instead together later earlier according asked speaking perhaps maybe every each more most"
    " such first second third last next please thank thanks let's let hello hi good who's that's it's he's she's if"
    " to per your mine christmas easter halloween ramadan thanksgiving jan. feb. aug. sept. sep. oct. nov. dec. covid"
    " covid-19 brexit whenever wherever whoever".split()
)
_NOUNS = lexicon.GROUP_NOUNS | lexicon.BODY_NOUNS | lexicon.ROLES
_HEADLINE_VERBS = (SAYING - NOUN_LIKE) | {"read", "reads", "has", "have", "equates"}
_STOPS = frozenset("? ! … ... •".split())
_LONGEST_CARRIED = 200  # tokens
_LONGEST = 16  # tokens of a name
_DASHES = frozenset("- -- — –".split())
_DATELINE = 10  # words
_OPENING = 3  # sentences, headline included, in which a dateline may stand


@dataclass(frozen=True, slots=True)
class Naming:
    """One place that names somebody; `span` is the name's own, without titles.

    `role` is what titles or an apposition call them, `alias` an acronym behind the name, `age` in years. `is_sure`
    tells that the words around leave no doubt about `kind`, `is_subject` that the name begins its sentence or has a
    verb behind it and is no part of something else.
    """

    span: Span
    sentence: int
    name: tuple[str, ...]
    kind: SpeakerKind
    article: str
    gender: Gender | None
    role: str | None
    alias: str | None
    age: str | None
    is_sure: bool
    is_subject: bool
    is_possessive: bool
    is_gender_told: bool = False  # by a title or a noun, and not by a first name alone


def namings(document: Document) -> list[Naming]:
    """Every place that names a person, a body or a place, in text order."""
    common = {token.text for token in document.tokens if token.text.islower()}
    proper = {
        token.text
        for before, token in pairwise(document.tokens)
        if is_capital(token.text) and before.text not in MARKS | _STOPS
    }
    found: list[Naming] = []
    carried: list[Token] = []
    for number, sentence in enumerate(document.sentences):
        tokens = [*carried, *join_initials(document.tokens_in(sentence))]
        carried = []
        if tokens and INITIALS.fullmatch(tokens[-1].text) and len(tokens) < _LONGEST_CARRIED:
            carried = tokens  # the sentence was split behind an initial
        elif not is_headline(tokens):
            found += _Sentence(tokens, number, common, proper).namings()
    return _shortened(found + list(_Sentence(carried, len(document.sentences) - 1, common, proper).namings()))


def _shortened(found: list[Naming]) -> list[Naming]:
    """The namings, those cut that have swallowed words of a headline or a caption."""
    shortening = Shortening(Counter(naming.name for naming in found))
    return [_cut(naming, *shortening.range_of(naming.name)) for naming in found]


def _cut(naming: Naming, first: int, last: int) -> Naming:
    if last - first == len(naming.name):
        return naming
    start = naming.span.start + sum(len(word) + 1 for word in naming.name[:first])
    name = naming.name[first:last]
    return replace(naming, name=name, span=Span(start, start + len(" ".join(name))))


class _Sentence:
    """Reads one sentence."""

    def __init__(self, tokens: Sequence[Token], number: int, common: set[str], proper: set[str]) -> None:
        self._tokens = tokens
        self._words = [before_lost_space(token.text) for token in tokens]
        self._lower = [word.lower() for word in self._words]
        self._number = number
        self._roles = Roles(self._words)
        self._common = common
        self._proper = proper

    def namings(self) -> Iterator[Naming]:
        """The names of the sentence."""
        is_first = True
        for first, last in self._runs():
            if (
                self._word(first - 1) in PREPOSITIONS | {"to"}
                and last - first == 3
                and not is_body(self._words[first:last])
            ):
                first += self._lower[first] in lexicon.PLACES and self._lower[first + 1] not in lexicon.PLACES
            first += self._start_behind_office(first, last)
            titles, name = split_titles(self._words[first:last])
            if ends_in_office(name):
                name = name[:-1]
            start = first + len(titles)
            last = start + len(name)
            if len(name) == 1 and name[0].lower() in lexicon.TITLES:
                continue
            if all(word.lower() in lexicon.DEMONYMS - lexicon.PLACES for word in name):
                continue
            naming = self._naming(start, last, first, is_first)
            is_first = False
            yield naming

    def _start_behind_office(self, first: int, last: int) -> int:
        """How many words of a run say what an office is of: 1 in "Archbishop of" "Canterbury Ann Lee"."""
        before = first - 1 - (self._word(first - 1) == "the")
        if self._word(before) == "and" and self._is_capital(before - 1):
            before -= 2  # "Minister of Works and" "Transport Ann Lee"
        if self._word(before) not in ("of", "for") or self._word(before - 1) not in lexicon.TITLES:
            return 0
        return next((k for k in range(1, last - first - 1) if gender_of_first(self._words[first + k])), 0)

    def _dateline(self) -> int:
        """How many words at the head are the place that a report comes from: "PORT ELLERY, May 3 (Reuters) —"."""
        shouted = next((k for k, word in enumerate(self._words) if not word.isupper() or not word.isalpha()), 0)
        dash = next((k for k, word in enumerate(self._words[:_DATELINE]) if word in _DASHES), 0)
        return dash if shouted and dash else 0

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Ranges of capitalised words that make names, initials, particles and "of" in names of bodies included."""
        index = self._dateline() if self._number < _OPENING else 0
        while index < len(self._words):
            if not self._is_name_word(index):
                index += 1
                continue
            first = index
            while index < min(first + _LONGEST, len(self._words)) and self._goes_on(first, index):
                index += 1
            yield first, index

    def _is_name_word(self, index: int) -> bool:
        word, lower = self._words[index], self._lower[index]
        if not is_capital(word) or not word[0].isalnum():
            return False
        if lower in _NO_NAMES:
            is_joined = self._word(index + 1) == "&"  # "AT&T"
            return is_acronym(word) and (len(word) > 2 or is_joined) and not self._is_shouted(index)
        if index and self._words[index - 1] not in MARKS - {",", "("} | {"•"}:
            return True
        if self._opens_body(index):
            return True
        known = gender_of_first(word) or lower in lexicon.PLACES or lower in lexicon.TITLES
        follows = self._lower[index + 1] if index + 1 < len(self._lower) else ""
        if self._is_capital(index + 1):
            is_verb_or_adverb = lower in SAYING or lower.endswith("ly")
            return bool(known) or lower in lexicon.BODIES or (lower not in self._common and not is_verb_or_adverb)
        if lower in _NOUNS or (lower.removesuffix("s") in _NOUNS and word not in self._proper):
            return False
        is_told_of = follows in SAYING | {"'s", "’s"} or (follows == "," and self._word(index + 2) in ("which", "who"))
        return lower not in self._common and (bool(known) or word in self._proper or is_told_of)

    def _opens_body(self, index: int) -> bool:
        """Whether a first word is that of a body: "Marks & Cole", "Department for Transport"."""
        if self._word(index + 1) == "&":
            return self._is_capital(index + 2)
        is_noun = self._lower[index] in lexicon.BODY_NOUNS and self._word(index + 1) in ("of", "for")
        return is_noun and continues_body(self._words, index, index + 1)

    def _is_shouted(self, index: int) -> bool:
        return self._is_capital(index - 1) and self._words[index - 1].isupper()

    def _is_capital(self, index: int) -> bool:
        return 0 <= index < len(self._words) and is_capital(self._words[index])

    def _goes_on(self, first: int, index: int) -> bool:
        lower = self._lower[index]
        if index > first and len(self._words[index - 1]) < len(self._tokens[index - 1].text):
            return False
        if self._is_capital(index):
            if index > first and lower in _HEADLINE_VERBS:
                return False
            return (
                index == first
                or lower not in _NO_NAMES
                or (lower == "may" and bool(gender_of_first(self._words[index - 1])))
            )
        follows = (
            index + 1 < len(self._words) and self._is_capital(index + 1) and self._lower[index + 1] not in _NO_NAMES
        )
        if index == first:
            return False
        if lower in lexicon.PARTICLES and lower != "y":
            return follows or (self._word(index + 1) in lexicon.PARTICLES and self._is_capital(index + 2))
        if lower == "&":
            return follows
        if lower in ("of", "for", "and", "the", "on", ","):
            return continues_body(self._words, first, index)
        return False

    def _naming(self, start: int, last: int, first: int, is_first: bool) -> Naming:
        name = tuple(self._words[start:last])
        before = self._roles.titles_before(first)
        titles = (*before, *self._words[first:start])
        article = "the" if self._word(first - 1) == "the" else ""
        apposition = self._roles.apposition_after(last) or (
            self._roles.apposition_before(first) if not titles else None
        )
        is_possessive = self._word(last) in ("'s", "’s", "'", "’")
        has_age = self._word(last) == "," and self._word(last + 1).isdigit() and len(self._word(last + 1)) == 2
        kind = kind_of_name(name, titles, article)
        if has_age and not is_body(name):
            kind = "person"
        lowered = {word.lower() for word in titles}
        told = gender_of_title(lowered) or (gender_of_title({apposition[0]}) if apposition else None)
        gender = told or (gender_of_first(name[0]) if len(name) > 1 else None)
        if apposition and apposition[0] in lexicon.ROLES - lexicon.BODY_NOUNS and not is_body(name):
            kind = "person"
        role = " ".join(titles) if lowered & lexicon.TITLES - lexicon.MERE_HONORIFICS else None
        return Naming(
            span=Span(self._tokens[start].start, self._tokens[last - 1].start + len(self._words[last - 1])),
            sentence=self._number,
            name=name,
            kind=kind,
            article=article,
            gender=gender if kind == "person" else None,
            role=_longer(role, apposition[1] if apposition else None),
            alias=self._alias(last, name),
            age=self._word(last + 1) if has_age else None,
            is_sure=bool(gender or lowered & lexicon.TITLES or apposition or has_age or is_body(name)),
            is_subject=not is_possessive and self._is_subject(first - len(before), last, is_first),
            is_possessive=is_possessive,
            is_gender_told=told is not None,
        )

    def _is_subject(self, first: int, last: int, is_first: bool) -> bool:
        follows = self._word(last)
        acts = follows in AUXILIARIES or follows in SAYING or (follows.endswith("ed") and self._words[last].islower())
        leads = is_first or acts or self._roles.apposition_before(first) is not None
        return leads and self._word(first - 1) not in PREPOSITIONS

    def _word(self, index: int) -> str:
        return self._lower[index] if 0 <= index < len(self._lower) else ""

    def _alias(self, last: int, name: Sequence[str]) -> str | None:
        """The acronym in brackets behind a name, with capitals or without: "NATO", "Aemo"."""
        if self._word(last) != "(" or self._word(last + 2) != ")":
            return None
        word = self._words[last + 1]
        is_spelt = is_capital(word) and word.lower() == "".join(part[0].lower() for part in name if is_capital(part))
        return word if is_acronym(word) or is_spelt else None


def _longer(role: str | None, other: str | None) -> str | None:
    return max(role or "", other or "", key=len) or None
