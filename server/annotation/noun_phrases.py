"""Noun phrases read as sources: which words are a name, which its titles, and whose spokesman or statement it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.annotation import lexicon
from server.annotation.lexicon import Gender, gender_of_first, gender_of_title
from server.annotation.names import POSSESSIVES, is_body, is_capital, is_title, kind_of_name, split_titles
from server.annotation.results import SpeakerKind

ARTICLES = {"the": "the", "a": "a", "an": "a", "this": "the", "that": "the", "these": "the", "those": "the"}
OWNERS = frozenset("his her its their my our".split())
_COUNTS = frozenset("both either all one some other another".split())
BREAKS = frozenset("of for at from in with by on who whose that which close familiar involved to into about".split())
_LINKS = frozenset("of for and the & 's ’s".split())  # inside the names of bodies
_PARTICIPLES = frozenset("led sent made given shown seen written using brandishing".split())
_ISSUED = frozenset(
    "issued released published conducted compiled commissioned written produced made led sent out".split()
)
_INDEFINITE = frozenset(
    "someone somebody anyone anybody everyone everybody nobody another others some many few most none one both all"
    " people".split()
)
_AMOUNTS = frozenset(
    "lot lots number group slew series range couple handful majority minority team crowd dozens scores hundreds"
    " thousands pair trio out half several many most some few".split()
)
_NOUNS = lexicon.ROLES | lexicon.REPORTS | lexicon.DOCUMENTS | lexicon.GROUP_NOUNS | lexicon.BODY_NOUNS | _COUNTS
_FIRST_OF_BODIES = frozenset("department ministry university bank office house council church institute".split())
_NO_TITLES = BREAKS | {"the", "a", "and"}
_LONGEST_PERSON = 3  # words of a person's name
_LONG = 5  # words of "paper published in …" from which the first tells enough
_AGENTS = frozenset("by from of for".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase read as a source.

    `words` leave the article out, which is "the", "a", a possessive pronoun or nothing. `name` is the name without its
    `titles`, empty where the phrase ends in a common noun, which is then the `head` (lower case). `owner` are the words
    for whom or what the source belongs to ("a spokesman for OWNER", "OWNER's statement"); `is_by` tells that they made
    it ("a report by OWNER"). `kind` and `gender` are what the phrase alone tells.
    """

    words: tuple[str, ...]
    name: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    head: str = ""
    owner: tuple[str, ...] = ()
    article: str = ""
    is_by: bool = False
    kind: SpeakerKind | None = None
    gender: Gender | None = None

    @property
    def is_possessed(self) -> bool:
        """Whether the owner stands in the possessive or behind a preposition, and not as a mere modifier."""
        return any(word in POSSESSIVES or word.lower() in BREAKS for word in self.words)


def read_phrase(words: Sequence[str]) -> Phrase | None:
    """Reads a noun phrase; None if it has no words."""
    words = _trimmed(_main_part(words))
    article = ""
    while words and (words[0].lower() in ARTICLES or words[0].lower() in OWNERS | _COUNTS) and len(words) > 1:
        first = words[0].lower()
        if first in _COUNTS and words[1].lower() == "of":
            break
        article = article or ARTICLES.get(first) or (first if first in OWNERS else "")
        if first in _COUNTS and not article:
            article = "a"
        words = words[1:]
    if not words:
        return None
    return _with_owner(words, article) or _plain(words, article, ())


def _main_part(words: Sequence[str]) -> list[str]:
    """Without brackets, and without an apposition behind a comma."""
    kept: list[str] = []
    depth = 0
    for index, word in enumerate(words):
        depth += (word == "(" and bool(kept)) - (word == ")" and depth > 0)
        if depth:
            continue
        if word in ("—", "–") and kept:
            break
        if word == "," and any(map(is_capital, kept)) and not _lists_on(words, kept, index):
            break
        if any(map(str.isalnum, word)) or word in ("&", "’", "'"):
            kept.append(word)
    return kept


def _trimmed(words: list[str]) -> list[str]:
    """Without the preposition that marks a source ("by some") and a possessive that says whose it is ("Lee's")."""
    if len(words) > 1 and words[0] in ("by", "from", "to"):
        words = words[1:]
    return words[:-1] if len(words) > 1 and words[-1] in POSSESSIVES else words


def _lists_on(words: Sequence[str], kept: Sequence[str], comma: int) -> bool:
    """Whether a comma stands inside a name like "Department for Digital, Culture, Media and Sport"."""
    inside = any(word.lower() in lexicon.BODY_NOUNS for word in kept) and any(word in ("of", "for") for word in kept)
    return inside and any(word == "and" for word in words[comma:]) and is_capital(words[min(comma + 1, len(words) - 1)])


def _with_owner(words: list[str], article: str) -> Phrase | None:
    """A phrase with "'s" in it, unless that is part of a name."""
    mark = next((k for k in range(len(words) - 2, 0, -1) if words[k] in POSSESSIVES), None)
    stop = _break(words)
    if mark is None or (stop < mark and not _is_body_or_place(words[stop - 1])):
        return None
    stop = max(stop, mark)
    owner, rest = words[:mark], words[mark + 1 :]
    is_name = all(map(is_capital, owner)) and is_capital(rest[0]) and rest[0].lower() not in lexicon.TITLES
    if is_name and is_body(("", *rest[: stop - mark - 1])):
        return None
    return _plain(rest, "the", (*((article,) if article else ()), *owner), tuple(words))


def _break(words: Sequence[str]) -> int:
    """Where the first preposition or participle behind the head stands."""
    return next((k for k in range(1, len(words)) if words[k] in BREAKS or _is_participle(words, k)), len(words))


def _is_participle(words: Sequence[str], index: int) -> bool:
    word = words[index]
    return word in _PARTICIPLES or (
        word.endswith("ed") and index + 1 < len(words) and words[index + 1].lower() in BREAKS and word.islower()
    )


def _plain(words: list[str], article: str, owner: tuple[str, ...], whole: tuple[str, ...] = ()) -> Phrase:
    first, last = _name_range(words, article)
    if first == last or _is_nobodys(words, first, last, article):
        return _common(words, article, owner, whole or tuple(words))
    titles, name = split_titles(words[first:last])
    before = (*words[:first], *titles)
    is_office = name[-1].lower() in lexicon.TITLES and (before or article) and not gender_of_first(name[0])
    if is_office and (len(name) == 1 or not (is_body(name) and (_is_body_noun(name[-1]) or _is_body_noun(name[0])))):
        return _common(words, article, owner, whole or tuple(words))
    kind = kind_of_name(name, before, "" if owner else article)
    lowered = {word.lower() for word in before}
    gender = gender_of_title(lowered) or (gender_of_first(name[0]) if len(name) > 1 else None)
    return Phrase(
        words=whole or tuple(words),
        name=name,
        titles=before,
        owner=owner,
        article=article,
        kind=kind,
        gender=gender if kind == "person" else None,
    )


def _is_nobodys(words: list[str], first: int, last: int, article: str) -> bool:
    """Whether what is written as a name is none: "Someone", "many Americans", a report called by its title."""
    lower = words[last - 1].lower()
    if last - first == 1 and last == 1 and not article:
        return lower in lexicon.GROUP_NOUNS or lower in _INDEFINITE
    if last - first == 1 and last == len(words) and lower.endswith("s") and lower.removesuffix("s") in lexicon.DEMONYMS:
        return True
    return words[:1] == ["own"] and (lower in lexicon.REPORTS or lower in lexicon.DOCUMENTS)


def _behind_office(words: list[str], stop: int) -> int:
    """Where a name stands behind an office and what it is of: "Secretary of State John Kerry"; 0 if there is none."""
    if stop >= len(words) - 2 or not is_title(words[stop - 1]):
        return 0
    run = _run_before(words, len(words))
    places = (k + 1 for k in range(run, len(words)) if words[k].lower() in lexicon.PLACES or _is_body_noun(words[k]))
    known = next((k for k in range(run + 1, len(words) - 1) if gender_of_first(words[k])), 0)
    start = known or max(places, default=0)
    return start if start and 2 <= len(words) - start <= _LONGEST_PERSON else 0


def _name_range(words: list[str], article: str) -> tuple[int, int]:
    """Where in a noun phrase the name stands: (n, n) if it ends in a common noun."""
    stop = _break(words)
    if not article and (start := _behind_office(words, stop)):
        return start, len(words)
    first = _run_before(words, stop)
    if first < stop and not (stop < len(words) and first == 0 and stop == 1 and _is_common(words[0])):
        if stop < len(words) and (is_body(words[first:stop]) or _is_body_noun(words[stop - 1])):
            end = _end_of_body(words, stop)
            return (0, 0) if _is_staff(words[end:]) else (first, end)
        return first, stop
    first = _run_before(words, len(words))
    if len(words) - first > 1 and first > stop and _is_titled(words, first):
        return first, len(words)  # "director of programming Ian Katz"
    if words[0].lower() == "one" and len(words) - first == 1 and first > stop and words[first - 1].endswith("s"):
        return first, len(words)  # "one of its airlines Emirates"
    while first > stop and len(words) - first > 2 and words[first].lower() in lexicon.PLACES:
        first += 1
        if len(words) - first == 2 and words[first].lower() not in lexicon.PLACES:
            return first, len(words)  # "ambassador to Britain Liu Wei"
    return 0, 0


def _is_titled(words: list[str], first: int) -> bool:
    """Whether the noun before a run of capitals at the end may be a title: "counsel for the inquiry Tom Pool"."""
    before = words[first - 1].lower()
    return before not in _NO_TITLES and (before not in lexicon.BODY_NOUNS or bool(gender_of_first(words[first])))


def _is_staff(behind: list[str]) -> bool:
    """Whether the words behind the name of a body tell of its people: "Department of Health" "officials"."""
    return (
        bool(behind) and behind[-1].islower() and (behind[-1] in lexicon.ROLES or kind_of_noun(behind[-1]) == "group")
    )


def _is_proper(word: str) -> bool:
    return word in ("&", "/") or (is_capital(word) and word.lower() not in lexicon.TITLES)


def _is_common(word: str) -> bool:
    """Whether the capital of a phrase's only word before a preposition is that of a sentence: "Counsel for …"."""
    lower = word.lower()
    return (lower in _NOUNS or lower.removesuffix("s") in lexicon.ROLES) and lower not in _FIRST_OF_BODIES


def _is_body_or_place(word: str) -> bool:
    return is_capital(word) and (_is_body_noun(word) or word.lower() in lexicon.PLACES)


def _is_body_noun(word: str) -> bool:
    return word.lower() in lexicon.BODIES or word.lower() in lexicon.BODY_NOUNS


def _run_before(words: list[str], stop: int) -> int:
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


def _end_of_body(words: list[str], stop: int) -> int:
    """Where the name of a body ends whose "of" or "for" stands at `stop`."""
    end = index = stop
    while index < len(words) and (is_capital(words[index]) or words[index].lower() in _LINKS):
        index += 1
        if is_capital(words[index - 1]):
            end = index
    return end


def _common(words: list[str], article: str, owner: tuple[str, ...], whole: tuple[str, ...]) -> Phrase:
    """A phrase that ends in a common noun: "senior administration official", "spokesman for the council"."""
    stop = _break(words)
    if _is_body_or_place(words[stop - 1]) and _is_staff(words[stop:]):
        owner, stop = owner or tuple(words[_run_before(words, stop) : -1]), len(words)
    head = words[stop - 1].lower()
    if not owner and stop < len(words) and words[stop].lower() in _AGENTS | {"issued", "released"}:
        owner = tuple(words[stop + 1 :])
    agent = next((k for k in range(stop, len(words)) if words[k].lower() in ("by", "from")), None)
    is_document = head in lexicon.DOCUMENTS or head in lexicon.REPORTS
    is_by = bool(agent) and is_document and (agent == stop or words[(agent or 1) - 1] in _ISSUED)
    if agent and is_by:
        owner = tuple(words[agent + 1 :])
    if not owner:
        owner = tuple(word for word in words[: stop - 1] if _is_proper(word))
    gender = gender_of_title({word.lower() for word in words[:stop]})
    if is_document and len(whole) == len(words) and (stop > 1 or len(words) > _LONG):
        whole = whole[:stop]
    kind = "group" if _is_amount(words, stop) else kind_of_noun(head)
    return Phrase(whole, head=head, owner=owner, article=article, is_by=is_by, kind=kind, gender=gender)


def _is_amount(words: list[str], stop: int) -> bool:
    """Whether a phrase tells of several: "a lot of people", "964,000 people", "two out of three drivers"."""
    of_many = stop < len(words) - 1 and words[stop - 1].lower() in _AMOUNTS and words[stop].lower() == "of"
    counted = words[0][:1].isdigit() and len(words) > 1
    return (of_many and any(kind_of_noun(word) == "group" for word in words[stop + 1 :])) or (
        counted and any(kind_of_noun(word) == "group" for word in words[1:3])
    )


def kind_of_noun(head: str) -> SpeakerKind:
    """What a source without name is, by its head noun."""
    if head in lexicon.BODY_NOUNS or head in lexicon.DOCUMENTS or head in lexicon.REPORTS:
        return "organization"
    if head in lexicon.GROUP_NOUNS or (head.endswith("s") and not head.endswith("ss") and head not in lexicon.ROLES):
        return "group"
    return "unnamed"
