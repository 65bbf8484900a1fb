"""Everybody named in the text: the places that name them joined to people and bodies with their fullest name."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from server.annotation.results import Span, SpeakerKind
from server.annotation.speakers import lexicon
from server.annotation.speakers.lexicon import Gender, gender_of_first
from server.annotation.speakers.names import POSSESSIVES, is_acronym, is_body, is_place
from server.annotation.speakers.naming import Naming
from server.annotation.speakers.short_forms import (
    CLIPPED,
    folded,
    initials_of,
    is_clipped,
    is_one_letter_off,
    spelt_letters,
)

_APART = re.compile(r" (['’]s?(?= |$)|,)")  # possessives and commas, which are tokens of their own
_AMPERSAND = re.compile(r"(?<=\b[A-Z]) & (?=[A-Z]\b)|(?<=\b[A-Z]{2}) & (?=[A-Z]\b)")  # "PG&E" is three tokens
_BEHIND_NOUNS = frozenset("of for at in from with to on by and who , -".split())
_WHOSE = POSSESSIVES | lexicon.DEMONYMS | lexicon.PLACES  # before the name of a body: "NASA's", "US"
_ALIKE = 24  # entities that share a word and are compared; the latest are kept
_LONG_SURNAME = 6  # letters from which a surname that is one letter off is taken for a slip
_PROMINENT = 4  # times as many mentions make one of a surname the one meant by it


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that may speak; `latest` is the offset at which they were last named."""

    name: tuple[str, ...]
    kind: SpeakerKind
    role: str | None = None
    gender: Gender | None = None
    is_gender_told: bool = False  # by more than a first name, which may be borne by both
    is_sure: bool = False  # whether `kind` was told by the text
    is_named: bool = True
    is_source: bool = False  # whether they are named beside a cue anywhere in the text
    leads: bool = False  # whether they head a sentence anywhere
    roles: set[str] = field(default_factory=set)  # every word of what the text calls them
    nouns: set[str] = field(default_factory=set)  # the nouns that head those
    mentions: set[Span] = field(default_factory=set)
    latest: int = -1
    id: str = ""

    @property
    def text(self) -> str:
        """The name in one piece."""
        return _AMPERSAND.sub("&", _APART.sub(r"\1", " ".join(self.name)))

    @property
    def is_place(self) -> bool:
        """Whether this is a country or a town, which speaks as its government."""
        return self.kind == "organization" and is_place(self.name)

    @property
    def is_named_body(self) -> bool:
        """Whether this is a body with a name, and neither a country nor a town."""
        return self.kind == "organization" and self.is_named and not self.is_place

    @property
    def is_medium(self) -> bool:
        """Whether this is a news medium: those mostly tell of others."""
        return any(word.lower() in lexicon.MEDIA for word in self.name)

    @property
    def is_private(self) -> bool:
        """Whether this is neither a place nor a court, a party or the like."""
        return not self.is_place and not any(word.lower() in lexicon.PUBLIC_BODIES for word in self.name)

    def takes_role(self, role: str | None) -> None:
        """Notes what the text calls them; the first role of several words is the one told."""
        if role is None:
            return
        words = [lexicon.IN_FULL.get(word, word) for word in role.lower().split()]
        self.roles.update(words)
        self.nouns.update(word for word, behind in pairwise([*words, "of"]) if behind in _BEHIND_NOUNS)
        if self.role is None or (len(self.role.split()) == 1 and len(role.split()) > 1):
            self.role = _APART.sub(r"\1", role)


class People:
    """All named entities of one text, by the words of their names."""

    def __init__(self, found: Iterable[Naming]) -> None:
        self.entities: list[Entity] = []
        self._by_name: dict[tuple[str, ...], Entity] = {}
        self._by_word: dict[str, list[Entity]] = defaultdict(list)
        self._by_alias: dict[str, Entity] = {}
        self._by_start: dict[str, Entity] = {}
        self._by_initial: dict[str, deque[Entity]] = defaultdict(lambda: deque(maxlen=_ALIKE))  # of people's surnames
        self.named: list[tuple[Naming, Entity]] = []
        found = list(found)
        self._times = Counter(naming.name for naming in found)
        self._join(found)

    def _join(self, found: list[Naming]) -> None:
        """Full names first, so that short ones find them wherever they stand."""
        for naming in sorted(found, key=lambda n: -len(n.name)):
            if len(naming.name) > 1:
                self._note(naming, self.entity(naming.name, naming.kind, naming.gender, naming.article))
        for naming in found:
            entity = self.entity(naming.name, naming.kind, naming.gender, naming.article)
            if len(naming.name) == 1:
                self._note(naming, entity)
            if not naming.is_possessive:
                entity.latest = naming.span.start
            entity.mentions.add(naming.span)
            self.named.append((naming, entity))
        for entity in self.entities:
            entity.latest = -1

    def _note(self, naming: Naming, entity: Entity) -> None:
        if naming.is_sure and not entity.is_sure:
            entity.kind, entity.is_sure = naming.kind, True
        if naming.is_gender_told and not entity.is_gender_told:
            entity.gender, entity.is_gender_told = naming.gender, True
        entity.gender = entity.gender or naming.gender
        entity.leads |= naming.is_subject
        entity.takes_role(naming.role)
        if naming.age:
            entity.nouns.add(f"{naming.age}-year-old")
        if naming.alias:
            self._by_alias[naming.alias.lower()] = entity

    def entity(self, name: Sequence[str], kind: SpeakerKind, gender: Gender | None = None, article: str = "") -> Entity:
        """Whom a name means where it stands, the latest named of several; a new entity if nobody has that name."""
        key = folded(name)
        known = self._by_alias.get(key[0]) if len(key) == 1 else self._by_alias.get(spelt_letters(key))
        exact = known or self._by_name.get(key)
        if exact and (len(key) > 1 or not exact.gender or gender in (None, exact.gender)):
            fuller = self._like(key, kind, gender, article, exact) if len(key) == 1 else None
            return fuller if fuller and self._is_short_for(exact, fuller) else exact
        alike = self._like(key, kind, gender, article)
        if alike and len(key) > len(alike.name) and (alike.kind == "person" or POSSESSIVES & set(name)):
            self._rename(alike, tuple(name), key)
        return (
            alike
            or self._by_short_form(name, article)
            or self._misspelt(key, kind)
            or self._add(tuple(name), key, kind, gender)
        )

    def _by_short_form(self, name: Sequence[str], article: str) -> Entity | None:
        """The body of "the Chinese CDC" or "the Fed"."""
        last = name[-1]
        clipped = self._by_start.get(name[0][:CLIPPED].lower()) if len(name) > 1 else None
        if clipped and is_clipped(folded(name), folded(clipped.name)):
            return clipped
        if len(name) == 2 and name[0].lower() in lexicon.DEMONYMS | lexicon.PLACES and is_acronym(last):
            return self._by_alias.get(last.lower()) or self._by_name.get((last.lower(),))
        if len(name) == 1 and len(last) in (3, 4) and (article == "the" or last.lower() in lexicon.BODIES):
            return self._by_start.get(last.lower())
        return None

    def _misspelt(self, key: tuple[str, ...], kind: SpeakerKind) -> Entity | None:
        """Whose surname a single word is but for a letter: "Lungren" for "Jo Lundgren", "Mueller" for "Jo Müller"."""
        word = key[-1]
        if kind != "person" or len(key) > 1 or len(word) < _LONG_SURNAME:
            return None
        alike = self._by_initial[word[0]]
        return next((e for e in reversed(alike) if len(e.name) > 1 and is_one_letter_off(_surname(e.name), word)), None)

    def body_like(self, words: Sequence[str]) -> Entity | None:
        """The body whose name begins with `words`, whatever their capitals."""
        key = folded(words)
        alike = [
            e for e in self._by_word.get(key[0], []) if e.kind == "organization" and folded(e.name)[: len(key)] == key
        ]
        return max(alike, key=lambda e: e.latest, default=None)

    def known(self, name: Sequence[str]) -> Entity | None:
        """The entity with exactly this name or acronym."""
        key = folded(name)
        return self._by_name.get(key) or self._by_alias.get(key[0] if key else "")

    def _is_short_for(self, short: Entity, full: Entity) -> bool:
        """Whether a single word is rather somebody's surname or first name than a name of its own."""
        return full.is_sure or self._times[full.name] >= self._times[short.name] or short.name[0] == full.name[-1]

    def having(self, word: str) -> list[Entity]:
        """Entities with a word (lower case) in their names."""
        return self._by_word.get(word, [])

    def first_named_after(
        self, start: int, end: int, fits: Callable[[Entity], bool], kind: SpeakerKind = "person"
    ) -> Entity | None:
        """The first of a kind who is named between two offsets, and not before, and fits."""
        first = bisect_left(self.named, start, key=lambda pair: pair[0].span.start)
        last = bisect_left(self.named, end, lo=first, key=lambda pair: pair[0].span.start)
        return next(
            (e for _, e in self.named[first:last] if e.kind == kind and e.latest < 0 and e.is_sure and fits(e)),
            None,
        )

    def _like(
        self, key: tuple[str, ...], kind: SpeakerKind, gender: Gender | None, article: str, exact: Entity | None = None
    ) -> Entity | None:
        similar = {
            id(entity): entity for word in dict.fromkeys((key[0], key[-1])) for entity in self._by_word.get(word, [])
        }
        fitting = [e for e in similar.values() if e is not exact and _may_be(key, kind, article, e)]
        if gender:
            fitting = [e for e in fitting if e.gender in (None, gender)] or [
                e for e in fitting if not e.is_gender_told and len(key) == 1
            ]
        if not fitting:
            return None
        fitting = [entity for entity in fitting if _surname(entity.name) == key[-1]] or fitting
        most = max(len(entity.mentions) for entity in fitting)
        common = [entity for entity in fitting if _PROMINENT * len(entity.mentions) >= most]
        return max(common, key=lambda entity: (entity.leads, entity.latest))

    def _rename(self, entity: Entity, name: tuple[str, ...], key: tuple[str, ...]) -> None:
        """Gives an entity a fuller name, which stands only beside a cue."""
        for word in set(key) - set(folded(entity.name)):
            self._by_word[word].append(entity)
        entity.name, self._by_name[key] = name, entity

    def _add(self, name: tuple[str, ...], key: tuple[str, ...], kind: SpeakerKind, gender: Gender | None) -> Entity:
        if len(name) == 1 and kind == "person" and key[0] not in lexicon.SURNAMES | lexicon.PLACES:
            gender = gender or gender_of_first(name[0])
        is_sure = gender is not None or (kind == "organization" and is_body(name))
        entity = Entity(name, kind, gender=gender, is_sure=is_sure)
        self.entities.append(entity)
        self._by_name[key] = entity
        for word in {*key, *(word.replace(".", "") for word in key)}:
            alike = self._by_word[word]
            alike.append(entity)
            if len(alike) > _ALIKE:
                del alike[0]
        if kind == "person":
            self._by_alias.setdefault("".join(key), entity)  # "@annlee"
            self._by_initial[_surname(name)[0]].append(entity)
        if len(name) > 1 and kind == "organization":
            for initials in initials_of(name):
                self._by_alias.setdefault(initials, entity)
            for word in name:
                for size in (3, 4):
                    if len(word) > size + 1:
                        self._by_start.setdefault(word[:size].lower(), entity)
        return entity


def _surname(name: Sequence[str]) -> str:
    end = len(name) - 1
    while end > 0 and name[end].lower() in lexicon.SUFFIXES:
        end -= 1
    return folded(name[end : end + 1])[0]


def _may_be(key: tuple[str, ...], kind: SpeakerKind, article: str, entity: Entity) -> bool:
    """Whether a name may be a shorter or longer form of the entity's."""
    full = folded(entity.name)
    if entity.kind == "person" and not (kind == "organization" and (article == "the" or len(key) > 1 or is_place(key))):
        return _is_same_person(key, full)
    if entity.kind == "organization" and (kind == "organization" or len(key) == 1):
        return _is_same_body(key, full, article)
    return False


def _is_same_person(key: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if len(key) == 1:
        return len(full) > 1 and (key[0] in (_surname(full), full[0]) or (len(full) > 2 and key[0] in full[1:-1]))
    if _surname(key) != _surname(full):
        shorter, longer = sorted((key, full), key=len)
        return 1 < len(shorter) < len(longer) and shorter in (longer[-len(shorter) :], longer[: len(shorter)])
    fewer, more = sorted((set(key) - lexicon.SUFFIXES, set(full) - lexicon.SUFFIXES), key=len)
    return fewer <= more or (len(fewer) > 1 and _initialled(key, full))


def _initialled(key: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether one first name shortens the other: "J" and "John", "Pat" and "Patrick"."""
    first, other = sorted((key[0].replace(".", ""), full[0].replace(".", "")), key=len)
    return (len(first) != 2 and other.startswith(first)) or lexicon.NICKNAMES.get(first) == other


def _is_same_body(key: tuple[str, ...], full: tuple[str, ...], article: str) -> bool:
    if len(key) > len(full):
        return key[-len(full) :] == full and len(full) > 1 and key[-len(full) - 1] in _WHOSE
    if len(key) == len(full) or (is_place(key) and full[0] in lexicon.PLACES):
        return False
    if len(key) == 1 and article == "the" and key[0] in full[1:3]:
        return full[full.index(key[0]) + 1 :][:1] in (("of",), ("for",), ("on",), ())  # "the Observatory"
    rest = full[len(key) :]
    if full[: len(key)] == key and key[0] not in lexicon.PLACES | lexicon.DEMONYMS:
        return len(key) > 1 or rest[-1].rstrip(".") in lexicon.BODIES
    suffix = full[-len(key) :] == key and article == "the"
    return suffix or (len(key) > 1 and set(key) <= set(full) and key[-1] == full[-1])
