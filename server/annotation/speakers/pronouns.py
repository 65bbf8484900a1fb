"""Pronouns: whom "he", "she", "it" and "they" take up, weighed over those whom the text has just mentioned."""

from collections import deque
from collections.abc import Callable, Iterator
from math import log
from typing import Literal, NamedTuple

import orjson

from server.annotation import weights
from server.annotation.results import Span
from server.annotation.speakers.lexicon import Gender
from server.annotation.speakers.people import Entity
from server.annotation.speakers.setting import Place

How = Literal["name", "pronoun", "source"]
HE_SHE: dict[str, Gender] = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
_REMEMBERED = 48  # mentions before a pronoun that are weighed
_FAR = 6  # sentences; beyond these distance costs no more

_SIDE_BY_SIDE = 32  # code points between two names that are told of together
_CROWD = 4  # others mentioned since; more cost no more
# Weights of the features of a mention, a log-linear ranking (`server.training.pronouns`): for "he" and "she", for nouns
# like "the singer", for "it" and nouns like "the firm", for "they".
Weights = dict[str, float]
_WEIGHTS: dict[str, Weights] = orjson.loads(weights.read("pronouns.json"))


class Seen(NamedTuple):
    """A mention in the course of reading; `line` counts the sentences told outside quotation marks."""

    start: int
    line: int
    sentence: int
    paragraph: int
    entity: Entity
    how: How
    is_subject: bool
    is_quoted: bool
    is_possessive: bool = False
    is_told: bool = False  # stands in what somebody is said to have said


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

    def together(self, count: int, place: Place, reach: int = 4) -> list[Entity]:
        """The last `count` people whom the text names or quotes, if it does so in the last `reach` told sentences."""
        people: dict[Entity, None] = {}
        for seen in reversed(self._seen):
            if place.line - seen.line > reach or len(people) == count:
                break
            if not seen.is_quoted and seen.entity.kind == "person" and (seen.entity.is_sure or seen.entity.is_source):
                people.setdefault(seen.entity)
        return list(people) if len(people) == count else []

    def pair(self, place: Place) -> list[Entity]:
        """Two people named together in this sentence or the one before, if no group was mentioned since."""
        two = [seen for seen in list(self._seen)[-2:] if place.line - seen.line <= 1 and seen.entity.kind == "person"]
        if len(two) < 2 or two[0].entity is two[1].entity or two[1].start - two[0].start > _SIDE_BY_SIDE:
            return []
        return [seen.entity for seen in two]

    def he_or_she(self, gender: Gender | None, place: Place, apart: Entity | None = None) -> Entity | None:
        """The likeliest person for a pronoun of `gender` (or a noun, if it tells none); never `apart`."""
        return self._likeliest("people", place, lambda e: e is not apart and _can_be_person(e, gender), gender)

    def somebody(self, gender: Gender | None, place: Place) -> Entity | None:
        """The likeliest of those whom the text surely calls people, for a noun like "the singer"."""
        return self._likeliest("nouns", place, lambda e: _can_be_person(e, gender) and (e.is_sure or e.is_source))

    def it(self, place: Place, fits: Callable[[Entity], bool] = lambda _: True) -> Entity | None:
        """The likeliest body of those that fit."""
        return self._likeliest("bodies", place, lambda e: _can_be_body(e) and fits(e))

    def issuer(self, place: Place) -> Entity | None:
        """The likeliest to have put out "a statement"."""
        return self._likeliest("bodies", place, lambda e: e.is_named and not e.is_place)

    def they(self, place: Place) -> Entity | None:
        """The likeliest group, body or person of unknown sex."""
        return self._likeliest("groups", place, lambda e: e.kind != "person" or not e.is_sure)

    def _likeliest(
        self, what: str, place: Place, fits: Callable[[Entity], bool], gender: Gender | None = None
    ) -> Entity | None:
        table = _WEIGHTS[what]
        best: tuple[float, Entity] | None = None
        for seen, features in self.candidates(place, fits, gender):
            score = sum(table.get(name, 0.0) * value for name, value in features if value)
            if best is None or score > best[0]:
                best = score, seen.entity
        return best[1] if best else None

    def candidates(
        self, place: Place, fits: Callable[[Entity], bool], gender: Gender | None
    ) -> Iterator[tuple[Seen, Iterator[tuple[str, float]]]]:
        """The mentions of those who fit, the latest first, with their features."""
        between: dict[Entity, int] = {}
        spoken_of = {s.entity for s in self._seen if s.how == "name" and _is_in(s.start, place.content)}
        for seen in reversed(self._seen):
            if not fits(seen.entity):
                continue
            if not seen.is_quoted or seen.how == "source":
                between.setdefault(seen.entity, len(between))
            behind = between.get(seen.entity, len(between))
            yield seen, self.features(seen, place, gender, behind, seen.entity in spoken_of)

    def features(
        self, seen: Seen, place: Place, gender: Gender | None, between: int, is_spoken_of: bool
    ) -> Iterator[tuple[str, float]]:
        """What speaks for and against a mention, by the names of the weights.

        `between` is the number of others who fit and were mentioned since.
        """
        entity = seen.entity
        distance = max(place.line - seen.line, 0)
        yield "distance", min(distance, _FAR)
        yield "same sentence", seen.sentence == place.sentence
        yield "same paragraph", seen.paragraph == place.paragraph
        yield "between", min(between, _CROWD)
        yield "latest", between == 0
        yield "subject", seen.is_subject
        yield "possessive", seen.is_possessive
        yield "gender", gender is not None and entity.gender == gender
        yield "other gender", gender is not None and entity.gender not in (None, gender)
        yield "known gender", gender is None and entity.gender is not None
        yield "person", entity.kind == "person" and (entity.is_sure or entity.is_source)
        yield "certain body", entity.kind == "organization" and entity.is_sure
        yield "unnamed", not entity.is_named
        yield "speaks", entity.is_source
        yield "quoted", seen.is_quoted
        yield "place", entity.is_place
        yield "source", seen.how == "source"
        yield "pronoun", seen.how == "pronoun"
        if self.speaker and self.speaker.entity is entity:
            behind = place.paragraph - self.speaker.paragraph
            yield "last speaker here", behind <= 0
            yield "last speaker before", behind == 1
        yield "frequent", log(1 + len(entity.mentions))
        yield "told", seen.is_told
        yield "in content", is_spoken_of
        yield "subject here", seen.is_subject and seen.sentence == place.sentence
        yield "subject before", seen.is_subject and distance == 1
        yield "body", entity.kind == "organization"
        yield "group", entity.kind == "group"


def _is_in(offset: int, spans: tuple[Span, ...]) -> bool:
    return any(span.start <= offset < span.end for span in spans)


def _can_be_body(entity: Entity) -> bool:
    return entity.kind == "organization" or (entity.kind == "person" and not entity.is_sure)


def _can_be_person(entity: Entity, gender: Gender | None) -> bool:
    if gender and entity.gender not in (None, gender) and (entity.is_gender_told or entity.kind != "person"):
        return False
    return entity.kind in ("person", "unnamed")
