"""Joint sources taken apart: "Smith, Jones and his team" are three noun phrases."""

from collections.abc import Sequence

from server.annotation.speakers import lexicon
from server.annotation.speakers.lexicon import gender_of_first
from server.annotation.speakers.name_range import BREAKS
from server.annotation.speakers.names import is_body, is_capital, is_title, split_titles
from server.annotation.speakers.noun_phrases import ARTICLES, OWNERS, read_phrase

_AND = frozenset(("and", "or", "&"))
_BOTH = frozenset(("both", "either"))
_LONGEST_NAME = 7  # words of a name in a list, with titles


def split_joint(words: Sequence[str]) -> list[list[str]]:
    """The sources of "Smith and his team", each a noun phrase of its own; one for all other phrases."""
    words = _without_brackets(words)
    first = words[0].lower() if words else ""
    if first in _BOTH and len(words) > 1:
        words = words[1:]
    middle = next((k for k, word in enumerate(words) if word.lower() in _AND - {"&"} and 0 < k < len(words) - 1), None)
    if middle is None:
        return [words]
    left, right = words[:middle], words[middle + 1 :]
    if listed := _listed(left, right):
        return listed
    if _is_apposition(left):
        return [words]
    return _two(words, left, right, first in _BOTH)


def _without_brackets(words: Sequence[str]) -> list[str]:
    kept: list[str] = []
    depth = 0
    for word in words:
        depth += (word == "(" and bool(kept)) - (word == ")" and depth > 0)
        if not depth and not (word == ")" and kept):
            kept.append(word)
    return kept


def _listed(left: list[str], right: list[str]) -> list[list[str]]:
    """Three sources or more with commas between: "Ann Lee, Tom Hale and the mayor"."""
    parts: list[list[str]] = [[]]
    for word in left:
        if word == ",":
            parts.append([])
        else:
            parts[-1].append(word)
    parts = [part for part in parts if part]
    heads = parts[:1] if len(parts) > 1 and parts[0][-1].islower() and parts[0][-1].endswith("s") else []
    people = [*parts[len(heads) :], _until_comma(right)]
    enough = len(people) > 2 or bool(heads)
    return people if enough and all(map(_is_person, people)) else []


def _until_comma(words: list[str]) -> list[str]:
    return words[: words.index(",")] if "," in words[1:] else words


def _is_person(words: list[str]) -> bool:
    """Whether a part of a list is a person's name, with or without titles."""
    if not is_capital(words[-1]) or len(words) > _LONGEST_NAME:
        return False
    phrase = read_phrase(words)
    return phrase is not None and bool(phrase.name) and phrase.kind == "person" and phrase.name[-1] == words[-1]


def _is_apposition(left: list[str]) -> bool:
    """Whether an "and" stands in what is added behind a name: "Ann Lee, a lawyer and"."""
    comma = left.index(",") if "," in left else 0
    behind = left[comma + 1 :]
    return comma > 0 and is_capital(left[comma - 1]) and bool(behind) and not is_capital(behind[-1])


def _two(words: list[str], left: list[str], right: list[str], is_both: bool) -> list[list[str]]:
    own = right[0].lower() in OWNERS or right[0].lower() in ARTICLES or is_both
    is_title_alone = len(left) == 1 and (left[0].islower() or is_title(left[0]) or not is_title(right[0]))
    if is_title_alone and split_titles(right)[0] and not gender_of_first(left[0]) and not own:
        return [words]
    starts = is_capital(left[-1]) and is_capital(right[0])
    names = starts and is_capital(right[-1]) and not _tells_of(left)
    people = [kind for kind in map(_kind_of_named, (left, right)) if kind == "person"]
    if own or len(people) == 2 or (names and not is_body(right) and not any(is_body(("", w)) for w in left)):
        if len(left) == 1 and len(right) == 2 and gender_of_first(left[0]) and gender_of_first(right[0]):
            left = [*left, right[-1]]  # "Jack and Sarah Hawkins"
        return [left, right]
    return [words]


def _tells_of(left: list[str]) -> bool:
    """Whether the first of two names only says whose the source is: "researchers from Oxford and"."""
    head = next((k for k, word in enumerate(left) if word.lower() in BREAKS | {"using", "named", "called"}), 0)
    return head > 0 and (left[head - 1].islower() or is_title(left[head - 1]))


def _kind_of_named(words: list[str]) -> str | None:
    """What somebody with titles and a name is: "White House press secretary Ann Lee"."""
    phrase = read_phrase(words)
    is_named = phrase is not None and phrase.titles and len(phrase.name) > 1
    return phrase.kind if phrase and is_named and words[0].lower() not in lexicon.BODY_NOUNS else None
