"""Tokens as names need them: initials with their full stop, and words that ran together parted."""

import re
from collections.abc import Iterable

from server.annotation.segmentation import Token

INITIALS = re.compile(r"(?:[A-Z]\.)+")
_LOST_SPACE = re.compile(r"(\w{4,})\.[A-Z©“]")


def join_initials(tokens: Iterable[Token]) -> list[Token]:
    """Tokens with the full stop that belongs to an initial put back to it: "J", "." is "J."."""
    joined: list[Token] = []
    for token in tokens:
        if token.text == "." and joined and joined[-1].end == token.start and INITIALS.fullmatch(joined[-1].text + "."):
            joined[-1] = Token(joined[-1].start, token.end, joined[-1].text + ".")
        else:
            joined.append(token)
    return joined


def before_lost_space(word: str) -> str:
    """The first of two sentences' words that run together: "Llewellyn.This"."""
    lost = _LOST_SPACE.match(word)
    return lost.group(1) if lost else word
