"""Pronouns: whom "he", "she", "it" and "they" take up, weighed over those whom the text has just mentioned."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log
from typing import Literal, NamedTuple

from server.annotation.lexicon import Gender
from server.annotation.people import Entity
from server.annotation.results import Span

How = Literal["name", "pronoun", "source"]
HE_SHE: dict[str, Gender] = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
_REMEMBERED = 48  # mentions before a pronoun that are weighed
_FAR = 6  # sentences; beyond these distance costs no more

_WEIGHTS = {
    "distance": -0.45,
    "same sentence": 0.3,
    "subject": 0.9,
    "gender": 1.6,
    "person": 0.6,
    "body": -1.5,
    "place": -1.5,
    "frequent body": 0.8,
    "quoted": -1.6,
    "source": 0.7,
    "pronoun": 0.8,
    "last speaker here": 1.2,
    "last speaker before": 0.6,
    "frequent": 0.3,
    "in content": -3.0,
}


class Seen(NamedTuple):
    """A mention in the course of reading; `is_quoted` tells that it stands in quotation marks."""

    start: int
    sentence: int
    paragraph: int
    entity: Entity
    how: How
    is_subject: bool
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pronoun stands, with the content that its owner is said to have uttered."""

    start: int
    sentence: int
    paragraph: int
    content: tuple[Span, ...] = ()


class Course:
    """What has been mentioned so far, the latest last."""

    def __init__(self) -> None:
        self._seen: deque[Seen] = deque(maxlen=_REMEMBERED)
        self.speaker: Seen | None = None

    def add(self, seen: Seen) -> None:
        """Notes a mention."""
        self._seen.append(seen)
        if seen.how == "source":
            self.speaker = seen

    def latest(self, fits: Callable[[Seen], bool]) -> Entity | None:
        """The latest mentioned that fits."""
        return next((seen.entity for seen in reversed(self._seen) if fits(seen)), None)

    def he_or_she(self, gender: Gender | None, place: Place, apart: Entity | None = None) -> Entity | None:
        """The likeliest person for a pronoun of `gender` (or a noun, if it tells none); never `apart`."""
        return self._likeliest(place, lambda e: e is not apart and _can_be_person(e, gender), gender)

    def it(self, place: Place) -> Entity | None:
        """The likeliest body."""
        return self._likeliest(place, _can_be_body, None)

    def issuer(self, place: Place) -> Entity | None:
        """The likeliest to have put out "a statement"."""
        return self._likeliest(place, lambda e: e.is_named and not e.is_place, None)

    def they(self, place: Place) -> Entity | None:
        """The likeliest group, body or person of unknown sex."""
        return self._likeliest(place, lambda e: e.kind in ("group", "unnamed") or not e.is_sure, None)

    def _likeliest(self, place: Place, fits: Callable[[Entity], bool], gender: Gender | None) -> Entity | None:
        best: tuple[float, Entity] | None = None
        for seen in reversed(self._seen):
            if fits(seen.entity):
                score = sum(_WEIGHTS[name] * value for name, value in self.features(seen, place, gender))
                if best is None or score > best[0]:
                    best = score, seen.entity
        return best[1] if best else None

    def features(self, seen: Seen, place: Place, gender: Gender | None) -> Iterator[tuple[str, float]]:
        """What speaks for and against a mention, by the names of the weights."""
        distance = place.sentence - seen.sentence
        yield "distance", min(max(distance, 0), _FAR)
        yield "same sentence", distance == 0
        yield "subject", seen.is_subject
        yield "gender", gender is not None and seen.entity.gender == gender
        yield "person", seen.entity.kind == "person" and seen.entity.is_sure
        yield "body", seen.entity.kind == "organization" and gender is not None
        yield "quoted", seen.is_quoted
        yield seen.how if seen.how != "name" else "subject", 1.0 if seen.how != "name" else 0.0
        if self.speaker and self.speaker.entity is seen.entity:
            behind = place.paragraph - self.speaker.paragraph
            if behind <= 1:
                yield "last speaker here" if behind <= 0 else "last speaker before", 1.0
        yield "place", gender is None and seen.entity.is_place
        yield "frequent" if gender else "frequent body", log(1 + len(seen.entity.mentions))
        named = seen.how == "name" and any(span.start <= seen.start < span.end for span in place.content)
        yield "in content", named


def _can_be_body(entity: Entity) -> bool:
    return entity.kind == "organization" or (entity.kind == "person" and not entity.is_sure)


def _can_be_person(entity: Entity, gender: Gender | None) -> bool:
    if entity.gender not in (None, gender) and gender:
        return False
    return entity.kind in ("person", "unnamed")
