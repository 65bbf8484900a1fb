"""Words of names: what kind of speaker a name is one of, and where its titles end."""

import re
from collections.abc import Sequence

from server.annotation.quotations.cues import PREPOSITIONS, PRONOUNS
from server.annotation.results import SpeakerKind
from server.annotation.speakers import lexicon
from server.annotation.speakers.lexicon import gender_of_first, is_person_noun

POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
_OTHER_PRONOUNS = frozenset("him her them us you his its their hers theirs my our your himself herself".split())
_ACRONYM = re.compile(r"[A-Z][A-Z&.]*[A-Z]\.?\Z")
_PREFIXED = re.compile(r"(?:al|el|an|as|ash|ad|ar|at|az|ben|d|l)[-'’][A-Z]")
_ADJECTIVE = re.compile(r".+(?:ed|ing|born|wide|style|run|like|made|era|held|area|language|level|friendly|only|free)\Z")
# First words of the names of places, behind which a first name is none: "San Diego Padres".
_OF_PLACES = frozenset(
    "san santa santo saint st st. los las el la new fort port mount lake north south east west".split()
)

# Words in the names of bodies that are surnames too: "Frank Church".
_SURNAMES = frozenset(
    "bank board chamber church city court daily fire force gas gates group guard house mail mirror motors office page"
    " parish post press records sands sports standard sun times trust union water waters week".split()
)
_NO_TITLES = frozenset("doctors speakers leaders officers coaches directors chairs brothers sisters fathers".split())
# Words before a person's name that tell whose they are.
_BELONGING = lexicon.BODIES | lexicon.BODY_NOUNS | lexicon.DEMONYMS | lexicon.ROLES | lexicon.PLACES - _OF_PLACES


def is_capital(word: str) -> bool:
    """Whether a word is written as part of a name."""
    last = word.rpartition("-")[2] if "-" in word else ""
    if last.islower() and _ADJECTIVE.match(last):
        return False  # "London-based", but "Ki-moon"
    is_prefixed = bool(_PREFIXED.match(word))  # "al-Masri", "d'Arcy"
    return (word[:1].isupper() or word[1:2].isupper() or is_prefixed) and word not in ("I", "I'm", "I’m")


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
    is_person = len(name) == 2 and gender_of_first(name[0]) and lowered[0] not in lexicon.PLACES
    return not (is_person and lowered[1] in _SURNAMES)


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
    is_known = len(name) > 1 and gender_of_first(name[0]) and not article and name[-1].lower() not in lexicon.LANDSCAPE
    if before in lexicon.BODY_NOUNS and before not in lexicon.HONORIFICS and not is_known:
        return "organization"
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
        if is_title(words[index]) and not _is_first_name(words, index - 1):
            if not is_body(("", *words[index + 1 :])):
                return words[: index + 1], words[index + 1 :]
            break
    start = start_of_person(words)
    return words[:start], words[start:]


def ends_in_office(name: Sequence[str]) -> bool:
    """Whether an office is written behind the name of a body: "Harbour News Chairman", not "… for Justice"."""
    is_office = len(name) > 2 and name[-1].lower() in lexicon.TITLES and is_capital(name[-2])
    return is_office and is_body(name[:-1]) and not {"of", "for"} & set(name)


def is_title(word: str) -> bool:
    """Whether a word may stand as a title before a name, abbreviated or in the plural: "Sen.", "Presidents"."""
    lower = word.lower()
    bare = lower.rstrip(".")
    is_plural = bare.endswith("s") and bare not in _NO_TITLES and bare.removesuffix("s") in lexicon.HONORIFICS
    return lower in lexicon.TITLES or bare in lexicon.HONORIFICS or is_plural


def start_of_person(words: Sequence[str]) -> int:
    """Where a person's name begins behind whose they are: 2 for "Alabama", "QB", "Jalen", "Price"; else 0."""
    start = next((k for k in range(1, len(words) - 1) if gender_of_first(words[k])), 0)
    if not start or gender_of_first(words[0]) or words[start - 1].lower() in _OF_PLACES:
        return 0
    is_told = any(word.lower() in _BELONGING or is_acronym(word) for word in words[:start])
    if not is_told and not _is_job(words[start - 1]):
        return 0
    is_place = len(words) - start == 2 and words[start].lower() in lexicon.PLACES | lexicon.LANDSCAPE
    return 0 if is_place or is_body(("", *words[start + 1 :])) else start


def _is_job(word: str) -> bool:
    """Whether a word before a first name rather tells what somebody does: "Illustrator", but not "Parker"."""
    lower = word.lower()
    return is_person_noun(lower) and lower not in lexicon.SURNAMES and not gender_of_first(lower)


def _is_first_name(words: Sequence[str], index: int) -> bool:
    """Whether the word before a title is rather a first name, which makes the title a surname: "Jane Bishop"."""
    if index < 0 or words[index + 1].endswith("."):
        return False
    lower = words[index].lower()
    return gender_of_first(lower) is not None and not is_title(lower) and lower not in lexicon.PLACES
