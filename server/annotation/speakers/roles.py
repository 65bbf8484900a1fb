"""Roles: what titles before a name and appositions beside it call somebody."""

from collections.abc import Sequence

from server.annotation.quotations.cues import (
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SAYING,
    SUBORDINATORS,
)
from server.annotation.speakers import lexicon

MARKS = frozenset(", . ; — – - -- ( ) : \" “ ” `` ' ‘ ’".split())
_BOUNDS = PREPOSITIONS | SUBORDINATORS - {"and"} | DETERMINERS | PRONOUNS | AUXILIARIES | {"to", "called", "named"}
_REACH = 14  # tokens in which titles and appositions are looked for


class Roles:
    """Reads the roles of one sentence; all indices are those of its words."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._lower = [word.lower() for word in words]

    def titles_before(self, first: int) -> tuple[str, ...]:
        """Lower-case titles before a name, from their first modifier on: "former press secretary"."""
        if not (
            first and self._lower[first - 1] in lexicon.TITLES | lexicon.BODY_NOUNS and self._lower[first - 1].isalpha()
        ):
            return ()
        index = first - 1
        while index > max(first - _REACH, 0) and self._modifies(index - 1):
            index -= 1
        return tuple(self._words[index:first])

    def _modifies(self, index: int) -> bool:
        lower = self._lower[index]
        if lower in ("of", "for") and self._lower[index + 1] not in DETERMINERS:
            return self._word(index - 1) in lexicon.ROLES
        if lower == "and":  # "president and chief executive", but not "Tom Hale and chief executive"
            return self._word(index - 1) in lexicon.ROLES | lexicon.TITLES
        return lower not in _BOUNDS | DAYS and lower not in SAYING and (lower[:1].isalpha() or lower in ("'s", "’s"))

    def apposition_after(self, last: int) -> tuple[str, str] | None:
        """Head noun and words of ", a doctor in Leeds," behind a name."""
        if self._word(last) != "," or last + 2 > len(self._words):
            return None
        end = last + 1
        while end < min(last + 1 + 2 * _REACH, len(self._words)) and self._words[end] not in MARKS:
            end += 1
        return self._role_in(last + 1, end)

    def apposition_before(self, first: int) -> tuple[str, str] | None:
        """Head noun and words of "the firm's owner," before a name."""
        if self._word(first - 1) != ",":
            return None
        start = first - 2
        while start > max(first - 2 - _REACH, -1) and self._lower[start] not in MARKS | SAYING:
            start -= 1
        return self._role_in(start + 1, first - 1)

    def _role_in(self, first: int, last: int) -> tuple[str, str] | None:
        if last > first and self._lower[first] in ("a", "an", "the", "one", "another", "his", "her", "its", "their"):
            first += 1
        index = first
        while (
            index < last
            and self._lower[index] not in _BOUNDS | {"and", "'s", "’s"}
            and self._lower[index] not in SAYING - lexicon.ROLES
        ):
            index += 1
            if index < last and self._lower[index] in ("'s", "’s") and index + 1 < last:
                index += 1
        head = self._word(index - 1) if index > first else ""
        is_role = head in lexicon.ROLES - lexicon.PARTISANS or (
            head.isalpha() and lexicon.is_person_noun(head) and self._words[index - 1].islower()
        )
        is_clause = any(
            (lower in SAYING and lower not in lexicon.ROLES) or lower in AUXILIARIES
            for lower in self._lower[first:last]
        )
        return (head, " ".join(self._words[first:last])) if is_role and not is_clause else None

    def _word(self, index: int) -> str:
        return self._lower[index] if 0 <= index < len(self._lower) else ""
