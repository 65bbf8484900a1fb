"""Noun phrases read as sources: which words are a name, which its titles, and whose spokesman or statement it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.annotation.quotations.cues import DAYS
from server.annotation.results import SpeakerKind
from server.annotation.speakers import lexicon
from server.annotation.speakers.head_nouns import is_amount, is_staff, kind_of_noun
from server.annotation.speakers.lexicon import Gender, gender_of_first, gender_of_title
from server.annotation.speakers.name_range import (
    BEFORE_AGENTS,
    BREAKS,
    COUNTS,
    break_of,
    is_body_noun,
    is_body_or_place,
    name_range,
    run_before,
)
from server.annotation.speakers.names import POSSESSIVES, is_body, is_capital, kind_of_name, split_titles

ARTICLES = {"the": "the", "a": "a", "an": "a", "this": "the", "that": "the", "these": "the", "those": "the"}
OWNERS = frozenset("his her its their my our".split())
_ISSUED = frozenset(
    "issued released published conducted compiled commissioned written produced made led sent out".split()
)
_INDEFINITE = frozenset(
    "someone somebody anyone anybody everyone everybody nobody another others some many few most none one both all"
    " people".split()
)
_ADJECTIVES = frozenset("close familiar".split())  # "a close friend", but "those close to the talks"
_CITED = frozenset("published released quoted cited corroborated issued posted".split())  # tells nothing of what it is
_BEHIND_AGENTS = frozenset("last this earlier on to in after during".split())
_PRINTED = frozenset("article report story piece column editorial".split())
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
    while words and (words[0].lower() in ARTICLES or words[0].lower() in OWNERS | COUNTS) and len(words) > 1:
        first = words[0].lower()
        is_alone = words[1].lower() in BREAKS and not (words[1] in _ADJECTIVES and words[2:3] not in (["to"], ["with"]))
        if (first in COUNTS and words[1].lower() == "of") or (first in ARTICLES and is_alone):
            break  # "those in favour of the plan"
        article = article or ARTICLES.get(first) or (first if first in OWNERS else "")
        if first in COUNTS and not article:
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
        is_inside = word == "," and any(map(is_capital, kept))
        if any(map(str.isalnum, word)) or word in ("&", "’", "'") or is_inside:
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
    stop = break_of(words)
    if mark is None or (stop < mark and not is_body_or_place(words[stop - 1])):
        return None
    stop = max(stop, mark)
    owner, rest = words[:mark], words[mark + 1 :]
    is_name = all(map(is_capital, owner)) and is_capital(rest[0]) and rest[0].lower() not in lexicon.TITLES
    if is_name and is_capital(words[stop - 1]) and is_body(("", *rest[: stop - mark - 1])):
        return None
    return _plain(rest, "the", (*((article,) if article else ()), *owner), tuple(words))


def _plain(words: list[str], article: str, owner: tuple[str, ...], whole: tuple[str, ...] = ()) -> Phrase:
    first, last = name_range(words, article)
    if first == last or _is_nobodys(words, first, last, article):
        return _common(words, article, owner, whole or tuple(words))
    titles, name = split_titles(words[first:last])
    before = (*words[:first], *titles)
    is_first_name = bool(gender_of_first(name[0])) and not (article == "the" and len(name) == 1)
    is_office = name[-1].lower() in lexicon.TITLES and (before or article) and not is_first_name
    if is_office and (len(name) == 1 or not (is_body(name) and (is_body_noun(name[-1]) or is_body_noun(name[0])))):
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
    if last - first == 1 and lower in DAYS - {"may", "march", "april", "june"}:
        return True
    if last - first == 1 and last == 1 and not article:
        return lower in lexicon.GROUP_NOUNS or lower in _INDEFINITE or lower.isdigit()
    is_one = lower in lexicon.PARTISANS or (lower in lexicon.DEMONYMS and lower.endswith("an"))
    if article and last - first == 1 and last == len(words) and is_one:
        return True  # "the American"
    if last - first == 1 and last == len(words) and lower.endswith("s") and lower.removesuffix("s") in lexicon.DEMONYMS:
        return True
    return words[:1] == ["own"] and (lower in lexicon.REPORTS or lower in lexicon.DOCUMENTS)


def _is_proper(word: str) -> bool:
    return word in ("&", "/") or (is_capital(word) and word.lower() not in lexicon.TITLES)


def _common(words: list[str], article: str, owner: tuple[str, ...], whole: tuple[str, ...]) -> Phrase:
    """A phrase that ends in a common noun: "senior administration official", "spokesman for the council"."""
    stop = break_of(words)
    if is_body_or_place(words[stop - 1]) and is_staff(words[stop:]):
        owner, stop = owner or tuple(words[run_before(words, stop) : -1]), len(words)
    head = words[stop - 1].lower()
    is_document = head in lexicon.DOCUMENTS or head in lexicon.REPORTS
    if not owner and is_document:
        owner = _body_in(words, stop)  # "a Harbour Trust survey of 900 people"
    if not owner and stop < len(words) and words[stop].lower() in _AGENTS:
        owner = tuple(words[stop + 1 :])
    agent = next((k for k in range(stop, len(words)) if words[k].lower() in ("by", "from")), None)
    is_by = bool(agent) and is_document and _is_made(words, stop, agent or stop)
    if agent and is_by:
        owner = _agent(words[agent + 1 :])
    elif head in _PRINTED and words[stop : stop + 1] == ["in"] and stop + 1 < len(words):
        owner, is_by = tuple(words[stop + 1 :]), True  # "an article in the Harbour Times"
    if not owner:
        owner = _body_in(words, stop) or tuple(word for word in words[: stop - 1] if _is_proper(word))
    gender = gender_of_title({word.lower() for word in words[:stop]})
    if is_document and len(whole) == len(words) and words[stop : stop + 1] and _is_cited(words, stop):
        whole = whole[:stop]
    is_insider: bool = words[stop : stop + 1] in (["close"], ["familiar"]) or head == "sources"
    kind = "unnamed" if is_insider else "group" if is_amount(words, stop) else kind_of_noun(head)
    return Phrase(whole, head=head, owner=owner, article=article, is_by=is_by, kind=kind, gender=gender)


def _body_in(words: list[str], stop: int) -> tuple[str, ...]:
    """The name of a body right before the head of a phrase, which ends at `stop`."""
    run = words[run_before(words, stop - 1) : stop - 1]
    return tuple(run) if is_body(("", *run)) else ()


def _is_cited(words: Sequence[str], index: int) -> bool:
    """Whether a participle only tells who printed or quoted a document, which is none of its name."""
    return words[index] in _CITED and words[index + 1 : index + 2] in (["in"], ["by"])


def _is_made(words: Sequence[str], stop: int, agent: int) -> bool:
    """Whether "by" or "from" tells who made a document: "analysis of the plan by", "report earlier this year by"."""
    if agent == stop or words[agent - 1] in _ISSUED:
        return True
    return words[agent].lower() == "by" and words[stop] in BEFORE_AGENTS


def _agent(words: list[str]) -> tuple[str, ...]:
    """Who made a document, without when and for whom: "Harbour Trust" "last week"."""
    end = next((k for k in range(1, len(words)) if words[k] in _BEHIND_AGENTS), len(words))
    return tuple(words[:end])


def noun(word: str) -> Phrase:
    """A phrase that is only a noun."""
    return Phrase((word,), head=word.lower(), kind=kind_of_noun(word.lower()))
