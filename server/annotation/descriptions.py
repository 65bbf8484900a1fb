"""Sources without a name: "the company", "its chief executive", "a spokesman for the council", "the statement"."""

from collections.abc import Sequence

from server.annotation import lexicon
from server.annotation.names import Phrase, is_body, is_capital, kind_of_noun, read_phrase
from server.annotation.people import Entity, People
from server.annotation.pronouns import HE_SHE, Course, Place

_OF_STATES = frozenset(
    "government ministry army military navy court commission embassy parliament council department administration"
    " party union state cabinet senate".split()
)
_SPOKES = lexicon.SPOKES | {"source", "insider", "official"}


class Descriptions:
    """Gives every noun phrase without a name its entity."""

    def __init__(self, people: People, course: Course) -> None:
        self._people = people
        self._course = course
        self._unnamed: dict[str, Entity] = {}
        self._by_head: dict[str, Entity] = {}
        self._by_role: dict[str, list[Entity]] = {}
        for entity in people.entities:
            for role in entity.roles:
                self._by_role.setdefault(role, []).append(entity)

    def resolve(self, phrase: Phrase, place: Place) -> Entity:
        """The entity of `phrase` where it stands."""
        owner = self._owner(phrase, place)
        return (
            self._by_document(phrase, owner, place)
            or self._spokesman(phrase, owner, place)
            or self._known(phrase, owner, place)
            or self._new(phrase, owner)
        )

    def _owner(self, phrase: Phrase, place: Place) -> Entity | None:
        if phrase.article in ("his", "her", "its", "their"):
            if gender := HE_SHE.get(phrase.article):
                return self._course.he_or_she(gender, place)
            return self._course.it(place)
        owner = read_phrase(phrase.owner) if phrase.owner else None
        if owner is None or owner.words == phrase.words:
            return None
        if owner.name and not all(word.lower() in lexicon.DEMONYMS for word in owner.name):
            return self._people.entity(owner.name, owner.kind or "organization", owner.gender, owner.article)
        if not owner.name and owner.article == "the" and owner.head in lexicon.BODY_NOUNS:
            return self._known(owner, None, place)
        return None

    def _by_document(self, phrase: Phrase, owner: Entity | None, place: Place) -> Entity | None:
        """A statement speaks for its body, a report for whom it is named after."""
        if phrase.head in lexicon.DOCUMENTS:
            return owner or (None if phrase.owner else self._issuer())
        if phrase.head not in lexicon.REPORTS:
            return None
        if owner and owner.kind == "organization":
            return owner
        if phrase.article == "the" and not phrase.owner:
            return self._by_head.get(phrase.head) or self._by_head.get("report")
        return None

    def _issuer(self) -> Entity | None:
        return self._course.latest(lambda seen: seen.how == "source" and seen.entity.kind == "organization") or (
            self._course.latest(lambda seen: seen.entity.kind == "organization" and not seen.entity.is_place)
        )

    def _spokesman(self, phrase: Phrase, owner: Entity | None, place: Place) -> Entity | None:
        """ "ASA spokesman" for "a spokesman" once the body is known."""
        if phrase.head not in lexicon.SPOKES:
            return None
        if owner is None and not phrase.owner:
            if phrase.article == "the" and (known := self._by_head.get("spokes")):
                return known
            owner = self._course.it(place) if len(phrase.words) == 1 else None
        if owner is None:
            return None
        words = (*owner.name, phrase.head)
        entity = self._named_by(words, "unnamed")
        self._by_head["spokes"] = entity
        entity.takes_role(phrase.head)
        return entity

    def _known(self, phrase: Phrase, owner: Entity | None, place: Place) -> Entity | None:
        """Somebody met before, or introduced later by the same role."""
        head = phrase.head
        if phrase.article == "a":
            return None
        is_own = head in _OF_STATES and bool(phrase.owner)
        if " ".join(phrase.words).lower() in self._unnamed:
            return self._unnamed[" ".join(phrase.words).lower()]
        if is_own or kind_of_noun(head) == "group":
            return self._by_head.get(head) if not is_own and len(phrase.words) == 1 else None
        if head in lexicon.BODY_NOUNS:
            return self._body(head, place) if phrase.article else None
        if by_role := self._of_role(phrase, place):
            return by_role
        if phrase.article == "the" and not phrase.owner:
            if known := self._by_head.get(head):
                return known
            if head.endswith("-old") or head in lexicon.ROLES - _SPOKES:
                return self._course.he_or_she(phrase.gender, place)
        return None

    def _body(self, head: str, place: Place) -> Entity | None:
        named = [e for e in self._people.entities if e.kind == "organization" and e.latest >= 0]
        with_head = [e for e in named if head in e.roles or head in (word.lower() for word in e.name)]
        if with_head:
            return max(with_head, key=lambda e: e.latest)
        return self._course.latest(
            lambda seen: seen.entity.kind == "organization" and seen.entity.is_named and not seen.entity.is_place
        )

    def _of_role(self, phrase: Phrase, place: Place) -> Entity | None:
        words = [word.lower() for word in phrase.words if word[0].isalpha()]
        holders = [e for e in self._by_role.get(phrase.head, []) if e.kind == "person"]
        if phrase.gender:
            holders = [e for e in holders if e.gender in (None, phrase.gender)]
        if not holders:
            return None
        return max(holders, key=lambda e: (len(e.roles & set(words)), e.latest))

    def _new(self, phrase: Phrase, owner: Entity | None) -> Entity:
        words = phrase.words
        if owner and phrase.article in ("his", "her", "its", "their"):
            words = (*owner.name, "'s", *words)
        entity = self._named_by(words, phrase.kind or "unnamed")
        entity.gender = phrase.gender
        self._by_head[phrase.head] = entity
        if phrase.head in lexicon.REPORTS:
            self._by_head["report"] = entity
        return entity

    def _named_by(self, words: Sequence[str], kind: str) -> Entity:
        key = " ".join(words).lower()
        if key not in self._unnamed:
            self._unnamed[key] = Entity(tuple(words), kind, is_named=False, is_sure=True)  # type: ignore[arg-type]
        return self._unnamed[key]
