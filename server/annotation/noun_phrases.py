"""Noun phrases read as sources: which words are a name, which its titles, and whose spokesman or statement it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.annotation import lexicon
from server.annotation.lexicon import Gender, gender_of_first, gender_of_title
from server.annotation.names import POSSESSIVES, is_body, is_capital, kind_of_name, split_titles
from server.annotation.results import SpeakerKind

_ARTICLES = {"the": "the", "a": "a", "an": "a", "this": "the", "that": "the", "these": "the", "those": "the"}
_OWNERS = frozenset("his her its their my our".split())
_COUNTS = frozenset("both either all one some other another".split())
_BREAKS = frozenset("of for at from in with by on who whose that which close familiar involved to into about".split())
_LINKS = frozenset("of for and the & 's ’s".split())  # inside the names of bodies
_PARTICIPLES = frozenset("led sent made given shown seen written using brandishing".split())
_ISSUED = frozenset(
    "issued released published conducted compiled commissioned written produced made led sent out".split()
)
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
        return any(word in POSSESSIVES or word.lower() in _BREAKS for word in self.words)


def read_phrase(words: Sequence[str]) -> Phrase | None:
    """Reads a noun phrase; None if it has no words."""
    words = _main_part(words)
    article = ""
    while words and (words[0].lower() in _ARTICLES or words[0].lower() in _OWNERS | _COUNTS) and len(words) > 1:
        first = words[0].lower()
        if first in _COUNTS and words[1].lower() == "of":
            break
        article = article or _ARTICLES.get(first) or (first if first in _OWNERS else "")
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
    return next((k for k in range(1, len(words)) if words[k] in _BREAKS or _is_participle(words, k)), len(words))


def _is_participle(words: Sequence[str], index: int) -> bool:
    word = words[index]
    return word in _PARTICIPLES or (
        word.endswith("ed") and index + 1 < len(words) and words[index + 1].lower() in _BREAKS and word.islower()
    )


def _plain(words: list[str], article: str, owner: tuple[str, ...], whole: tuple[str, ...] = ()) -> Phrase:
    first, last = _name_range(words)
    if first == last or (len(words) == 1 and not article and words[0].lower() in lexicon.GROUP_NOUNS):
        return _common(words, article, owner, whole or tuple(words))
    titles, name = split_titles(words[first:last])
    before = (*words[:first], *titles)
    is_title = name[-1].lower() in lexicon.TITLES and (before or article) and not gender_of_first(name[0])
    if is_title and (len(name) == 1 or not is_body(name)):
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


def _name_range(words: list[str]) -> tuple[int, int]:
    """Where in a noun phrase the name stands: (n, n) if it ends in a common noun."""
    stop = _break(words)
    first = _run_before(words, stop)
    if first < stop and not (stop < len(words) and first == 0 and stop == 1 and _is_common(words[0])):
        if stop < len(words) and (is_body(words[first:stop]) or _is_body_noun(words[stop - 1])):
            return first, _end_of_body(words, stop)
        return first, stop
    first = _run_before(words, len(words))
    if len(words) - first > 1 and first > stop and words[first - 1].lower() not in _BREAKS | {"the", "a", "and"}:
        return first, len(words)  # "director of programming Ian Katz"
    while first > stop and len(words) - first > 2 and words[first].lower() in lexicon.PLACES:
        first += 1
        if len(words) - first == 2 and words[first].lower() not in lexicon.PLACES:
            return first, len(words)  # "ambassador to Britain Liu Wei"
    return 0, 0


def _is_proper(word: str) -> bool:
    return word in ("&", "/") or (is_capital(word) and word.lower() not in lexicon.TITLES)


def _is_common(word: str) -> bool:
    """Whether the capital of a phrase's only word before a preposition is that of a sentence: "Counsel for …"."""
    lower = word.lower()
    return lower in (
        lexicon.ROLES | lexicon.REPORTS | lexicon.DOCUMENTS | lexicon.GROUP_NOUNS | lexicon.BODY_NOUNS | _COUNTS
    ) and lower not in (
        "department",
        "ministry",
        "university",
        "bank",
        "office",
        "house",
        "council",
        "church",
        "institute",
    )


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
    return Phrase(whole, head=head, owner=owner, article=article, is_by=is_by, kind=kind_of_noun(head), gender=gender)


def kind_of_noun(head: str) -> SpeakerKind:
    """What a source without name is, by its head noun."""
    if head in lexicon.BODY_NOUNS or head in lexicon.DOCUMENTS or head in lexicon.REPORTS:
        return "organization"
    if head in lexicon.GROUP_NOUNS or (head.endswith("s") and not head.endswith("ss") and head not in lexicon.ROLES):
        return "group"
    return "unnamed"


def _kind_of_named(words: list[str]) -> SpeakerKind | None:
    """What somebody with titles and a name is: "White House press secretary Ann Lee"."""
    phrase = _plain(words, "", ())
    return phrase.kind if phrase.titles and len(phrase.name) > 1 else None


def split_joint(words: Sequence[str]) -> list[list[str]]:
    """The sources of "Smith and his team", each a noun phrase of its own; one for all other phrases."""
    words = list(words)
    middle = next((k for k, word in enumerate(words) if word.lower() in ("and", "or") and 0 < k < len(words) - 1), None)
    if middle is None:
        return [words]
    left, right = words[:middle], words[middle + 1 :]
    left = left[1:] if left[0].lower() in ("both", "either") and len(left) > 1 else left
    own = right[0].lower() in _OWNERS or right[0].lower() in _ARTICLES or words[0].lower() in ("both", "either")
    if len(left) == 1 and split_titles(right)[0] and not gender_of_first(left[0]) and not own:
        return [words]
    names = is_capital(left[-1]) and is_capital(right[-1]) and all(is_capital(w) for w in right[:1])
    people = [kind for kind in map(_kind_of_named, (left, right)) if kind == "person"]
    if own or len(people) == 2 or (names and not is_body(right) and not any(is_body(("", w)) for w in left)):
        if len(left) == 1 and len(right) == 2 and gender_of_first(left[0]):
            left = [*left, right[-1]]  # "Jack and Sarah Hawkins"
        return [left, right]
    return [words]
