"""Learns by which clues a name is a person's or a body's.

`python -m server.training.kinds QUOTES… OUT` reads annotated articles (see `server.training.names`; those kept for
development are only measured), weighs the clues of their named speakers by logistic regression with a penalty on the
squares of the weights, prints the share of names right and writes the weights to `OUT` (server/model/name_kinds.json):
log odds for a person. It takes a few seconds.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from server.annotation.document import Document
from server.annotation.results import Span
from server.annotation.speakers.clues import clues_of_names
from server.annotation.speakers.kinds import BIAS, log_odds
from server.annotation.speakers.naming import namings
from server.annotation.speakers.noun_phrases import read_phrase
from server.training.checksums import write_checksums
from server.training.logistic import newton
from server.training.names import read, same_name

_PENALTY = 1.0
_BY_HAND = {"which behind": -2.5}  # hardly an article has it, and nobody writes it of a person
_KINDS = ("person", "organization")


class Example(NamedTuple):
    """A form of a name in an article with its clues; `is_sure` tells that a title or the like decides its kind."""

    clues: Mapping[str, float]
    is_person: bool
    is_sure: bool


def examples(article: dict[str, Any]) -> Iterator[Example]:
    """The names of an article's speakers that are annotated as a person's or a body's."""
    document = Document(article["text"])
    found = namings(document)
    kinds = _annotated(article, document)
    sure = {naming.name for naming in found if naming.is_sure}
    for name, clues in clues_of_names(document, found).items():
        if name in kinds:
            yield Example(clues, kinds[name] == "person", name in sure)


def _annotated(article: dict[str, Any], document: Document) -> dict[tuple[str, ...], str]:
    """The kinds of full names and of those beside cues."""
    speakers = {speaker["key"]: speaker for speaker in article["speakers"] if speaker["kind"] in _KINDS}
    kinds = {tuple(speaker["name"].split()): speaker["kind"] for speaker in speakers.values()}
    for quotation in article["quotations"]:
        who = speakers.get(quotation["speaker_key"])
        if not who or not quotation["speaker"]:
            continue
        phrase = read_phrase([token.text for token in document.tokens_in(Span(*quotation["speaker"]))])
        if phrase and same_name(who["name"], " ".join(phrase.name), who["kind"]):
            kinds[phrase.name] = who["kind"]
    return kinds


def learn(known: Iterable[Example]) -> dict[str, float]:
    """The weights of all clues by Newton's method."""
    known = list(known)
    names = [BIAS, *sorted({clue for example in known for clue in example.clues})]
    rows = np.array([[1.0, *(example.clues.get(name, 0.0) for name in names[1:])] for example in known])
    right = np.array([example.is_person for example in known], dtype=float)
    weights = newton(rows, right, np.full(len(names), _PENALTY))
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def share_right(known: Iterable[Example], weights: Mapping[str, float]) -> float:
    """The share of names whose kind the weights tell."""
    right = [(log_odds(example.clues, weights) > 0) == example.is_person for example in known]
    return sum(right) / len(right) if right else 0.0


def main() -> None:
    """Reads the command line and does what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quotes", nargs="+")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    parts = {
        part: [example for article in read(arguments.quotes, part) for example in examples(article)]
        for part in ("train", "dev")
    }
    weights = learn(parts["train"]) | _BY_HAND
    for part, known in parts.items():
        open_ones = [example for example in known if not example.is_sure]
        print(f"{part}: {share_right(known, weights):.3f} of {len(known)},", end=" ")
        print(f"{share_right(open_ones, weights):.3f} of the {len(open_ones)} that nothing else tells")
    arguments.out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    write_checksums(arguments.out.parent)


if __name__ == "__main__":
    main()
