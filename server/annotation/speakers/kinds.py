"""Whether a name is a person's or a body's: where no title tells, the clues of all its places are weighed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import orjson

from server.annotation import weights
from server.annotation.document import Document
from server.annotation.speakers.clues import clues_of_names
from server.annotation.speakers.naming import Naming

BIAS = "bias"
_WEIGHTS: dict[str, float] = orjson.loads(weights.read("name_kinds.json"))
_SURE = 2.0  # log odds


def with_kinds(document: Document, found: Iterable[Naming]) -> list[Naming]:
    """The namings of `document`, those whose kind is not sure with the likelier one."""
    found = list(found)
    odds = {name: log_odds(clues, _WEIGHTS) for name, clues in clues_of_names(document, found).items()}
    return [naming if naming.is_sure else _judged(naming, odds[naming.name]) for naming in found]


def log_odds(clues: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How much more likely a name with these clues is a person's than a body's."""
    return weights[BIAS] + sum(weights.get(clue, 0.0) * value for clue, value in clues.items())


def _judged(naming: Naming, odds: float) -> Naming:
    return replace(naming, kind="person" if odds > 0 else "organization", is_sure=abs(odds) > _SURE)
