"""Sources without a name: "the company", "its chief executive", "a spokesman for the council", "the statement"."""

from collections.abc import Sequence

from server.annotation.results import SpeakerKind
from server.annotation.speakers import lexicon
from server.annotation.speakers.head_nouns import is_somebody, kind_of_noun, uncapitalised
from server.annotation.speakers.names import is_acronym
from server.annotation.speakers.noun_phrases import Phrase, read_phrase
from server.annotation.speakers.people import Entity, People
from server.annotation.speakers.pronouns import HE_SHE, Course
from server.annotation.speakers.setting import Place

_POSSESSIVE = frozenset("his her its their our my".split())
# Bodies of states are told apart by whose they are; "the German automaker" only says more about a known one.
_OF_STATES = frozenset(
    "government campaign ministry board army military navy court commission embassy parliament council department"
    " administration party state cabinet senate media police office county city town court".split()
)
# Nouns that stand behind the name of a body and only say what it is.
_OF_NAMES = frozenset(
    "agency chain tank thinktank website site newspaper magazine channel network firm company giant retailer charity"
    " airline brand platform service publisher broadcaster bank supermarket watchdog regulator maker".split()
)
_OF_ANY = frozenset("group organisation organization body association team club network".split())
_LEADING = frozenset("boss ceo chief head executive director chair chairman chairwoman".split())
_ANONYMOUS = frozenset("source insider official onlooker person".split())
# Nouns that never take up somebody known by name unless the text has called them so.
_RELATIONAL = _ANONYMOUS | frozenset(
    "patient caller voice member operator witness victim boyfriend girlfriend friend mother father mum mom dad brother"
    " sister son daughter wife husband partner uncle aunt cousin neighbour neighbor colleague officer spokesman"
    " spokeswoman spokesperson judge jury lawyer attorney doctor prosecutor resident user commenter fan worker"
    " employee adviser dispatcher bystander guard clerk driver passenger customer rep".split()
)
_HOLDERS = 40  # people of one role who are compared
_OPENING = 1  # sentences in which an article introduces people whom it names later
_SOON = 1200  # code points in which somebody introduced without a name gets one


class Descriptions:
    """Gives every noun phrase without a name its entity."""

    def __init__(self, people: People, course: Course) -> None:
        self._people = people
        self._course = course
        self._unnamed: dict[str, Entity] = {}
        self._by_head: dict[str, Entity] = {}
        self._by_role: dict[str, list[Entity]] = {}
        for entity in people.entities:
            for role in entity.nouns:
                holders = self._by_role.setdefault("boss" if role in _LEADING else role, [])
                if len(holders) < _HOLDERS:
                    holders.append(entity)

    def resolve(self, phrase: Phrase, place: Place) -> Entity:
        """The entity of `phrase` where it stands."""
        owner = self._owner(phrase, place)
        entity = (
            self._document(phrase, owner, place)
            or self._spokesman(phrase, owner, place)
            or self._known(phrase, owner, place)
            or self._new(phrase, owner)
        )
        self._by_head[phrase.head] = entity
        if phrase.head in lexicon.REPORTS:
            self._by_head["report"] = entity
        return entity

    def issue(self, noun: str, place: Place) -> None:
        """Notes who puts out a statement: "the subject of its sentence"."""
        entity = self._course.latest(lambda seen: seen.sentence == place.sentence and seen.is_subject)
        if entity := entity or self._course.issuer(place):
            self._by_head[noun] = entity

    def introduce(self, noun: str, words: Sequence[str], is_definite: bool) -> Entity | None:
        """Somebody whom the article tells of without a name: "her boyfriend"; None if "the man" may be anybody."""
        if is_definite:
            return self._by_head.get(noun)
        entity = self._named_by(words, "unnamed")
        entity.gender = lexicon.gender_of_title({noun})
        self._by_head[noun] = entity
        return entity

    def _owner(self, phrase: Phrase, place: Place) -> Entity | None:
        if phrase.article in _POSSESSIVE:
            if gender := HE_SHE.get(phrase.article):
                return self._course.he_or_she(gender, place)
            return self._course.it(place) if phrase.article in ("its", "their") else None
        owner = read_phrase(phrase.owner) if phrase.owner != phrase.words else None
        if owner is None:
            return None
        if owner.name and not all(word.lower() in lexicon.DEMONYMS for word in owner.name):
            return self._people.entity(owner.name, owner.kind or "organization", owner.gender, owner.article)
        if not owner.name and owner.article and owner.article != "a":
            return self._known(owner, None, place) or (
                self._new(owner, self._owner(owner, place)) if owner.head else None
            )
        return None

    # -- documents and spokespeople -----------------------------------------------------------------------------------

    def _document(self, phrase: Phrase, owner: Entity | None, place: Place) -> Entity | None:
        """A statement speaks for its body, a report for the body after which it is called."""
        if phrase.head in lexicon.DOCUMENTS:
            if owner:
                return owner
            return None if phrase.owner else (self._by_head.get(phrase.head) or self._course.issuer(place))
        if phrase.head not in lexicon.REPORTS:
            return None
        if owner and self._makes(owner, phrase):
            return owner
        if (phrase.article == "the" and not phrase.owner) or (len(phrase.words) == 1 and phrase.article != "a"):
            return self._by_head.get(phrase.head) or self._by_head.get("report") or self._body_next(phrase, place)
        return self._body_next(phrase, place)

    def _makes(self, owner: Entity, phrase: Phrase) -> bool:
        """Whether a report is its owner's: made by them, of a body, or somebody's own."""
        is_body = owner.kind == "organization" and not owner.is_place
        return phrase.is_by or (owner.is_named and (is_body or (owner.kind == "person" and phrase.is_possessed)))

    def _spokesman(self, phrase: Phrase, owner: Entity | None, place: Place) -> Entity | None:
        """Somebody who speaks for a body: "ASA spokesman", whichever way the text puts it."""
        if phrase.head not in lexicon.SPOKES:
            return None
        if not phrase.owner and phrase.article not in _POSSESSIVE:
            if phrase.article != "a" and (known := self._by_head.get("spokes")):
                return known
            owner = self._body_before(phrase, place)
        if owner is None:
            return None
        said = read_phrase(phrase.owner) if phrase.owner else None
        called = said.name if said and said.name and not is_acronym(said.name[-1]) else owner.name
        words = (*called, phrase.head)
        entity = self._named_by(words, "unnamed")
        entity.gender = entity.gender or phrase.gender
        self._by_head["spokes"] = entity
        entity.takes_role(phrase.head)
        return entity

    def _body_before(self, phrase: Phrase, place: Place) -> Entity | None:
        """Whose spokesman "an agency spokesman" or "a spokesman" is."""
        if len(phrase.words) == 1:
            return self._course.it(place)
        noun = phrase.words[-2].lower()
        holders = [e for e in (*self._by_role.get(noun, []), *self._people.having(noun)) if e.kind == "organization"]
        return max(holders, key=lambda e: e.latest, default=None)

    # -- people, bodies and groups that the text knows ----------------------------------------------------------------

    def _known(self, phrase: Phrase, owner: Entity | None, place: Place) -> Entity | None:
        """Somebody met before, or introduced later by the same role."""
        head, is_bare = phrase.head, len(phrase.words) == 1
        if phrase.article == "a":
            return self._introduced(phrase, place)
        if known := self._unnamed.get(" ".join(phrase.words).lower()):
            return known
        kind = kind_of_noun(head)
        if kind == "group" and head not in lexicon.BODY_NOUNS:
            if head == "police" and (is_bare or (phrase.is_possessed and owner is None)):
                forces = (
                    e for word in lexicon.KINDS[head] for e in self._people.having(word) if e.kind == "organization"
                )
                return max(forces, key=lambda e: e.latest, default=self._by_head.get(head))
            return self._by_head.get(head) if is_bare and phrase.article == "the" else None
        if head in lexicon.BODY_NOUNS and head not in _RELATIONAL:
            if len(phrase.words) > 1 and (known := self._people.body_like(phrase.words)):
                return known
            if owner and owner.is_named_body and not phrase.is_possessed and head in _OF_NAMES:
                return owner  # "the Reuters news agency"
            is_called = phrase.owner and not all(word.lower() in lexicon.DEMONYMS for word in phrase.owner)
            if (head in _OF_STATES and phrase.owner) or is_called:
                return None
            return self.body(head, place) if phrase.article == "the" or not phrase.owner else None
        return self._person(phrase, owner, place)

    def _person(self, phrase: Phrase, owner: Entity | None, place: Place) -> Entity | None:
        if by_role := self._of_role(phrase, owner):
            return by_role
        is_office = phrase.article == "the" and phrase.head in lexicon.HONORIFICS
        if is_office or phrase.article in ("its", "their") or (phrase.is_possessed and phrase.article != "a"):
            is_opening = place.sentence < _OPENING and phrase.head not in _RELATIONAL
            if is_opening and lexicon.is_person_noun(phrase.head) and (named := self._named_next(phrase, place)):
                return named
        if owner and phrase.article in _POSSESSIVE:
            return None
        if known := self._by_head.get(phrase.head):
            return known
        if phrase.head in _ANONYMOUS:
            return self._course.latest(lambda seen: seen.how == "source" and seen.entity.kind == "unnamed")
        if is_somebody(phrase.head) and not phrase.is_possessed and phrase.head not in _RELATIONAL:
            return self._course.somebody(phrase.gender, place)
        return None

    def _introduced(self, phrase: Phrase, place: Place) -> Entity | None:
        """Who is named soon after an opening like "A coroner has called for …"."""
        if phrase.head in lexicon.BODY_NOUNS - lexicon.ROLES:
            return self._body_next(phrase, place)
        if not lexicon.is_person_noun(phrase.head) or phrase.head in _ANONYMOUS | lexicon.SPOKES:
            return None

        def fits(e: Entity) -> bool:
            return _agrees(e, phrase)

        behind = _end(phrase, place)
        by_role = self._people.first_named_after(behind, behind + _SOON, lambda e: phrase.head in e.nouns and fits(e))
        if by_role or place.sentence > _OPENING or phrase.head in lexicon.BODY_NOUNS:
            return by_role
        return self._named_next(phrase, place)

    def _named_next(self, phrase: Phrase, place: Place) -> Entity | None:
        """The first who is named after an opening and speaks: "The boss of Fastjet said …. Jo Hale told …"."""
        behind = _end(phrase, place)

        def fits(e: Entity) -> bool:
            return (e.is_source or e.leads) and _agrees(e, phrase) and not _is_told_of(e, place)

        return self._people.first_named_after(behind, behind + _SOON, fits)

    def _body_next(self, phrase: Phrase, place: Place) -> Entity | None:
        """The first body that is named after an opening and speaks: "A charity said …. Clear Water wants …"."""
        behind = _end(phrase, place)

        def fits(e: Entity) -> bool:
            return e.is_source and e.leads and not e.is_place and not _is_told_of(e, place) and not e.is_medium

        if place.sentence > _OPENING or phrase.owner or phrase.head.endswith("s"):
            return None
        return self._people.first_named_after(behind, behind + _SOON, fits, "organization")

    def body(self, head: str, place: Place) -> Entity | None:
        """The body that "the HEAD" takes up."""
        with_head = [e for e in self._by_role.get(head, []) if e.kind == "organization"]
        called = lexicon.KINDS.get(head, frozenset()) | {head, head + "s"}
        with_head += [
            e for word in called for e in self._people.having(word) if e.kind == "organization" and e.latest >= 0
        ]
        if with_head:
            return max(with_head, key=lambda e: e.latest)
        known = self._by_head.get(head)
        if head in _OF_STATES or (known and known.is_named):
            return known
        is_public = head in lexicon.PUBLIC_BODIES or head in _OF_ANY
        return self._course.it(place, lambda e: not e.is_medium and (is_public or e.is_private)) or known

    def _of_role(self, phrase: Phrase, owner: Entity | None) -> Entity | None:
        words = {word.lower() for word in phrase.words if word[0].isalpha()}
        key = "boss" if phrase.head in _LEADING else phrase.head

        def fits(e: Entity) -> bool:
            return e.kind == "person" and _agrees(e, phrase)

        holders = [e for e in self._by_role.get(key, []) if fits(e)]
        if owner is not None and owner.is_named:
            theirs = {word.lower() for word in owner.name}
            holders = [e for e in holders if theirs & e.roles] or [
                e for e in holders if e.latest >= 0 and not any(word[0].isupper() for word in (e.role or "").split())
            ]
        return max(holders, key=lambda e: (len(e.roles & words), e.latest)) if holders else None

    # -- sources of their own -----------------------------------------------------------------------------------------

    def _new(self, phrase: Phrase, owner: Entity | None) -> Entity:
        words = phrase.words
        if owner and phrase.article in _POSSESSIVE and (phrase.head not in lexicon.REPORTS):
            words = (*owner.name, "'s", *words)
        entity = self._named_by(words, phrase.kind or "unnamed")
        entity.gender = entity.gender or phrase.gender
        return entity

    def _named_by(self, words: Sequence[str], kind: SpeakerKind) -> Entity:
        key = " ".join(words).lower()
        if key not in self._unnamed:
            self._unnamed[key] = Entity(uncapitalised(words), kind, is_named=False, is_sure=True)
        return self._unnamed[key]


def _end(phrase: Phrase, place: Place) -> int:
    """Where a phrase that begins at `place` ends, at the earliest."""
    return place.start + len(" ".join(phrase.words))


def _is_told_of(entity: Entity, place: Place) -> bool:
    """Whether what is said there is about somebody."""
    return any(span.covers(mention) for span in place.content for mention in entity.mentions)


def _agrees(entity: Entity, phrase: Phrase) -> bool:
    """Whether a noun like "actress" may be said of somebody."""
    return not phrase.gender or entity.gender in (None, phrase.gender)
