"""Words of names: what kind of speaker a name is one of, and where its titles end."""

import re
from collections.abc import Sequence

from server.annotation import lexicon
from server.annotation.cues import PREPOSITIONS, PRONOUNS
from server.annotation.lexicon import gender_of_first
from server.annotation.results import SpeakerKind

POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
_OTHER_PRONOUNS = frozenset("him her them us you his its their hers theirs my our your himself herself".split())
_ACRONYM = re.compile(r"[A-Z][A-Z&.]*[A-Z]\.?\Z")


def is_capital(word: str) -> bool:
    """Whether a word is written as part of a name."""
    last = word.rpartition("-")[2] if "-" in word else ""
    if len(last) > 3 and last.islower():
        return False  # "London-based"
    return (word[:1].isupper() or word[1:2].isupper()) and word not in ("I", "I'm", "I’m")


def is_pronoun(words: Sequence[str]) -> bool:
    """Whether a mention is nothing but a pronoun."""
    if len(words) == 1 and len(words[0]) > 1 and words[0].isupper():
        return False  # "WHO"
    return len(words) == 1 and words[0].lower() in PRONOUNS | _OTHER_PRONOUNS


def is_acronym(word: str) -> bool:
    """Whether a word is written in capitals throughout, as "NATO" and "PG&E" are."""
    return bool(_ACRONYM.match(word))


def is_body(name: Sequence[str]) -> bool:
    """Whether the words of a name are those of a body: "Bank of England", "Big Machine Records"."""
    lowered = [word.lower().rstrip(".,") for word in name]
    if len(name) == 1:
        return is_acronym(name[0]) or (lowered[0] in lexicon.BODIES and lowered[0] not in lexicon.FEMALE | lexicon.MALE)
    if not any(word in lexicon.BODIES for word in lowered[1:]) and lowered[0] not in lexicon.BODY_NOUNS:
        return any(is_acronym(word) and len(word) > 2 and "." not in word for word in name) or "&" in name
    return not (len(name) == 2 and gender_of_first(name[0]) and lowered[0] not in lexicon.PLACES)


def is_place(name: Sequence[str]) -> bool:
    """Whether a name is one of a place: "South Africa", "Byron Bay"."""
    lowered = [word.lower() for word in name]
    return all(word in lexicon.PLACES for word in lowered) or (len(name) > 1 and lowered[-1] in lexicon.LANDSCAPE)


def kind_of_name(name: Sequence[str], titles: Sequence[str], article: str) -> SpeakerKind:
    """Person or organization, as far as a name and what stands before it tell."""
    if is_body(name):
        return "organization"
    before = titles[-1].lower() if titles else ""
    if any(title in PREPOSITIONS for title in titles):
        return "person"  # "counsel for the inquiry Tom Pool"
    if before in lexicon.BODY_NOUNS and before not in lexicon.HONORIFICS:
        return "organization"
    is_known = len(name) > 1 and gender_of_first(name[0]) and not article and name[-1].lower() not in lexicon.LANDSCAPE
    if before in lexicon.TITLES or is_known:
        return "person"
    return "organization" if is_place(name) or article == "the" else "person"


def split_titles(run: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A run of capitalised words as titles and name: "Senator", "Tim Kaine"."""
    words = tuple(run)
    while len(words) > 2 and words[-1].lower() in lexicon.POST_NOMINALS:
        words = words[:-1]
    end = len(words) - 1
    while end > 0 and words[end].lower() in lexicon.SUFFIXES:
        end -= 1
    for index in range(end - 1, -1, -1):
        if words[index].lower() in lexicon.TITLES and not _is_first_name(words, index - 1):
            if not is_body(("", *words[index + 1 :])):
                return words[: index + 1], words[index + 1 :]
            break
    demonym = len(words) > 2 and words[0].lower() in lexicon.DEMONYMS and gender_of_first(words[1])
    return (words[:1], words[1:]) if demonym else ((), words)


def _is_first_name(words: Sequence[str], index: int) -> bool:
    return index >= 0 and gender_of_first(words[index]) is not None and words[index].lower() not in lexicon.TITLES
