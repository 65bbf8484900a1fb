"""Nouns that head a source without a name: what kind of source they make it."""

from collections.abc import Sequence

from server.annotation.quotations.cues import DETERMINERS
from server.annotation.results import SpeakerKind
from server.annotation.speakers import lexicon
from server.annotation.speakers.names import is_capital

_NOUNS = lexicon.ROLES | lexicon.BODY_NOUNS | lexicon.REPORTS | lexicon.DOCUMENTS
_AMOUNTS = frozenset(
    "lot lots number group slew series range couple handful majority minority team crowd dozens scores hundreds"
    " thousands pair trio out half several many most some few one two three four five six seven eight nine ten".split()
)


def kind_of_noun(head: str) -> SpeakerKind:
    """What a source without name is, by its head noun."""
    if head in lexicon.BODY_NOUNS or head in lexicon.DOCUMENTS or head in lexicon.REPORTS:
        return "organization"
    if head in lexicon.GROUP_NOUNS or (head.endswith("s") and not head.endswith("ss") and head not in lexicon.ROLES):
        return "group"
    return "unnamed"


def is_known_noun(word: str) -> bool:
    """Whether a word is a noun for people, bodies or documents or the plural of one, whatever its capitals."""
    lower = word.lower()
    return bool({lower, lower.removesuffix("s")} & _NOUNS)


def is_somebody(head: str) -> bool:
    """Whether a noun takes up a single person: "the singer", "the ex-mayor", "the Texan"."""
    last = head.rpartition("-")[2]
    return lexicon.is_person_noun(head) or lexicon.is_person_noun(last) or head in lexicon.DEMONYMS


def uncapitalised(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a source without name, their first one without the capital that the head of a sentence gave it."""
    first = words[0].lower()
    is_common = first in _AMOUNTS or first in DETERMINERS or (is_known_noun(first) and len(words) > 1)
    is_name = not words[0][1:].islower() or any(map(is_capital, words[1:2]))
    is_raised = words[0][:1].isupper() and is_common and not is_name
    return (first, *words[1:]) if is_raised else tuple(words)


def is_staff(behind: Sequence[str]) -> bool:
    """Whether the words behind the name of a body tell of its people: "Department of Health" "officials"."""
    return (
        bool(behind) and behind[-1].islower() and (behind[-1] in lexicon.ROLES or kind_of_noun(behind[-1]) == "group")
    )


def is_amount(words: Sequence[str], stop: int) -> bool:
    """Whether a phrase tells of several: "a lot of people", "964,000 people", "one in five drivers"."""
    amount = (words[stop - 1].lower(), words[stop].lower() if stop < len(words) else "")
    is_share = amount[0] in _AMOUNTS and amount[1] in ("of", "in") and amount != ("one", "of")
    is_counted = words[0][:1].isdigit() and len(words) > 1
    told = words[stop + 1 :] if is_share else words[1:3] if is_counted else ()
    return any(kind_of_noun(word) == "group" for word in told)
