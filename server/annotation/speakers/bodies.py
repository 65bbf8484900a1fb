"""Small words inside the names of bodies: "Department of Justice", "Food and Drug Administration"."""

from collections.abc import Sequence

from server.annotation.quotations.cues import AUXILIARIES, DAYS, DETERMINERS, PREPOSITIONS, PRONOUNS
from server.annotation.speakers import lexicon
from server.annotation.speakers.lexicon import gender_of_first
from server.annotation.speakers.names import is_acronym, is_capital, is_title

_NO_NAMES = PREPOSITIONS | DETERMINERS | PRONOUNS | AUXILIARIES | DAYS
_KNOWN = lexicon.BODIES | lexicon.BODY_NOUNS
_ON = frozenset("committee subcommittee commission panel council taskforce inquiry conference centre center".split())
_NEVER_ALONE = frozenset("securities records science sciences research health energy school arts media".split())
_LIST = 8  # words from a comma to the "and" of "Department for Culture, Media and Sport"


def continues_body(words: Sequence[str], first: int, index: int) -> bool:
    """Whether the small word or comma at `index` stands inside the name of a body that begins at `first`."""
    small, following = words[index].lower(), index + 1
    if following < len(words) and words[following].lower() == "the" and small in ("of", "for"):
        following += 1
    if following >= len(words) or not is_capital(words[following]) or words[following].lower() in _NO_NAMES:
        return False
    last = words[index - 1].lower()
    match small:
        case ",":
            return _is_of(words, first, index) and _lists_on(words, following)
        case "and":
            return _is_joined(words, first, index)
        case "on":
            return last in _ON
        case _:
            return last in ("of", "for") or last in lexicon.BODIES or (last in lexicon.BODY_NOUNS - lexicon.TITLES)


def _is_of(words: Sequence[str], first: int, index: int) -> bool:
    """Whether "of" or "for" stands between the first word of a body and `index`."""
    inside = [k for k in range(first, index) if words[k].lower() in ("of", "for")]
    return bool(inside) and any(word.lower() in _KNOWN for word in words[first : inside[0]])


def _lists_on(words: Sequence[str], start: int) -> bool:
    """Whether words in capitals and commas lead up to "and" and one more word in capitals."""
    for index in range(start, min(start + _LIST, len(words) - 1)):
        if words[index] == "and":
            return is_capital(words[index + 1])
        if words[index] != "," and not is_capital(words[index]):
            return False
    return False


def _is_joined(words: Sequence[str], first: int, index: int) -> bool:
    """Whether "and" joins two parts of one name, and not two names."""
    if gender_of_first(words[index + 1]) and not gender_of_first(words[index - 1]):
        return False
    return _is_of(words, first, index) or _shares_noun(words, first, index)


def _shares_noun(words: Sequence[str], first: int, index: int) -> bool:
    """Whether what stands before "and" needs the noun behind: "the Food" and "Drug Administration"."""
    end = index + 1
    while end < len(words) and is_capital(words[end]):
        end += 1
    before, nearest = words[first], words[index - 1]
    is_whole = nearest.lower() in _KNOWN - _NEVER_ALONE | lexicon.PLACES or is_acronym(nearest) or is_title(nearest)
    has_article = first > 0 and words[first - 1].lower() == "the"
    needs_noun = has_article and not is_whole and not gender_of_first(before)
    return needs_noun and end - index > 2 and words[end - 1].lower() in _KNOWN
