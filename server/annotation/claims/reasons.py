"""Reasons: what made a sentence a claim, in a few words of its own, and who states it."""

import re

from server.annotation.claims.judgement import Line
from server.annotation.claims.words import Described
from server.annotation.results import ClaimKind

_REASONS = 3
_TELLING = 0.2  # a feature that adds less to the line is not told
_LONGEST = 60  # code points of the text in a reason
_POSSESSIVE = re.compile(r"['’]s$")

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
    "future": "a prediction",
    "names": "names",
    "year": "a date",
}
_OF_KIND: dict[ClaimKind, tuple[str, ...]] = {
    "quantity": ("money", "percentage", "figure", "magnitude", "spelled number", "comparison", "ranking"),
    "event": ("public act", "harm"),
    "causal": ("cause",),
    "law": ("law",),
    "prediction": ("future",),
    "other": ("evidence",),
}
_KIND_TOLD: dict[ClaimKind, str] = {
    "quantity": "states a quantity",
    "event": "states what happened",
    "causal": "states a cause",
    "law": "states a rule or a charge",
    "prediction": "states what will happen",
    "other": "states a fact",
}


def reasons(described: Described, kind: ClaimKind, stated_by: str | None, line: Line) -> tuple[str, ...]:
    """First what makes its kind, then what adds most to `line`, at last the speaker; one to three, no two alike."""
    added = {name: line.weights.get(name, 0.0) * value for name, value in described.features.items()}
    strongest = sorted((name for name in added if added[name] >= _TELLING), key=lambda name: -added[name])
    of_kind = [name for name in _OF_KIND[kind] if name in described.features]
    by_word: dict[str, str] = {}
    for name in (*of_kind, *strongest):
        if told := _told(name, described):
            by_word.setdefault(described.words[name], told)  # no word is told twice
    found = list(by_word.values())
    if not of_kind:
        found.insert(0, _KIND_TOLD[kind])
    if described.features.get("lead", 0.0) * line.weights.get("lead", 0.0) >= _TELLING:
        found.append("early in the article")
    found = found[: _REASONS - bool(stated_by)]
    return (*found, f"stated by {stated_by}") if stated_by else tuple(found)


def _told(feature: str, described: Described) -> str | None:
    word = _POSSESSIVE.sub("", described.words.get(feature, ""))
    if len(word) > _LONGEST:
        word = f"{word[: _LONGEST - 1]}…"
    return f"{_TOLD[feature]}: {word}" if word and feature in _TOLD else None
