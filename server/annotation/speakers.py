"""Speakers: the mentions beside the cues, joined over the whole article to the people and bodies who speak."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from server.annotation.attribution import Attribution
from server.annotation.document import Document
from server.annotation.names import Gender, Name, is_capital, is_person_like, is_pronoun, read_name, strip_titles
from server.annotation.names import gender_of as gender_by_name
from server.annotation.pipeline import Options
from server.annotation.quotations import attributions, kind_of
from server.annotation.results import Annotations, Quotation, Span, Speaker, SpeakerKind

_REMEMBERED = 200  # names before a pronoun that are looked at


@dataclass(slots=True)
class _Entity:
    """Somebody named in the text, while it is read; `last` is where they were last mentioned."""

    name: tuple[str, ...]
    kind: SpeakerKind
    role: str | None = None
    gender: Gender | None = None
    mentions: set[Span] = field(default_factory=set)
    id: str = ""


class Speakers:
    """Fills in quotations and speakers."""

    def __init__(self, read=attributions):
        self._read = read

    def annotate(self, document: Document, found: Annotations, options: Options) -> Annotations:
        """Every attributed quotation of `document`, with its speaker as far as the text tells."""
        wanted = [a for a in self._read(document) if a.act == "speech" or options.thoughts]
        resolver = _Resolver(document)
        spoken = [(attribution, resolver.resolve(attribution)) for attribution in wanted]
        entities = _in_order_of_appearance(entity for _, who in spoken for entity in who)
        quotations = tuple(
            _quotation(document, f"q{number}", attribution, who)
            for number, (attribution, who) in enumerate(spoken, start=1)
        )
        speakers = tuple(_speaker(entity, quotations) for entity in entities)
        return replace(found, speakers=speakers, quotations=quotations)


def _quotation(document: Document, id_: str, attribution: Attribution, who: list[_Entity]) -> Quotation:
    return Quotation(
        id=id_,
        kind=kind_of(document, attribution.content),
        content=attribution.content,
        score=attribution.certainty if who else attribution.certainty / 2,
        act=attribution.act,
        cue=attribution.cue,
        mention=attribution.mention,
        speaker=who[0].id if who else None,
        also=tuple(entity.id for entity in who[1:]),
    )


def _speaker(entity: _Entity, quotations: Iterable[Quotation]) -> Speaker:
    said = tuple(q.id for q in quotations if entity.id == q.speaker or entity.id in q.also)
    return Speaker(entity.id, " ".join(entity.name), entity.kind, entity.role, tuple(sorted(entity.mentions)), said)


def _in_order_of_appearance(entities: Iterable[_Entity]) -> list[_Entity]:
    unique = list({id(entity): entity for entity in entities}.values())
    unique.sort(key=lambda entity: min(entity.mentions))
    for number, entity in enumerate(unique, start=1):
        entity.id = f"s{number}"
    return unique


def _surname(words: Sequence[str]) -> str:
    return words[-2] if len(words) > 2 and words[-1].rstrip(".") in ("Jr", "Sr", "II", "III") else words[-1]


class _Resolver:
    """Knows every full name of the text; gives each mention its entity, pronouns the last one that fits."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._entities: dict[tuple[str, ...], _Entity] = {}
        self._by_last_word: dict[str, _Entity] = {}
        self._named: list[tuple[int, int, _Entity]] = []  # sentence, offset, who
        self._spoken: list[_Entity] = []
        self._spoken_in = -1  # the paragraph of the last quotation
        self._collect_people()

    def resolve(self, attribution: Attribution) -> list[_Entity]:
        """Who speaks: one entity, several for "A and B", none where nobody can be told."""
        if attribution.mention is None:
            who = self._spoken[-1:]
        else:
            words = [token.text for token in self._document.tokens_in(attribution.mention)]
            who = self._by_pronoun(words[0].lower(), attribution.mention) if is_pronoun(words) else self._by_name(words)
            for entity in who:
                entity.mentions.add(attribution.mention)
        if who:
            self._spoken.append(who[0])
            self._spoken_in = self._document.paragraph_at(attribution.content[0].start)
        return who

    def _by_name(self, words: list[str]) -> list[_Entity]:
        parts = [words]
        if "and" in words:
            middle = words.index("and")
            if is_capital(words[middle - 1]) and is_capital(words[-1]):
                parts = [words[:middle], words[middle + 1 :]]
        names = [name for part in parts if (name := read_name(part))]
        return [self._entity(name) for name in names]

    def _entity(self, name: Name) -> _Entity:
        known = self._by_last_word.get(_surname(name.words))
        if known and name.kind == "person" and (len(name.words) == 1 or set(name.words) & set(known.name[:-1])):
            entity = known
        else:
            key = tuple(word.lower() for word in name.words)
            entity = self._entities.setdefault(key, _Entity(name.words, name.kind, gender=name.gender))
        if name.role and name.kind == "person" and len(name.role) > len(entity.role or ""):
            entity.role = name.role
        entity.gender = entity.gender or name.gender
        return entity

    def _by_pronoun(self, pronoun: str, mention: Span) -> list[_Entity]:
        """He and she: the last speaker of the paragraph, else who heads the last sentence that names a fitting person.

        For "they" and "it", the last group or body that spoke.
        """
        if pronoun not in ("he", "she"):
            plural = pronoun in ("they", "we")
            fitting = [e for e in self._spoken if (e.kind == "group" if plural else e.kind == "organization")]
            return fitting[-1:] or self._spoken[-1:]
        for entity in self._candidates(mention.start):
            if entity.gender in (None, pronoun) and entity.kind == "person":
                entity.gender = "he" if pronoun == "he" else "she"
                return [entity]
        return []

    def _candidates(self, offset: int) -> Iterator[_Entity]:
        """People before `offset`, the likeliest first."""
        if self._spoken and self._spoken_in == self._document.paragraph_at(offset):
            yield self._spoken[-1]
        last = bisect_left(self._named, offset, key=lambda place: place[1])
        by_sentence = groupby(reversed(self._named[max(last - _REMEMBERED, 0) : last]), key=lambda place: place[0])
        for _, places in by_sentence:
            yield from (entity for _, _, entity in reversed(list(places)))

    def _collect_people(self) -> None:
        """Finds full names, then every place where one of their owners is named."""
        runs = list(self._runs())
        for _, words in runs:
            name = tuple(strip_titles(words))
            if is_person_like(name):
                key = tuple(word.lower() for word in name)
                entity = self._entities.setdefault(key, _Entity(name, "person", gender=gender_by_name(name)))
                self._by_last_word.setdefault(_surname(name), entity)
        for span, words in runs:
            if known := self._by_last_word.get(_surname(words)):
                known.mentions.add(span)
                self._named.append((self._document.sentence_at(span.start), span.start, known))

    def _runs(self) -> Iterator[tuple[Span, list[str]]]:
        """Runs of capitalised words in sentences that are no headlines."""
        for sentence in self._document.sentences:
            tokens = self._document.tokens_in(sentence)
            words = [token.text for token in tokens if token.text[:1].isalpha()]
            if len(words) > 4 and sum(map(is_capital, words)) > 0.6 * len(words):
                continue
            run: list[int] = []
            for index, token in enumerate(tokens):
                if is_capital(token.text):
                    run.append(index)
                    continue
                if run:
                    yield Span(tokens[run[0]].start, tokens[run[-1]].end), [tokens[k].text for k in run]
                run = []
            if run:
                yield Span(tokens[run[0]].start, tokens[run[-1]].end), [tokens[k].text for k in run]
