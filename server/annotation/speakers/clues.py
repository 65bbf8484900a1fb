"""Clues to what a name names, from its words and from every place of the text that gives it."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from server.annotation.document import Document
from server.annotation.speakers import lexicon
from server.annotation.speakers.lexicon import gender_of_first, is_person_noun
from server.annotation.speakers.names import is_acronym
from server.annotation.speakers.naming import Naming
from server.annotation.speakers.roles import MARKS

Name = tuple[str, ...]

_PLACING = frozenset("in at into near across via through on onto".split())
_HE_SHE = frozenset("he she his her him himself herself".split())
_IT = frozenset("it its itself they their".split())
_OF = frozenset("of at for with".split())
_STAFF = lexicon.SPOKES | frozenset(
    "chief boss bosses executive executives ceo director founder co-founder president chairman chairwoman chair"
    " head staff employees workers users customers members shares shareholders investors engineers researchers"
    " analyst analysts bank account accounts services website app data products stores report survey poll".split()
)
_OFFICES = frozenset(
    "chief boss executive ceo director founder co-founder president chairman chairwoman chair head editor manager"
    " analyst economist professor spokesman spokeswoman spokesperson officer secretary researcher".split()
)
_MARKED_NAMES = ("mc", "mac", "o'", "o’", "d'", "d’", "de", "di", "la", "le", "van", "von", "fitz")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
_INITIALS = re.compile(r"(?:[A-Z]\.?)+")
_OF_OTHERS = lexicon.DEMONYMS | lexicon.PLACES | lexicon.BODIES | lexicon.BODY_NOUNS  # "North", "Republic of"
_WITHIN = 12  # tokens behind a name in which a pronoun may take it up
_APPOSITION = 8  # tokens


def clues_of_names(document: Document, found: Iterable[Naming]) -> dict[Name, dict[str, float]]:
    """For every form of a name the clues to its kind, by the names of their weights: 0..1."""
    reader = _Surroundings(document)
    places: dict[Name, list[Naming]] = defaultdict(list)
    for naming in found:
        places[naming.name].append(naming)
    firsts = Counter(name[0] for name in places if len(name) > 1)
    lasts = Counter(name[-1] for name in places if len(name) > 1 and name[0].lower() not in _OF_OTHERS)
    clues = {}
    for name, namings in places.items():
        told = {clue for naming in namings for clue in reader.clues(naming)}
        clues[name] = dict.fromkeys(told, 1.0)
        clues[name] |= dict.fromkeys(_of_words(name, reader.common), 1.0)
        if len(name) == 1:
            clues[name]["begins a longer name"] = float(name[0] in firsts)
            clues[name]["ends a longer name"] = float(name[0] in lasts)
        else:
            clues[name]["last word alone"] = float((name[-1],) in places)
            clues[name]["first word alone"] = float((name[0],) in places)
    return clues


def _of_words(name: Name, common: set[str]) -> Iterator[str]:
    """What the words of a name alone tell."""
    lowered = [word.lower().rstrip(".,") for word in name]
    yield ("one word", "two words", "more words")[min(len(name), 3) - 1]
    if gender_of_first(name[0]):
        yield "first name" if len(name) > 1 else "first name alone"
    if any(word in lexicon.BODIES | lexicon.BODY_NOUNS | lexicon.MEDIA for word in lowered):
        yield "word of bodies"
    if any(word in lexicon.BRANDS for word in lowered):
        yield "brand"
    if any(word in ("of", "for", "and", "the", "&") for word in lowered[1:]):
        yield "small word in it"
    if any(word in lexicon.PLACES for word in lowered):
        yield "place" if len(name) == 1 else "place in it"
    if any(word in lexicon.DEMONYMS for word in lowered):
        yield "demonym in it"
    if any(map(is_acronym, name)):
        yield "capitals"
    if any(map(_is_oddly_spelt, name)):
        yield "odd spelling"
    if lowered[-1].endswith("s") and not lowered[-1].endswith("ss"):
        yield "plural"
    if any(word in common for word in lowered):
        yield "common word"
    if lowered[-1] in lexicon.SURNAMES:
        yield "surname"


def _is_oddly_spelt(word: str) -> bool:
    """Whether a word is spelt as brands are: "EasyJet", "iFixit", "GreatFire.org"."""
    if word.lower().startswith(_MARKED_NAMES) or is_acronym(word) or _INITIALS.fullmatch(word):
        return False
    return word[0].islower() or any(map(str.isdigit, word)) or bool(_INNER_CAPITAL.search(word) or "." in word[:-1])


class _Surroundings:
    """Reads what stands around the places that give a name."""

    def __init__(self, document: Document) -> None:
        self._words = [token.text for token in document.tokens]
        self._lower = [word.lower() for word in self._words]
        self._starts = [token.start for token in document.tokens]
        self.common = {word for word in self._words if word.islower()}

    def clues(self, naming: Naming) -> Iterator[str]:
        """The clues of one place."""
        first = bisect_left(self._starts, naming.span.start)
        last = bisect_left(self._starts, naming.span.end)
        yield from self._before(first)
        yield from self._behind(last)

    def _before(self, first: int) -> Iterator[str]:
        before = self._word(first - 1)
        if before == "the":
            yield "the before"
            before = self._word(first - 2)
        if before in _PLACING:
            yield "placing word before"
        elif before in _OF and self._word(first - 2) in _OFFICES:
            yield "office before"
        elif before == "by":
            yield "by before"
        elif before == "to":
            yield "to before"
        if self._words[first - 1 : first] and self._words[first - 1].islower():
            if before in lexicon.BODY_NOUNS:
                yield "noun of bodies before"
            elif is_person_noun(before):
                yield "noun of people before"

    def _behind(self, last: int) -> Iterator[str]:
        behind = self._word(last)
        following = self._word(last + 1)
        if behind in ("'s", "’s", "'", "’"):
            yield "possessive"
            if following in _STAFF:
                yield "its staff"
            elif gender_of_first(self._original(last + 1)):
                yield "its person"
        elif behind in _STAFF and self._words[last].islower():
            yield "staff behind"
        elif behind == "who" or (behind == "," and following == "who"):
            yield "who behind"
        elif behind == "which" or (behind == "," and following == "which"):
            yield "which behind"
        if behind == ",":
            yield from self._apposition(last + 1)
        pronoun = next((w for w in self._lower[last : last + _WITHIN] if w in _HE_SHE | _IT), "")
        if pronoun:
            yield "he or she behind" if pronoun in _HE_SHE else "it behind"

    def _apposition(self, first: int) -> Iterator[str]:
        if self._word(first) not in ("a", "an", "the", "one", "our", "its"):
            return
        for index in range(first + 1, first + _APPOSITION):
            word, following = self._word(index), self._word(index + 1)
            if following in MARKS | {"of", "for", "in", "that", "which", "who", "with", "at", "based", "to"}:
                if word in lexicon.BODY_NOUNS or word in lexicon.BODIES:
                    yield "body in apposition"
                elif is_person_noun(word):
                    yield "person in apposition"
                return

    def _original(self, index: int) -> str:
        word = self._words[index] if 0 <= index < len(self._words) else ""
        return word if word[:1].isupper() else ""

    def _word(self, index: int) -> str:
        return self._lower[index] if 0 <= index < len(self._lower) else ""
