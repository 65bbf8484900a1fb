"""Quotations whose sentence names nobody: the speaker whom a reader understands."""

from bisect import bisect_left
from collections.abc import Container, Sequence

from server.annotation.attribution import Attribution
from server.annotation.document import Document
from server.annotation.naming import Naming
from server.annotation.people import Entity

_NEAR = 8  # attributions before a quotation among which its speaker is looked for


def speaker_of_floating(
    document: Document,
    named: Sequence[tuple[Naming, Entity]],
    attributions: Sequence[Attribution],
    speakers: Sequence[list[Entity]],
    order: Sequence[int],
    position: int,
    nested: Container[int],
) -> list[Entity]:
    """Who utters the quotation at `position` in `order` (the attributions in the order of their contents).

    `nested` are the attributions that somebody reports within a quotation of their own.
    """
    start = attributions[order[position]].content[0].start
    end = attributions[order[position]].content[-1].end
    if not document.paragraphs:
        return []
    paragraph = document.paragraph_at(start)
    opening = document.paragraphs[paragraph].start
    before = next((n for n in reversed(order[max(position - _NEAR, 0) : position]) if n not in nested), None)
    behind = max(c.end for c in attributions[before].content) if before is not None else 0
    if before is not None and (mention := attributions[before].mention):
        behind = max(behind, mention.end)
    behind = _sentence_end(document, behind)
    is_same = before is not None and document.paragraph_at(attributions[before].content[-1].end - 1) == paragraph
    introduced = _named_between(document, named, max(behind, opening), start)
    if introduced:
        return [introduced]
    if is_same and before is not None and speakers[before]:
        return speakers[before]
    follower = _next(document, attributions, speakers, order, position, end, paragraph)
    if follower:
        return follower
    previous_paragraph = document.paragraphs[paragraph - 1] if paragraph else None
    if previous_paragraph:
        introduced = _named_between(document, named, max(behind, previous_paragraph.start), previous_paragraph.end)
        if introduced and (before is None or behind < previous_paragraph.start):
            return [introduced]
        if introduced and document.text[previous_paragraph.end - 1] == ":":
            return [introduced]
    if before is not None and speakers[before]:
        return speakers[before]
    return []


def _sentence_end(document: Document, offset: int) -> int:
    """Where the sentence before `offset` ends; what stands up to there is about the quotation before."""
    return document.sentences[document.sentence_at(max(offset - 1, 0))].end if offset and document.sentences else offset


def _next(
    document: Document,
    attributions: Sequence[Attribution],
    speakers: Sequence[list[Entity]],
    order: Sequence[int],
    position: int,
    end: int,
    paragraph: int,
) -> list[Entity]:
    """Speakers of the quotation that follows in the same paragraph."""
    if position + 1 == len(order):
        return []
    following = order[position + 1]
    start = attributions[following].content[0].start
    return speakers[following] if document.paragraph_at(start) == paragraph and start - end < 200 else []


def _named_between(document: Document, named: Sequence[tuple[Naming, Entity]], start: int, end: int) -> Entity | None:
    """The person who heads what stands before a quotation, from `start` to `end`."""
    first = bisect_left(named, start, key=lambda pair: pair[0].span.start)
    last = bisect_left(named, end, lo=first, key=lambda pair: pair[0].span.start)
    people = [
        entity
        for naming, entity in named[max(first, last - 8) : last]
        if entity.kind == "person" and entity.is_sure and naming.is_subject
    ]
    return people[-1] if people else None
