"""Reads attributions off one stretch of text: cue, source and content, by rules of English word order.

The rules follow the decomposition of Pareti (2015), Attribution: a cue (a verb of saying), the source beside it, and
the content it governs, quoted or not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from server.annotation import cues
from server.annotation.marks import Quoted
from server.annotation.results import Act, Span

_REACH = 14  # items between a cue and the "that" or the quotation that it governs
_LONGEST_SOURCE = 16  # items
_COMMAS = {",", "—", "–", "-", "--"}
_ENDS = {".", "!", "?", ";"}


@dataclass(frozen=True, slots=True)
class Item:
    """A token, or a whole passage in quotation marks as one."""

    start: int
    end: int
    text: str
    quoted: Quoted | None = None

    @property
    def word(self) -> str:
        """The token in lower case; nothing for a passage in quotation marks."""
        return "" if self.quoted else self.text.lower()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content with the words beside it that say whose it is; a floating quotation has neither cue nor mention."""

    content: tuple[Span, ...]
    cue: Span | None = None
    mention: Span | None = None
    act: Act = "speech"
    certainty: float = 0.9


@dataclass(frozen=True, slots=True)
class _Range:
    """Items from `first` up to `last`, exclusive."""

    first: int
    last: int


class Reader:
    """Reads the attributions of one unit: a sentence in which every passage in quotation marks is one item."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._used: set[int] = set()  # indices of quoted items that an attribution has taken

    def read(self) -> list[Attribution]:
        """All attributions of the unit, in the order of their cues; none of a headline in capitals."""
        if self._is_headline():
            return []
        found = []
        subject: _Range | None = None
        for index in range(len(self._items)):
            if self._is_according_to(index):
                attribution = self._according_to(index)
            elif self._is_cue(index):
                attribution, subject = self._by_verb(index, subject)
            else:
                continue
            if attribution:
                found.append(attribution)
        return found

    def _is_headline(self) -> bool:
        long = [index for index in range(len(self._items)) if len(self._text(index)) > 3]
        return len(long) > 3 and sum(map(self._is_capital, long)) > 0.8 * len(long)

    # -- sources ------------------------------------------------------------------------------------------------------

    def _by_verb(self, cue: int, earlier: _Range | None) -> tuple[Attribution | None, _Range | None]:
        source = self._source_before(cue)
        group = _Range(source.first if source else cue, cue + 1)
        participle = self._word(cue).endswith("ing")
        if source is None and not participle and self._may_invert(cue) and (source := self._source_after(cue + 1)):
            group = _Range(cue, source.last)
        if source is None and participle and cue:
            source = earlier or self._leading_source(cue)
        if source is None:
            return None, earlier
        content = self._content(group, cue)
        if not content:
            return None, source
        act: Act = "thought" if self._items[cue].word in cues.THINKING else "speech"
        return Attribution(content, self._span(_Range(cue, cue + 1)), self._span(source), act), source

    def _is_cue(self, index: int) -> bool:
        word = self._word(index)
        if word not in cues.SAYING and word not in cues.THINKING:
            return False
        if word not in cues.NOUN_LIKE:
            return True
        before = self._word(index - 1)
        return before in cues.PRONOUNS | cues.AUXILIARIES or (self._is_capital(index - 1) and word.endswith("s"))

    def _source_before(self, cue: int) -> _Range | None:
        """The noun phrase that ends before the verb, over adverbs, auxiliaries and an apposition between commas."""
        last = cue
        while last and (self._word(last - 1) in cues.ADVERBS | cues.AUXILIARIES or self._is_adverb(last - 1)):
            last -= 1
        if last and self._text(last - 1) in _COMMAS:
            opening = next((k for k in range(last - 2, max(last - 40, 0), -1) if self._text(k) in _COMMAS), None)
            if opening is None or not self._is_apposition(_Range(opening + 1, last - 1)):
                return None
            if self._is_capital(opening + 1) and not self._is_capital(opening - 1):
                return _Range(opening + 1, last - 1)  # "the club's chairman, Tom Hale, said"
            last = opening
        first = last
        while first and last - first < _LONGEST_SOURCE and not self._bounds_source(first - 1):
            first -= 1
        return self._trimmed(_Range(first, last))

    def _source_after(self, first: int) -> _Range | None:
        if self._word(first) in cues.PRONOUNS:
            return _Range(first, first + 1)
        last = first
        while last < len(self._items) and last - first < _LONGEST_SOURCE and not self._bounds_source(last):
            word = self._word(last)
            if word in cues.PREPOSITIONS and word not in ("of", "for", "with", "at", "from"):
                break
            last += 1
        source = _Range(first, last)
        return source if last > first and self._begins_noun_phrase(first) else None

    def _leading_source(self, before: int) -> _Range | None:
        """The name or pronoun at the head of the unit: the subject that a participle takes up (", adding that …")."""
        first = 0
        if self._word(0) in cues.PREPOSITIONS:
            first = next((k + 1 for k in range(before) if self._text(k) in _COMMAS), 0)
        last = first
        while last < before and (self._is_capital(last) or self._word(last) in ("the", "of", "and")):
            last += 1
        if last == first and self._word(first) in cues.PRONOUNS:
            last += 1
        return _Range(first, last) if last > first else None

    def _trimmed(self, source: _Range) -> _Range | None:
        """Cuts what stands before the noun phrase: "On Monday", "In a speech"; None if no noun phrase is left."""
        first, last = source.first, source.last
        if last <= first:
            return None
        while first < last and (
            self._word(first) in cues.PREPOSITIONS | cues.ADVERBS | cues.SUBORDINATORS | cues.DAYS | cues.AUXILIARIES
            or not self._text(first)[:1].isalnum()
        ):
            preposition = self._word(first) in cues.PREPOSITIONS
            first += 1
            if preposition and self._word(first) not in cues.DAYS:
                first = self._last_phrase(_Range(first, last))
        if first >= last or not self._begins_noun_phrase(first):
            return None
        return _Range(first, last)

    def _last_phrase(self, within: _Range) -> int:
        """Where the last noun phrase of a stretch begins: a pronoun, a determiner or a run of capitals."""
        for index in range(within.last - 1, within.first - 1, -1):
            word = self._word(index)
            if word in cues.PRONOUNS or word in cues.DETERMINERS:
                return index
        first = within.last
        while first > within.first and self._is_capital(first - 1) and self._word(first - 1) not in cues.DAYS:
            first -= 1
        return first

    def _begins_noun_phrase(self, index: int) -> bool:
        if index >= len(self._items) or self._items[index].quoted:
            return False
        word = self._word(index)
        if word in cues.SUBORDINATORS | cues.AUXILIARIES | cues.PREPOSITIONS and word not in ("that", "who"):
            return False
        return word in cues.PRONOUNS or word in cues.DETERMINERS or self._text(index)[:1].isalnum()

    def _bounds_source(self, index: int) -> bool:
        item, word = self._items[index], self._word(index)
        return bool(
            item.quoted
            or self._text(index) in _COMMAS | _ENDS | {":", "(", ")", "[", "]", "…", "..."}
            or self._is_cue(index)
            or word in cues.AUXILIARIES
            or (word in cues.SUBORDINATORS and word not in ("and", "as"))
            or word == "to"
        )

    def _is_apposition(self, within: _Range) -> bool:
        word = self._word(within.first)
        return within.last > within.first and (
            word
            in ("who", "whose", "a", "an", "the", "one", "also", "now", "then", "chief", "president", "head", "former")
            or self._is_capital(within.first)
            or word.isdigit()
            or not word.endswith(("ing", "ed"))
        )

    def _may_invert(self, cue: int) -> bool:
        """Whether the source may follow its verb: after a quotation or a comma, or at the head of the unit."""
        return cue == 0 or bool(self._items[cue - 1].quoted) or self._text(cue - 1) in _COMMAS

    # -- contents -----------------------------------------------------------------------------------------------------

    def _content(self, group: _Range, cue: int) -> tuple[Span, ...]:
        before = group.first - 1
        if before >= 0 and self._text(before) in _COMMAS:
            before -= 1
        if before >= 0 and self._items[before].quoted and before not in self._used and self._can_end(before):
            return self._quoted_before(before, group.last)
        if after := self._after(group.last, cue):
            return after
        return () if self._word(cue).endswith("ing") else self._clause_before(group)

    def _can_end(self, quoted: int) -> bool:
        """Whether a passage can be all that was said: `the "idea"` before a verb is no quotation of its own."""
        return quoted == 0 or self._items[quoted].text[-2:-1] in ",.?!—…"

    def _quoted_before(self, quoted: int, after: int) -> tuple[Span, ...]:
        """`It is "a shame," he said, "and wrong."`: the words before belong to it, and what a comma carries on."""
        self._used.add(quoted)
        passage = self._items[quoted].quoted
        first = quoted
        while first and not self._items[first - 1].quoted and self._text(first - 1) not in _ENDS | {":"}:
            first -= 1
        spans = list(passage.spans) if passage else []
        if first < quoted and self._text(first).isalnum() and not self._has_cue(_Range(first, quoted)):
            spans[0] = Span(self._items[first].start, spans[0].end)
        following = after + 1
        if following < len(self._items) and self._text(after) in _COMMAS and (more := self._items[following].quoted):
            self._used.add(following)
            spans += more.spans
        return tuple(spans)

    def _after(self, first: int, cue: int) -> tuple[Span, ...]:
        verb = self._word(cue)
        marker = self._marker(first)
        if verb in cues.ACCUSING:
            marker = next((k for k in range(first, min(first + 8, len(self._items))) if self._word(k) == "of"), None)
            return self._clause(marker + 1) if marker else ()
        if marker is not None and self._word(marker) == "that":
            return self._clause(marker + 1)
        if marker is not None and self._text(marker) == ":":
            return self._clause(marker + 1)
        if marker is not None and (passage := self._items[marker].quoted):
            return self._from_quoted(first, marker, passage)
        if verb in cues.ASKING and any(self._word(k) == "to" for k in range(first, min(first + 8, len(self._items)))):
            return self._clause(first)
        if verb in cues.BARE or verb in cues.THINKING:
            start = self._past_adjunct(first)
            if start < len(self._items) and self._begins_clause(start):
                return self._clause(start)
        return ()

    def _marker(self, first: int) -> int | None:
        """The "that", colon or quotation by which content begins."""
        for index in range(first, min(first + _REACH, len(self._items))):
            item, word = self._items[index], self._word(index)
            if item.quoted:
                return None if index in self._used else index
            if (word == "that" and index + 1 < len(self._items)) or item.text == ":":
                return index
            if item.text in _ENDS or self._is_cue(index):
                return None
        return None

    def _from_quoted(self, first: int, marker: int, passage: Quoted) -> tuple[Span, ...]:
        between = _Range(first, marker)
        adjunct = all(self._is_adjunct(index) for index in range(between.first, between.last))
        last_word = self._text(marker - 1)
        following = marker + 1
        ends = following >= len(self._items) or self._text(following) in _ENDS
        self._used.add(marker)
        if (adjunct or last_word in _COMMAS | {":"}) and (ends or last_word in _COMMAS | {":"}):
            return passage.spans
        if adjunct and not all(self._word(k) in cues.DETERMINERS for k in range(first, marker)):
            first = marker
        return self._clause(first)

    def _clause(self, first: int) -> tuple[Span, ...]:
        """From `first` to the end of the clause: the unit's end, or a comma before a participle or an attribution."""
        while first < len(self._items) and self._text(first) in _COMMAS | {":"}:
            first += 1
        last = first
        while last < len(self._items) and not self._ends_clause(first, last):
            if self._items[last].quoted:
                self._used.add(last)
            last += 1
        while last > first and self._text(last - 1) in _ENDS | _COMMAS:
            last -= 1
        return (self._span(_Range(first, last)),) if last > first else ()

    def _ends_clause(self, first: int, index: int) -> bool:
        following = self._word(index + 1)
        if self._is_participle(index) and index > first and self._items[index - 1].text[-2:-1] == ",":
            return True
        if self._word(index) == "but" and following.endswith("ed"):
            return True
        if index <= first or self._text(index) not in _COMMAS | {";"}:
            return False
        return self._is_participle(index + 1) or self._is_according_to(index + 1)

    def _is_participle(self, index: int) -> bool:
        word = self._word(index)
        return word.endswith("ing") and len(word) > 5

    def _clause_before(self, group: _Range) -> tuple[Span, ...]:
        """`The bridge is safe, the mayor said.`"""
        at_end = group.last >= len(self._items) or self._text(group.last) in _ENDS or self._is_adjunct(group.last)
        if group.first < 4 or self._text(group.first - 1) not in _COMMAS or not at_end:
            return ()
        if self._has_cue(_Range(0, group.first)):
            return ()
        return (self._span(_Range(0, group.first - 1)),)

    def _past_adjunct(self, first: int) -> int:
        """Behind "on Monday", "in a statement" and the like, or `first` itself."""
        if self._word(first) in cues.DAYS or self._word(first) in ("today", "yesterday", "earlier", "later"):
            return first + 1
        if self._word(first) in ("on", "in", "at", "to", "during", "after", "through"):
            index = first + 1
            while index < min(first + 6, len(self._items)) and not self._begins_clause(index):
                index += 1
            if index > first + 1:
                return index
        return first

    def _begins_clause(self, index: int) -> bool:
        word = self._word(index)
        return (
            word in cues.PRONOUNS or word in cues.DETERMINERS or word == "there" or self._is_capital(index)
        ) and word not in cues.DAYS

    # -- "according to" -----------------------------------------------------------------------------------------------

    def _is_according_to(self, index: int) -> bool:
        return self._word(index) == "according" and self._word(index + 1) == "to"

    def _according_to(self, cue: int) -> Attribution | None:
        source = self._source_after(cue + 2)
        if source is None:
            return None
        if cue < 3:
            content = self._clause(source.last)
        else:
            last = cue - 1 if self._text(cue - 1) in _COMMAS else cue
            first = next((k + 1 for k in range(last - 1, -1, -1) if self._text(k) in _ENDS), 0)
            content = (self._span(_Range(first, last)),) if last > first else ()
            self._used.update(k for k in range(first, last) if self._items[k].quoted)
        cue_span = self._span(_Range(cue, cue + 2))
        return Attribution(content, cue_span, self._span(source), certainty=0.85) if content else None

    # -- words --------------------------------------------------------------------------------------------------------

    def _text(self, index: int) -> str:
        return self._items[index].text if 0 <= index < len(self._items) and not self._items[index].quoted else ""

    def _word(self, index: int) -> str:
        return self._items[index].word if 0 <= index < len(self._items) else ""

    def _is_capital(self, index: int) -> bool:
        return self._text(index)[:1].isupper()

    def _is_adverb(self, index: int) -> bool:
        return self._word(index).endswith("ly") and not self._is_capital(index)

    def _is_adjunct(self, index: int) -> bool:
        word = self._word(index)
        small = cues.PREPOSITIONS | cues.DETERMINERS | cues.DAYS | cues.ADVERBS
        nouns = (
            "statement",
            "interview",
            "reporters",
            "week",
            "month",
            "year",
            "speech",
            "conference",
            "news",
            "press",
        )
        return word in small or word in nouns or self._text(index) in _COMMAS or word.isdigit()

    def _has_cue(self, within: _Range) -> bool:
        return any(self._is_cue(index) for index in range(within.first, within.last))

    def _span(self, within: _Range) -> Span:
        return Span(self._items[within.first].start, self._items[within.last - 1].end)
