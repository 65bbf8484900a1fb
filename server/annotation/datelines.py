"""Datelines: the place in capitals before a report's first words ("PORT ELLERY, April 3 (AP) — The ferry …")."""

import re
from collections.abc import Sequence

from server.annotation.words import Word

_PLACE = r"[A-Z][A-Z.’'-]+(?:[ ,]+[A-Z][A-Z.’'-]+){0,4}"
_WITH_DASH = re.compile(
    rf"\W{{0,2}}{_PLACE}(?:[,.]? [^—–\n]{{0,40}}?)?\s*(?:\([^)\n]{{2,30}}\)\s*)?(?:—|–|--|(?<=\s)-)\s*"
)
_BARE = re.compile(rf"({_PLACE}) (?=[A-Z][a-z]|A )")
_SHORTEST = 6  # code points of a place without a dash; shorter capitals are bodies more often ("NASA")


def without_dateline(text: str, words: list[Word]) -> list[Word]:
    """The words of a sentence behind its dateline; all of them if it has none."""
    end = end_of_dateline(text, words)
    return [word for word in words if word.start >= end] if end else words


def end_of_dateline(text: str, words: Sequence[Word]) -> int:
    """Where the dateline of a sentence ends, 0 if there is none; without a dash, what stands once only is a place."""
    if not words or not words[0].text.isupper():
        return 0
    if match := _WITH_DASH.match(text, words[0].start):
        return match.end()
    match = _BARE.match(text, words[0].start)
    if match and len(match[1]) >= _SHORTEST and text.count(match[1]) == 1:
        return match.end()
    return 0
