"""Where in a noun phrase a name stands: before a preposition, behind an office, or nowhere."""

from collections.abc import Sequence

from server.annotation.quotations.cues import DAYS
from server.annotation.speakers import lexicon
from server.annotation.speakers.bodies import continues_body
from server.annotation.speakers.head_nouns import is_staff
from server.annotation.speakers.lexicon import gender_of_first
from server.annotation.speakers.names import POSSESSIVES, is_body, is_capital, is_title, split_titles

COUNTS = frozenset("both either all one some other another".split())
BREAKS = frozenset("of for at from in with by on who whose that which close familiar involved to into about".split())
_LINKS = frozenset("of for and the & 's ’s ,".split())  # inside the names of bodies
_PARTICIPLES = frozenset("led sent made given shown seen written taken using brandishing".split())
_WHEN = frozenset("last this earlier yesterday today".split())
BEFORE_AGENTS = _WHEN | {"of", "into", "on"}  # what may stand between a document and "by"
_TIMES = DAYS | _WHEN
_NOUNS = lexicon.ROLES | lexicon.REPORTS | lexicon.DOCUMENTS | lexicon.GROUP_NOUNS | lexicon.BODY_NOUNS | COUNTS
_FIRST_OF_BODIES = frozenset("department ministry university bank office house council church institute".split())
_NO_TITLES = BREAKS | {"the", "a", "and"}
_LONGEST_PERSON = 3  # words of a person's name


def name_range(words: Sequence[str], article: str) -> tuple[int, int]:
    """Where in a noun phrase the name stands: (n, n) if it ends in a common noun."""
    stop = break_of(words)
    if not article and (start := _behind_office(words, stop)):
        return start, len(words)
    first = run_before(words, stop)
    if first < stop and not (stop < len(words) and first == 0 and stop == 1 and _is_common(words[0])):
        is_titled = bool(split_titles(words[first:stop])[0])
        if stop < len(words) and (is_body_noun(words[stop - 1]) or (is_body(words[first:stop]) and not is_titled)):
            end = _end_of_body(words, stop)
            return (0, 0) if is_staff(words[end:]) else (first, end)
        return first, stop
    first = run_before(words, len(words))
    if len(words) - first > 1 and first > stop and _is_titled(words, first, words[stop - 1]):
        return first, len(words)  # "director of programming Ian Katz"
    if words[0].lower() == "one" and len(words) - first == 1 and first > stop and words[first - 1].endswith("s"):
        return first, len(words)  # "one of its airlines Emirates"
    while first > stop and len(words) - first > 2 and words[first].lower() in lexicon.PLACES:
        first += 1
        if len(words) - first == 2 and words[first].lower() not in lexicon.PLACES:
            return first, len(words)  # "ambassador to Britain Liu Wei"
    return 0, 0


def _behind_office(words: Sequence[str], stop: int) -> int:
    """Where a name stands behind an office and what it is of: "Secretary of State John Kerry"; 0 if there is none."""
    if stop >= len(words) - 2 or not is_title(words[stop - 1]):
        return 0
    run = run_before(words, len(words))
    places = (k + 1 for k in range(run, len(words)) if words[k].lower() in lexicon.PLACES or is_body_noun(words[k]))
    known = next((k for k in range(run + 1, len(words) - 1) if gender_of_first(words[k])), 0)
    start = known or max(places, default=0)
    return start if start and 2 <= len(words) - start <= _LONGEST_PERSON else 0


def _is_titled(words: Sequence[str], first: int, head: str) -> bool:
    """Whether a run of capitals at the end names who is described: "counsel for the inquiry Tom Pool"."""
    before, is_known = words[first - 1].lower(), bool(gender_of_first(words[first]))
    is_office = head.lower() in lexicon.ROLES and before not in lexicon.BODY_NOUNS
    return before not in _NO_TITLES and (is_known or is_office)


def break_of(words: Sequence[str]) -> int:
    """Where the first preposition or participle behind the head stands."""
    return next(
        (k for k in range(1, len(words)) if words[k] in BREAKS or words[k] in _WHEN or _is_participle(words, k)),
        len(words),
    )


def _is_participle(words: Sequence[str], index: int) -> bool:
    word, following = words[index], words[index + 1].lower() if index + 1 < len(words) else ""
    if word.endswith("ly") and word.islower() and following.endswith("ed"):
        return True  # "guidelines recently issued by"
    is_told = following in BREAKS or following in _TIMES
    return word in _PARTICIPLES or (word.endswith("ed") and is_told and word.islower())


def _is_common(word: str) -> bool:
    """Whether the capital of a phrase's only word before a preposition is that of a sentence: "Counsel for …"."""
    lower = word.lower()
    return (lower in _NOUNS or lower.removesuffix("s") in lexicon.ROLES) and lower not in _FIRST_OF_BODIES


def is_body_or_place(word: str) -> bool:
    """Whether a word in capitals is one of bodies or a place."""
    return is_capital(word) and (is_body_noun(word) or word.lower() in lexicon.PLACES)


def is_body_noun(word: str) -> bool:
    """Whether a word is one in the names of bodies or a noun for them."""
    return word.lower() in lexicon.BODIES or word.lower() in lexicon.BODY_NOUNS


def run_before(words: Sequence[str], stop: int) -> int:
    """Where the run of words in capitals begins that ends at `stop`, which is `stop` if there is none."""
    first = stop
    while first and (
        is_capital(words[first - 1])
        or (words[first - 1].lower() in lexicon.PARTICLES | {"&"} and first < stop)
        or (words[first - 1] in POSSESSIVES and first < stop and is_capital(words[first]))
        or (words[first - 1].isdigit() and (first < stop or (first > 1 and is_capital(words[first - 2]))))
    ):
        first -= 1
    while first < stop and (words[first] in POSSESSIVES or words[first].isdigit()) and first + 1 < stop:
        first += 1
    return first


def _end_of_body(words: Sequence[str], stop: int) -> int:
    """Where the name of a body ends whose "of" or "for" stands at `stop`."""
    end = index = stop
    if words[stop] == "on" and stop + 1 < len(words) and continues_body(words, run_before(words, stop), stop):
        index += 1  # "Committee on Trade"
    while index < len(words) and (is_capital(words[index]) or words[index].lower() in _LINKS):
        index += 1
        if is_capital(words[index - 1]):
            end = index
    return end
