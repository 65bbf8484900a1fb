"""Learns whom pronouns take up: weighs the features of what a text has mentioned before them.

`python -m server.training.pronouns QUOTES… OUT [--texts CORPORA]` reads annotated articles (see
`server.training.names`; those kept for development are only measured), ranks the mentions before each pronoun beside a
cue by a log-linear model with a penalty on the squared distance from the weights in `OUT`
(server/model/pronouns.json), prints the share of pronouns right before and after and writes the new weights, which a
second run moves on from there. It takes a minute. Those for "he" and "she" ("people", "nouns") are left as they are:
some of them are set by hand, and learning them anew from these articles makes no more pronouns right.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from server.annotation.document import Document
from server.annotation.speakers.lexicon import Gender
from server.annotation.speakers.people import Entity
from server.annotation.speakers.pronouns import Course, Weights
from server.annotation.speakers.resolution import Resolution
from server.annotation.speakers.setting import Place
from server.training.checksums import write_checksums
from server.training.names import attributions, read, same_name

Floats = npt.NDArray[np.float64]
_LEARNT = ("bodies", "groups")
_PENALTY = 2.0
_STEPS = 400
_RATE = 0.02


class Choice(NamedTuple):
    """A pronoun: which weights rank its candidates, their features, and which of them are right."""

    what: str
    features: list[dict[str, float]]
    is_right: list[bool]


class _Recording(Course):
    """Notes the candidates for each pronoun whose speaker is known: names and kinds by the pronouns' offsets."""

    def __init__(self, known: Mapping[int, tuple[str, str]]) -> None:
        super().__init__()
        self._known = known
        self.choices: list[Choice] = []

    def _likeliest(
        self, what: str, place: Place, fits: Callable[[Entity], bool], gender: Gender | None = None
    ) -> Entity | None:
        if place.content and place.start in self._known and what in _LEARNT:
            name, kind = self._known[place.start]
            described = [(seen, dict(features)) for seen, features in self.candidates(place, fits, gender)]
            right = [same_name(name, seen.entity.text, kind) for seen, _ in described]
            if any(right) and not all(right):
                self.choices.append(Choice(what, [features for _, features in described], right))
        return super()._likeliest(what, place, fits, gender)


def choices(article: dict[str, Any]) -> Iterator[Choice]:
    """The pronouns, and nouns like "the firm", beside cues whose speaker is among those mentioned before."""
    speakers = {speaker["key"]: speaker for speaker in article["speakers"]}
    known = {}
    for quotation in article["quotations"]:
        mention, who = quotation["speaker"], speakers.get(quotation["speaker_key"])
        if mention and who:
            known[mention[0]] = who["name"], who["kind"]
    course = _Recording(known)
    Resolution(Document(article["text"]), attributions(article), course)
    yield from course.choices


def learn(known: list[Choice], start: Weights) -> Weights:
    """Weights by gradient ascent (Adam); where several mentions are right, the sum of their chances counts."""
    names = sorted({name for choice in known for each in choice.features for name in each})
    rows = [np.array([[each.get(name, 0.0) for name in names] for each in choice.features]) for choice in known]
    right = [np.array(choice.is_right) for choice in known]
    prior = np.array([start.get(name, 0.0) for name in names])
    weights, mean, square = prior.copy(), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, _STEPS + 1):
        slope = sum(map(_slope, rows, right, [weights] * len(rows)), -_PENALTY * (weights - prior))
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights = weights + _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def _slope(rows: Floats, is_right: npt.NDArray[np.bool_], weights: Floats) -> Floats:
    """The slope of the log chance of the right mentions."""
    scores = rows @ weights
    chances = np.exp(scores - scores.max())
    among_right = np.where(is_right, chances, 0.0)
    return np.asarray(rows.T @ (among_right / among_right.sum() - chances / chances.sum()))


def share_right(known: Iterable[Choice], weights: Weights) -> float:
    """The share of pronouns whose likeliest candidate is right."""
    picked = []
    for choice in known:
        scores = [sum(weights.get(name, 0.0) * value for name, value in each.items()) for each in choice.features]
        picked.append(choice.is_right[scores.index(max(scores))])
    return sum(picked) / len(picked) if picked else 0.0


def main() -> None:
    """Reads the command line and does what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quotes", nargs="+")
    parser.add_argument("out", type=Path)
    parser.add_argument("--texts", type=Path, help="folder of the corpora whose files labels name")
    arguments = parser.parse_args()
    tables: dict[str, Weights] = json.loads(arguments.out.read_text(encoding="utf-8"))
    parts = {
        part: [choice for article in read(arguments.quotes, part, arguments.texts) for choice in choices(article)]
        for part in ("train", "dev")
    }
    for what in _LEARNT:
        train, dev = ([choice for choice in parts[part] if choice.what == what] for part in ("train", "dev"))
        learnt = learn(train, tables[what])
        for part, known in (("train", train), ("dev", dev)):
            before, after = share_right(known, tables[what]), share_right(known, learnt)
            print(f"{what}, {part}: {before:.3f} → {after:.3f} of {len(known)}")
        tables[what] = learnt
    arguments.out.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")
    write_checksums(arguments.out.parent)


if __name__ == "__main__":
    main()
