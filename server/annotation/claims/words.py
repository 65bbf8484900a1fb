"""What a sentence's words speak for: named features, by word lists and by the shapes of numbers.

The features follow ClaimBuster (Hassan et al. 2017).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import NamedTuple

import orjson

from server.annotation import weights
from server.annotation.results import Span

# A number with its sign of money and its unit, or a word; no part can match the same characters in two ways.
WORD = re.compile(
    r"(?P<number>[$£€¥₹]?\d(?:[\d,.]*\d)?)"
    r"(?P<unit>[ \u00a0-]?(?:%|(?:per ?cent|percentage points?|[mb]illion|trillion|thousand|bn|m|k|crore|lakh)\b))?"
    r"|[^\W\d_]+(?:['’.-][^\W\d_]+)*"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]*|\.)", re.IGNORECASE)
_LEAD = 3.0  # sentences over which the weight of an early place fades
_AGE = re.compile(r"[ -]years?[ -]old", re.IGNORECASE)


class Described(NamedTuple):
    """A sentence's features (0..1 each), and the words that made them where they are words of the text."""

    features: dict[str, float]
    words: dict[str, str]


@dataclass(frozen=True)
class Lexicon:
    """Word lists by feature, turned round: for each word the features that it speaks for."""

    openings: frozenset[str]
    questions: frozenset[str]
    features: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls) -> "Lexicon":
        """The lists that ship with the service."""
        table = orjson.loads(weights.read("claim_words.json"))
        features: dict[str, tuple[str, ...]] = {}
        for feature, words in table["words"].items():
            for word in words.split():
                features[word] = (*features.get(word, ()), feature)
        return cls(frozenset(table["openings"].split()), frozenset(table["questions"].split()), features)

    @property
    def names(self) -> frozenset[str]:
        """The features that words and numbers speak for."""
        listed = {name for names in self.features.values() for name in names}
        return frozenset(listed | {"figure", "money", "percentage", "year", "day", "age", "names", "past"})

    def describe(self, text: str, sentence: Span, index: int, quoted: float) -> Described:
        """The features of the sentence number `index` of `text`, `quoted` (0..1) of which is in quotation marks."""
        counts: dict[str, int] = {}
        words: dict[str, str] = {}
        name: Span | None = None
        first, previous, total = "", "", 0
        for match in WORD.finditer(text, sentence.start, sentence.end):
            word = match.group().lower().replace("’", "'")
            found = _number(text, match, previous) if match["number"] else self.features.get(word, ())
            if total and match.group()[0].isupper() and word not in self.features:
                goes_on = name and name.end == match.start() - 1 and text[name.end] == " "
                found = found if goes_on else (*found, "names")
                name = Span(name.start if name and goes_on else match.start(), match.end())
            elif name:
                words.setdefault("names", name.of(text))
                name = None
            if len(word) > 4 and word.endswith("ed"):
                found = (*found, "past")
            for feature in found:
                counts[feature] = counts.get(feature, 0) + 1
                if feature != "names":
                    words.setdefault(feature, match.group())
            first, previous, total = first or word, word, total + 1
        if name:
            words.setdefault("names", name.of(text))
        features = {feature: 1 - 0.5**count for feature, count in counts.items()}
        features |= self._shape(text, sentence, first, total)
        features |= {"quoted": quoted, "lead": exp(-index / _LEAD), "opening": float(index == 0)}
        return Described({feature: value for feature, value in features.items() if value}, words)

    def _shape(self, text: str, sentence: Span, first: str, total: int) -> dict[str, float]:
        ending = text[max(sentence.start, sentence.end - 3) : sentence.end]
        question = "?" in ending
        return {
            "question": float(
                question
                or (first in self.questions and "?" in text[max(sentence.start, sentence.end - 200) : sentence.end])
            ),
            "exclamation": float("!" in ending),
            "unfinished": float(not any(mark in ending for mark in ".?!…")),
            "pronoun first": float(first in self.openings),
            "short": max(0, 9 - total) / 9,
            "length": min(total, 32) / 32,
        }


def _number(text: str, match: re.Match[str], previous: str) -> tuple[str, ...]:
    """What a number is: money, percentage, year, day or age, or just a figure."""
    number, unit = match["number"], (match["unit"] or "").lower()
    if number[0] in "$£€¥₹":
        return ("money", "figure")
    if "%" in unit or "cent" in unit:
        return ("percentage", "figure")
    if not unit and _YEAR.fullmatch(number):
        return ("year",)
    if not unit and _MONTH.fullmatch(previous):
        return ("day",)
    return ("age",) if _AGE.match(text, match.end()) else ("figure",)
