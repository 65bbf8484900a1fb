"""Code points to UTF-16 code units, and nothing else: Python counts the first, JavaScript the second."""

from bisect import bisect_left
from typing import Literal

OffsetUnit = Literal["codepoint", "utf16"]


class OffsetMap:
    """Turns code-point offsets into one text into offsets of the unit asked for."""

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        counts_double = unit == "utf16" and not text.isascii()
        self._astral = [index for index, character in enumerate(text) if character > "\uffff"] if counts_double else []

    def __call__(self, offset: int) -> int:
        """The offset in the unit asked for: each astral character before it counts twice in UTF-16."""
        return offset + bisect_left(self._astral, offset)
