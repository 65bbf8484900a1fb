"""Quotations whose sentence names nobody, and those in the first person: the speaker whom a reader understands."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from server.annotation.document import Document
from server.annotation.quotations.attribution import Attribution
from server.annotation.speakers.naming import Naming
from server.annotation.speakers.people import Entity

_DASH = re.compile(r"[ \u00a0]*[—–-]+[ \u00a0]*")
_NEAR = 8  # attributions before a quotation among which its speaker is looked for
_SOON = 3  # attributions behind a quotation at the head of an article among which its speaker is looked for
_CLOSE = 200  # code points between a quotation and the one behind it that tells its speaker


class Floating:
    """Gives speakers to the attributions that have none, from those around them.

    `speakers` holds the speakers of each attribution and is filled in.
    """

    def __init__(
        self,
        document: Document,
        named: Sequence[tuple[Naming, Entity]],
        attributions: Sequence[Attribution],
        speakers: list[list[Entity]],
    ) -> None:
        self._document = document
        self._named = named
        self._attributions = attributions
        self._speakers = speakers
        self._order = sorted(range(len(attributions)), key=lambda n: attributions[n].content[0].start)
        outer = ((n, self._outer(position)) for position, n in enumerate(self._order))
        self._nested = {n: other for n, other in outer if other is not None}

    def give(self) -> None:
        """Fills in every speaker that can be understood."""
        for position, number in enumerate(self._order):
            if self._speakers[number]:
                continue
            mention = self._attributions[number].mention
            if mention is None:
                self._speakers[number] = self._floating(position)
                continue
            self._speakers[number] = self._first_person(position)
            for entity in self._speakers[number][:1]:
                entity.mentions.add(mention)

    def _first_person(self, position: int) -> list[Entity]:
        """Who utters the quotation in which "I" stands; outside of quotations the one who spoke last."""
        outer = self._nested.get(self._order[position])
        if outer is not None:
            return self._speakers[outer]
        return next((self._speakers[n] for n in self._before(position) if self._speakers[n]), [])

    def _before(self, position: int) -> list[int]:
        """The attributions before, the nearest first."""
        return self._order[max(position - _NEAR, 0) : position][::-1]

    def _outer(self, position: int) -> int | None:
        """The attribution in whose content the mention or, without one, the content of this one stands."""
        attribution = self._attributions[self._order[position]]
        start = (attribution.mention or attribution.content[0]).start
        for other in self._before(position):
            if any(span.start <= start < span.end for span in self._attributions[other].content):
                return other
        return None

    def _floating(self, position: int) -> list[Entity]:
        """Whoever is named just before, else who speaks in the same paragraph, else who spoke before it."""
        if not self._document.paragraphs:
            return []
        start, end = (self._attributions[self._order[position]].content[at][at] for at in (0, -1))
        paragraph = self._document.paragraph_at(start)
        if signed := self._signed(end):
            return [signed]
        before = next((n for n in self._before(position) if n not in self._nested), None)
        behind = self._end_of_sentence(before)
        if introduced := self._named_between(max(behind, self._document.paragraphs[paragraph].start), start):
            return [introduced]
        earlier = [] if before is None else self._speakers[before]
        if before is not None and earlier and self._paragraph_of_end(before) == paragraph:
            return earlier
        following = self._following(position, paragraph)
        return following or self._introduced_before(paragraph, behind) or earlier or self._first_behind(position)

    def _signed(self, end: int) -> Entity | None:
        """Whoever is named behind a dash that follows the quotation."""
        if not (dash := _DASH.match(self._document.text, end)):
            return None
        following = bisect_left(self._named, dash.end(), key=lambda pair: pair[0].span.start)
        is_named = following < len(self._named) and self._named[following][0].span.start == dash.end()
        return self._named[following][1] if is_named else None

    def _end_of_sentence(self, before: int | None) -> int:
        """Where the sentence of the attribution before ends; what stands up to there is about that one."""
        if before is None or not self._document.sentences:
            return 0
        attribution = self._attributions[before]
        ends = [span.end for span in (*attribution.content, attribution.mention) if span]
        return self._document.sentences[self._document.sentence_at(max(max(ends) - 1, 0))].end

    def _paragraph_of_end(self, number: int) -> int:
        return self._document.paragraph_at(self._attributions[number].content[-1].end - 1)

    def _following(self, position: int, paragraph: int) -> list[Entity]:
        """Speakers of the quotation that follows in the same paragraph."""
        following = next((n for n in self._order[position + 1 :] if self._nested.get(n) != self._order[position]), None)
        if following is None:
            return []
        start = self._attributions[following].content[0].start
        is_close = start - self._attributions[self._order[position]].content[-1].end < _CLOSE
        return self._speakers[following] if is_close and self._document.paragraph_at(start) == paragraph else []

    def _first_behind(self, position: int) -> list[Entity]:
        """Who speaks first behind a quotation that opens the article."""
        return next((self._speakers[n] for n in self._order[position + 1 :][:_SOON] if self._speakers[n]), [])

    def _introduced_before(self, paragraph: int, behind: int) -> list[Entity]:
        """Who is named in the paragraph before, if nobody has spoken in it or a colon ends it."""
        if not paragraph:
            return []
        earlier = self._document.paragraphs[paragraph - 1]
        introduced = self._named_between(max(behind, earlier.start), earlier.end)
        leads_up = behind < earlier.start or self._document.text[earlier.end - 1] == ":"
        return [introduced] if introduced and leads_up else []

    def _named_between(self, start: int, end: int) -> Entity | None:
        """The person who last heads a sentence between two offsets."""
        first = bisect_left(self._named, start, key=lambda pair: pair[0].span.start)
        last = bisect_left(self._named, end, lo=first, key=lambda pair: pair[0].span.start)
        people = (
            entity
            for naming, entity in reversed(self._named[max(first, last - _NEAR) : last])
            if entity.kind == "person" and entity.is_sure and naming.is_subject
        )
        return next(people, None)
