"""Speakers: the mentions beside the cues, joined over the whole article to the people and bodies who speak."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from server.annotation.document import Document
from server.annotation.pipeline import Options
from server.annotation.quotations.attribution import Attribution
from server.annotation.quotations.passages import kind_of
from server.annotation.results import Annotations, Quotation, Span, Speaker
from server.annotation.speakers.people import Entity
from server.annotation.speakers.resolution import Resolution
from server.annotation.stages import stage


class Read(Protocol):
    """A reader of attributions, as `Reader.read` is one."""

    def __call__(self, document: Document, *, thoughts: bool) -> list[Attribution]:
        """All attributions in text order: speech, and with `thoughts` also beliefs, wishes and intentions."""
        ...


class Speakers:
    """Fills in quotations and speakers from the attributions that `read` finds in a document."""

    def __init__(self, read: Read) -> None:
        self._read = read

    @stage("speakers")
    def annotate(self, document: Document, found: Annotations, options: Options) -> Annotations:
        """Every attributed quotation of `document`, with its speaker as far as the text tells."""
        attributions = self._read(document, thoughts=options.thoughts)
        spoken = list(zip(attributions, Resolution(document, attributions).speakers, strict=True))
        ids = _ids(entity for _, who in spoken for entity in who)
        quotations = tuple(
            _quotation(document, f"q{number}", attribution, [ids[entity] for entity in who])
            for number, (attribution, who) in enumerate(spoken, start=1)
        )
        said = _said(quotations)
        speakers = tuple(_speaker(entity, id_, tuple(said[id_])) for entity, id_ in ids.items())
        return replace(found, speakers=speakers, quotations=quotations)


def _quotation(document: Document, id_: str, attribution: Attribution, who: list[str]) -> Quotation:
    return Quotation(
        id=id_,
        kind=kind_of(document, attribution.content),
        content=attribution.content,
        score=attribution.certainty if who else attribution.certainty / 2,
        act=attribution.act,
        cue=attribution.cue,
        mention=attribution.mention,
        speaker=who[0] if who else None,
        also=tuple(who[1:]),
    )


def _speaker(entity: Entity, id_: str, said: tuple[str, ...]) -> Speaker:
    return Speaker(id_, entity.text, entity.kind, entity.role, _outermost(entity.mentions), said)


def _outermost(mentions: Iterable[Span]) -> tuple[Span, ...]:
    """Mentions that lie in no other ("Ann Lee" in "Mayor Ann Lee"), in text order."""
    kept: list[Span] = []
    for mention in sorted(mentions, key=lambda span: (span.start, -span.end)):
        if not (kept and kept[-1].covers(mention)):
            kept.append(mention)
    return tuple(kept)


def _said(quotations: Iterable[Quotation]) -> dict[str, list[str]]:
    """The ids of quotations by the ids of those who utter them."""
    said: dict[str, list[str]] = defaultdict(list)
    for quotation in quotations:
        for speaker in filter(None, (quotation.speaker, *quotation.also)):
            said[speaker].append(quotation.id)
    return said


def _ids(entities: Iterable[Entity]) -> dict[Entity, str]:
    """Speakers in the order in which they are first mentioned, with their ids."""
    ordered = sorted(dict.fromkeys(entities), key=lambda entity: min(entity.mentions))
    return {entity: f"s{number}" for number, entity in enumerate(ordered, start=1)}
