"""Claims: which sentences state something that can be checked, which clause of them does, and why a reader should look.

A sentence is described by a few named features, and one logistic line turns them into a score. The features follow
ClaimBuster (Hassan et al. 2017); the kinds follow Full Fact's annotation (Konstantinovskiy et al. 2018). The weights
come from sentences graded by reading: `python -m server.training.claims CORPUS.jsonl > server/model/claims.json`
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from math import exp, floor
from typing import NamedTuple

import orjson

from server.annotation.document import Document
from server.annotation.pipeline import Options
from server.annotation.results import Annotations, Claim, ClaimKind, Quotation, Span

_LISTED = 0.5  # a sentence is a claim where it is more likely than not to be checkable
_CARRIES = 0.4  # share of a sentence that quoted content must fill for the claim to be the speaker's
_REASONS = 3
_TELLING = 0.2  # a feature that adds less to the line is not told as a reason
_LONGEST_TOLD = 60  # code points of the text in a reason
_LEAD = 3.0  # sentences over which the weight of an early place fades
_LONGEST = 8  # longest words by which two sentences are known to say the same

# A number with its sign of money and its unit, or a word; no part can match the same characters in two ways.
_WORD = re.compile(
    r"(?P<number>[$£€¥₹]?\d(?:[\d,.]*\d)?)"
    r"(?P<unit>[ \u00a0-]?(?:%|(?:per ?cent|percentage points?|[mb]illion|trillion|thousand|bn|m|k|crore|lakh)\b))?"
    r"|[^\W\d_]+(?:['’.-][^\W\d_]+)*"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]*|\.)", re.IGNORECASE)
_AGE = re.compile(r"[ -]years?[ -]old", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$")
_DATELINE = re.compile(r"(?:[A-Z][^()]{0,60})?\([A-Z][A-Za-z ]{1,20}\)(?: ?[—–-]+)? ")
_LEADING = re.compile(r"according to [^,]{1,80}, ", re.IGNORECASE)
_TRAILING = re.compile(
    r",[”\"]? (?:(?:according to|citing) [^,]*|(?:[\w.’'-]+ ){0,8}(?:said|says|added|told|reported)\b[^,]{0,60})$"
)
_TAIL = 240  # code points from the end in which a trailing attribution is looked for
_ENDS = " \t\u00a0.,;:!?…–—-`"
_CLOSERS = "\"”»›’'“‘＂"

_TOLD = {
    "figure": "a figure",
    "percentage": "a percentage",
    "money": "a sum of money",
    "magnitude": "a quantity",
    "spelled number": "a number",
    "comparison": "a comparison",
    "ranking": "a ranking",
    "absolute": "an absolute",
    "cause": "a cause",
    "law": "law or justice",
    "harm": "harm or wrongdoing",
    "public act": "a public act",
    "evidence": "refers to evidence",
    "names": "names",
    "year": "a date",
}
_KIND_TOLD: dict[ClaimKind, str] = {
    "quantity": "states a quantity",
    "event": "states what happened",
    "causal": "states a cause",
    "law": "states a rule or a charge",
    "prediction": "states what will happen",
    "other": "states a fact",
}


# The first line of which a feature is there names the kind.
_KINDS: tuple[tuple[ClaimKind, tuple[str, ...]], ...] = (
    ("quantity", ("percentage", "money")),
    ("causal", ("strong cause",)),
    ("law", ("strong law",)),
    ("quantity", ("figure", "magnitude", "spelled number")),
    ("prediction", ("strong future",)),
    ("event", ("past", "public act", "harm")),
    ("quantity", ("comparison",)),
)


class Described(NamedTuple):
    """A sentence's features (0..1 each), and the words that made them where they are words of the text."""

    features: dict[str, float]
    words: dict[str, str]


class Carried(NamedTuple):
    """The part of a sentence that is the content of a quotation."""

    span: Span
    quotation: Quotation


@dataclass(frozen=True)
class Lexicon:
    """Word lists by feature, turned round: for each word the features that it speaks for."""

    openings: frozenset[str]
    questions: frozenset[str]
    features: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls) -> "Lexicon":
        """The lists that ship with the service."""
        table = orjson.loads(files("server.model").joinpath("claim_words.json").read_bytes())
        features: dict[str, tuple[str, ...]] = {}
        for feature, words in table["words"].items():
            for word in words.split():
                features[word] = (*features.get(word, ()), feature)
        return cls(frozenset(table["openings"].split()), frozenset(table["questions"].split()), features)

    def describe(self, text: str, sentence: Span, index: int, quoted: float) -> Described:
        """The features of the sentence number `index` of `text`, `quoted` (0..1) of which is in quotation marks."""
        counts: dict[str, int] = {}
        words: dict[str, str] = {}
        name: Span | None = None
        first, previous, total = "", "", 0
        for match in _WORD.finditer(text, sentence.start, sentence.end):
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


@dataclass(frozen=True)
class Line:
    """The logistic line: a weight a feature, and where it crosses one half.

    `checkable` and `worthy` are the intercepts for "states something checkable" and "worth checking": both chances rise
    with the same line (proportional odds, McCullagh 1980), so they rank sentences alike.
    """

    weights: Mapping[str, float]
    checkable: float
    worthy: float

    @classmethod
    def load(cls) -> "Line":
        """The weights that ship with the service."""
        table = orjson.loads(files("server.model").joinpath("claims.json").read_bytes())
        return cls(table["weights"], table["checkable"], table["worthy"])

    def height(self, features: Mapping[str, float]) -> float:
        """The weighted sum of the features."""
        return sum(self.weights.get(feature, 0.0) * value for feature, value in features.items())

    def score(self, features: Mapping[str, float]) -> float:
        """The chance (0..1) that a careful reader finds something to check in the sentence."""
        return logistic(self.height(features) + self.checkable)


def logistic(value: float) -> float:
    """1 / (1 + e^-value), for any value."""
    return 1 / (1 + exp(-max(-60.0, min(60.0, value))))


class Reading:
    """What is known about a document's sentences from its quotation marks and its quotations."""

    def __init__(self, document: Document, found: Annotations) -> None:
        self._document = document
        self.names = {speaker.id: speaker.name for speaker in found.speakers}
        self._carried: dict[int, Carried] = {}
        for quotation in found.quotations:
            if quotation.act == "speech":
                for content in quotation.content:
                    self._carry(content, quotation)
        marked = [span for quoted in document.quoted for span in quoted.spans]
        self._closing = {span.start: span.end for span in marked}
        self._opening = {span.end: span.start for span in marked}
        self._quoted = [0] * len(document.sentences)
        for quoted in document.quoted:
            for span in quoted.spans if quoted.depth == 0 else ():
                for index, part in self._parts(span):
                    self._quoted[index] += part.end - part.start

    def quoted(self, index: int) -> float:
        """The share (0..1) of a sentence that stands in quotation marks."""
        sentence = self._document.sentences[index]
        return min(1.0, self._quoted[index] / (sentence.end - sentence.start))

    def carried(self, index: int) -> Carried | None:
        """The quoted content in a sentence, if it makes up enough of it to carry its claim."""
        sentence, carried = self._document.sentences[index], self._carried.get(index)
        if carried and carried.span.end - carried.span.start >= _CARRIES * (sentence.end - sentence.start):
            return carried
        return None

    def clause(self, index: int) -> Span:
        """The part of a sentence that carries its claim: quoted content, or all but attribution and full stop."""
        sentence, carried = self._document.sentences[index], self.carried(index)
        span = self._trimmed(carried.span if carried else _unattributed(self._document.text, sentence))
        return span if span.start < span.end else sentence

    def _carry(self, content: Span, quotation: Quotation) -> None:
        """Keeps for each sentence the longest content in it, of equal ones the inner."""
        for index, part in self._parts(content):
            kept = self._carried.get(index)
            if kept is None or part.end - part.start >= kept.span.end - kept.span.start:
                self._carried[index] = Carried(part, quotation)

    def _parts(self, span: Span) -> Iterator[tuple[int, Span]]:
        """The sentences that `span` touches, each with the part of `span` in it."""
        sentences = self._document.sentences
        index = max(bisect_right(sentences, span.start, key=_start) - 1, 0)
        while index < len(sentences) and sentences[index].start < span.end:
            part = Span(max(span.start, sentences[index].start), min(span.end, sentences[index].end))
            if part.start < part.end:
                yield index, part
            index += 1

    def _trimmed(self, span: Span) -> Span:
        """Without punctuation at its ends and without quotation marks whose partner is not inside."""
        text, (start, end) = self._document.text, span
        while start < end:
            if text[start] in _ENDS or self._closing.get(start, 0) >= end:
                start += 1
            elif text[end - 1] in _ENDS or (text[end - 1] in _CLOSERS and self._opening.get(end, end) < start):
                end -= 2 if text.endswith("''", start, end) else 1
            else:
                break
        return Span(start, end)


def _start(span: Span) -> int:
    return span.start


def _unattributed(text: str, sentence: Span) -> Span:
    """The sentence without "according to X" before or behind it."""
    start = sentence.start
    for opening in (_DATELINE, _LEADING):
        if matched := opening.match(text, start, sentence.end):
            start = matched.end()
    trailing = _TRAILING.search(text, max(start, sentence.end - _TAIL), sentence.end)
    end = trailing.start() if trailing else sentence.end
    return Span(start, end) if end - start >= (sentence.end - sentence.start) / 4 else sentence


class Claims:
    """Scores every sentence, lists those that are likely to be checkable, highlights the best of them.

    A claim's score is the chance that its sentence states something checkable, be it minor or worth checking.
    """

    def __init__(self) -> None:
        self._lexicon = Lexicon.load()
        self._line = Line.load()

    def annotate(self, document: Document, found: Annotations, options: Options) -> Annotations:
        """Returns `found` with `claims`, numbered in text order."""
        reading = Reading(document, found)
        claims: list[Claim] = []
        for index, sentence in enumerate(document.sentences):
            described = self._lexicon.describe(document.text, sentence, index, reading.quoted(index))
            score = self._line.score(described.features)
            if score >= _LISTED and not described.features.get("question"):
                carried = reading.carried(index)
                claim = Claim(
                    id=f"c{len(claims) + 1}",
                    span=reading.clause(index),
                    sentence=sentence,
                    score=round(score, 4),
                    highlight=False,
                    kind=(kind := kind_of(described.features)),
                    claimer=carried.quotation.speaker if carried else None,
                    quotation=carried.quotation.id if carried else None,
                )
                stated_by = reading.names.get(claim.claimer or "")
                claims.append(replace(claim, reasons=self._reasons(described, kind, stated_by)))
        allowed = floor(options.claim_share * len(document.sentences) + 1e-9)
        return replace(found, claims=_highlighted(document, claims, allowed))

    def _reasons(self, described: Described, kind: ClaimKind, stated_by: str | None) -> tuple[str, ...]:
        """What adds most to the score, in words, and who states it."""
        added = {name: self._line.weights.get(name, 0.0) * value for name, value in described.features.items()}
        told = [name for name in sorted(added, key=lambda name: -added[name]) if added[name] >= _TELLING]
        by_word = {described.words.get(name, name): name for name in reversed(told)}  # no word is told twice
        reasons = [reason for name in told if name in by_word.values() and (reason := _reason(name, described))]
        reasons = (reasons or [_KIND_TOLD[kind]])[: _REASONS - bool(stated_by)]
        return (*reasons, f"stated by {stated_by}") if stated_by else tuple(reasons)


def _reason(feature: str, described: Described) -> str | None:
    if feature == "lead":
        return "early in the article"
    word = _POSSESSIVE.sub("", described.words.get(feature, ""))
    if len(word) > _LONGEST_TOLD:
        word = f"{word[: _LONGEST_TOLD - 1]}…"
    return f"{_TOLD[feature]}: {word}" if word and feature in _TOLD else None


def kind_of(features: Mapping[str, float]) -> ClaimKind:
    """The kind of claim, by the first rule that fits."""
    return next((kind for kind, names in _KINDS if any(features.get(name) for name in names)), "other")


def _highlighted(document: Document, claims: list[Claim], allowed: int) -> tuple[Claim, ...]:
    """The claims, the best `allowed` of them highlighted, sentences that say nearly the same only once."""
    chosen: set[str] = set()
    said: set[frozenset[str]] = set()
    for claim in sorted(claims, key=lambda claim: -claim.score):
        if len(chosen) >= allowed:
            break
        words = {match.group().casefold() for match in _WORD.finditer(document.text, *claim.sentence)}
        longest = frozenset(sorted(words, key=lambda word: (-len(word), word))[:_LONGEST])
        if longest not in said:
            said.add(longest)
            chosen.add(claim.id)
    return tuple(replace(claim, highlight=claim.id in chosen) for claim in claims)
