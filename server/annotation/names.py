"""Names in noun phrases: which words are the name, which the title, and what kind of speaker it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

import orjson

from server.annotation.cues import DAYS, DETERMINERS, PRONOUNS
from server.annotation.results import SpeakerKind

Gender = Literal["he", "she"]

_TABLE = orjson.loads(files("server.model").joinpath("names.json").read_bytes())
_TITLES, _BODIES, _PLACES, _MALE, _FEMALE = (
    frozenset(_TABLE[kind].split()) for kind in ("titles", "bodies", "places", "male", "female")
)
_PARTICLES = frozenset("de da del della di der den van von bin ibn al el la le du dos das st.".split())
_SHE = frozenset(
    "mrs mrs. ms ms. miss lady dame queen princess baroness spokeswoman congresswoman chairwoman sister".split()
)
_HE = frozenset("mr mr. sir lord king prince pope father spokesman congressman chairman brother".split())
_POSSESSIVE = re.compile(r"['’]s?\Z")


@dataclass(frozen=True, slots=True)
class Name:
    """A noun phrase read as a speaker: `words` are the name without title, `role` what stands before it."""

    words: tuple[str, ...]
    kind: SpeakerKind
    role: str | None = None
    gender: Gender | None = None

    @property
    def text(self) -> str:
        """The name in one piece."""
        return " ".join(self.words)


def is_capital(word: str) -> bool:
    """Whether a word is written as part of a name."""
    return word[:1].isupper() and word not in ("I", "I'm", "I’m")


def is_pronoun(words: Sequence[str]) -> bool:
    """Whether a mention is nothing but a pronoun."""
    return len(words) == 1 and words[0].lower() in PRONOUNS


def read_name(words: Sequence[str]) -> Name | None:
    """The speaker that a noun phrase of `words` names: "French President Emmanuel Macron", "a senior official".

    None for a phrase without words. Unnamed people and groups keep their noun phrase without its article.
    """
    words = [word for word in words if word not in ("'s", "’s") and any(map(str.isalnum, word))]
    while words and words[0].lower() in ("the", "a", "an", "both"):
        has_article = words[0].lower() == "the"
        words = words[1:]
        if has_article and words and all(map(is_capital, words)) and _name_part(words) == 0:
            return Name(tuple(words), "organization")
    if not words:
        return None
    first = _name_part(words)
    if first is None:
        return _unnamed(words)
    name, before = words[first:], words[:first]
    if len(name) == 1 and name[0].lower() in _TITLES and before:
        return _unnamed(words)
    return Name(tuple(name), _kind(name, before), " ".join(before) or None, gender_of(name, before))


def gender_of(name: Sequence[str], before: Sequence[str] = ()) -> Gender | None:
    """He or she, as far as titles and first names tell."""
    lowered = {word.lower() for word in before}
    if lowered & _SHE or (len(name) > 1 and name[0].lower() in _FEMALE):
        return "she"
    if lowered & _HE or (len(name) > 1 and name[0].lower() in _MALE):
        return "he"
    return None


def is_person_like(name: Sequence[str]) -> bool:
    """Whether capitalised words could be a person's full name: two to four, none of a body or a place."""
    lowered = [word.lower().rstrip(".") for word in name]
    return 2 <= len(name) <= 4 and not any(w in _BODIES or w in _PLACES or w in DAYS for w in lowered)


def strip_titles(words: Sequence[str]) -> Sequence[str]:
    """A run of capitalised words without the titles before the name, and without what stands before those."""
    last_title = next((k for k in range(len(words) - 2, -1, -1) if words[k].lower() in _TITLES), -1)
    return words[last_title + 1 :]


def _name_part(words: Sequence[str]) -> int | None:
    """Where the name at the end of a noun phrase begins, behind its titles; None if it ends in a common noun."""
    first = len(words)
    while first and (is_capital(words[first - 1]) or (words[first - 1].lower() in _PARTICLES and first < len(words))):
        first -= 1
    if first == len(words) or _follows_preposition(words, first):
        return None
    while first < len(words) - 1 and words[first].lower() in _PARTICLES | _TITLES:
        if any(word.lower().rstrip(".") in _BODIES for word in words[first + 1 :]):
            break
        first += 1
    return first


def _follows_preposition(words: Sequence[str], first: int) -> bool:
    """Whether the capitals only tell more about a common noun: "a spokesman for the Council"."""
    before = [word.lower() for word in words[:first]]
    return any(word in ("of", "for", "at", "in", "from", "with", "on", "by") for word in before[-2:])


def _kind(name: Sequence[str], before: Sequence[str]) -> SpeakerKind:
    lowered = [word.lower().rstrip(".") for word in name]
    if any(word in _BODIES for word in lowered) or all(word in _PLACES for word in lowered):
        return "organization"
    if len(name) == 1 and name[0].isupper() and len(name[0]) > 1:
        return "organization"
    if before or len(name) > 1:
        return "person"
    return "person"


def _unnamed(words: Sequence[str]) -> Name:
    while len(words) > 1 and words[0].lower() in DETERMINERS - {
        "two",
        "three",
        "four",
        "five",
        "many",
        "some",
        "several",
    }:
        words = words[1:]
    head = next(
        (i for i, word in enumerate(words) if word.lower() in ("of", "for", "at", "in", "from", "with")), len(words)
    )
    noun = words[head - 1].lower() if head else ""
    kind: SpeakerKind = (
        "group" if (noun.endswith("s") and not noun.endswith("ss")) or noun in ("people", "police") else "unnamed"
    )
    if noun in _BODIES or noun in ("statement", "report", "study", "paper", "document", "letter", "survey", "poll"):
        kind = "organization"
    return Name(tuple(words), kind, gender=gender_of((), words))


def without_possessive(word: str) -> str:
    """A name's last word without its "'s"."""
    return _POSSESSIVE.sub("", word)
