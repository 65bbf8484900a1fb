"""Windows: a document cut into units and word pieces, as the encoder reads it, in training and in the service alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from server.annotation.document import Document
from server.annotation.results import Span

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

LONGEST = 192  # pieces in a window, marks at its ends and between paragraphs included
CASES = 5  # lower, Title, UPPER, mixed, without letters
STATES = 4  # outside quotation marks, opening mark, inside, closing mark
_CLS, _SEP = "[CLS]", "[SEP]"

# A word, or a mark with its repetitions: a unit is the smallest thing that can begin or end a span.
_UNIT = re.compile(r"\w+|([^\w\s])\1*")
_PLAIN = str.maketrans("“”„‟«»＂‘’‚‛‹›", '"""""""\'\'\'\'\'\'')  # the vocabulary knows straight marks best


class Range(NamedTuple):
    """Units from `first`, `last` exclusive, of a document or of a window."""

    first: int
    last: int

    def moved(self, by: int) -> "Range":
        """The same units counted from `by` units further in front."""
        return Range(self.first + by, self.last + by)


@dataclass(frozen=True)
class Units:
    """The units of a document in text order: offsets in code points, and what the uncased pieces do not show."""

    starts: Ints
    ends: Ints
    case: Ints
    state: Ints

    def __len__(self) -> int:
        return len(self.starts)

    def range_of(self, span: Span) -> Range:
        """The units that share a code point with `span`."""
        first = int(np.searchsorted(self.ends, span.start, side="right"))
        return Range(first, max(first, int(np.searchsorted(self.starts, span.end, side="left"))))

    def span(self, units: Range) -> Span:
        """From the beginning of the first to the end of the last."""
        return Span(int(self.starts[units.first]), int(self.ends[units.last - 1]))


@dataclass(frozen=True)
class Window:
    """A stretch of whole sentences: pieces with their features, and where each of its units begins.

    Arrays of one length: `ids`, `case`, `state` by piece; `heads`, the places of first pieces, by unit. `first` is the
    first unit's number in the document.
    """

    ids: Ints
    case: Ints
    state: Ints
    heads: Ints
    first: int


class Reading:
    """A document's units and the windows that hold them; every unit is in exactly one window."""

    def __init__(self, document: Document, tokenizer: Tokenizer) -> None:
        self._mark_ids = (tokenizer.token_to_id(_CLS), tokenizer.token_to_id(_SEP))
        sentences = _units_by_sentence(document)
        encodings = tokenizer.encode_batch(
            [[word for _, _, word in sentence] for sentence in sentences],
            is_pretokenized=True,
            add_special_tokens=False,
        )
        counts = [
            np.bincount(np.array(e.word_ids, dtype=np.int64), minlength=len(sentence))
            for e, sentence in zip(encodings, sentences, strict=True)
        ]
        pieces = np.concatenate([np.zeros(0, dtype=np.int64), *counts])
        read = pieces > 0  # what normalisation leaves nothing of cannot be read
        flat = list(chain.from_iterable(sentences))
        starts = np.array([start for start, _, _ in flat], dtype=np.int64)[read]
        ends = np.array([end for _, end, _ in flat], dtype=np.int64)[read]
        case = np.array([_case(document.text[start:end]) for start, end, _ in flat], dtype=np.int64)[read]
        self.units = Units(starts, ends, case, _states(document, starts, ends))
        self._pieces = pieces[read]
        self._ids = np.array(list(chain.from_iterable(e.ids for e in encodings)), dtype=np.int64)
        self._offsets = np.concatenate([[0], np.cumsum(self._pieces)])
        lengths = np.array([int((c > 0).sum()) for c in counts], dtype=np.int64)
        borders = np.concatenate([[0], np.cumsum(lengths)]).tolist()
        self._sentences = list(pairwise(borders))
        self._paragraphs = [document.paragraph_at(sentence.start) for sentence in document.sentences]

    def windows(self) -> Iterator[Window]:
        """Paragraphs packed while there is room; one too long for a window is cut between its sentences."""
        packed: list[list[tuple[int, int]]] = []
        room = 0
        for block in self._blocks():
            size = sum(self._size(first, last) for first, last in block)
            if packed and size + 1 <= room:
                packed[-1].append((block[0][0], block[-1][1]))
                room -= size + 1
                continue
            for first, last in block if size > LONGEST - 2 else [(block[0][0], block[-1][1])]:
                size = self._size(first, last)
                if packed and size <= room - 1 and packed[-1][-1][1] == first and block[0][0] < first:
                    packed[-1][-1] = (packed[-1][-1][0], last)
                    room -= size
                else:
                    packed.append([(first, last)])
                    room = LONGEST - 2 - size
        yield from map(self._window, packed)

    def _blocks(self) -> Iterator[list[tuple[int, int]]]:
        """The unit ranges of the sentences of each paragraph; a sentence too long for a window is cut."""
        block: list[tuple[int, int]] = []
        paragraph = -1
        for (first, last), of in zip(self._sentences, self._paragraphs, strict=True):
            if block and of != paragraph:
                yield block
                block = []
            paragraph = of
            while self._size(first, last) > LONGEST - 2:
                cut = int(np.searchsorted(self._offsets, self._offsets[first] + LONGEST - 2, side="right")) - 1
                block.append((first, max(cut, first + 1)))
                first = max(cut, first + 1)
            if first < last:
                block.append((first, last))
        if block:
            yield block

    def _size(self, first: int, last: int) -> int:
        return int(self._offsets[last] - self._offsets[first])

    def _window(self, parts: list[tuple[int, int]]) -> Window:
        ids, units, heads = [np.array([self._mark_ids[0]])], [np.array([-1])], []
        place = 1
        for first, last in parts:
            ids += [self._ids[self._offsets[first] : self._offsets[last]], np.array([self._mark_ids[1]])]
            units += [np.repeat(np.arange(first, last), self._pieces[first:last]), np.array([-1])]
            heads.append(self._offsets[first:last] - self._offsets[first] + place)
            place += self._size(first, last) + 1
        unit = np.concatenate(units)
        case = np.where(unit >= 0, self.units.case[unit], CASES - 1)
        state = np.where(unit >= 0, self.units.state[unit], 0)
        return Window(np.concatenate(ids), case, state, np.concatenate(heads), parts[0][0])


def words_of(document: Document) -> list[list[str]]:
    """The words of each sentence, as the vocabulary is asked for them."""
    return [[word for _, _, word in sentence] for sentence in _units_by_sentence(document)]


def _units_by_sentence(document: Document) -> list[list[tuple[int, int, str]]]:
    """Offsets and plain words of the units of each sentence; of a repeated mark the first stands for all."""
    found = []
    for sentence in document.sentences:
        units = []
        for match in _UNIT.finditer(document.text, sentence.start, sentence.end):
            word = '"' if match.group() in ("''", "``") else match.group(1) or match.group()
            units.append((match.start(), match.end(), word.translate(_PLAIN)))
        found.append(units)
    return found


def _case(word: str) -> int:
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    if word.istitle():
        return 1
    return 3 if any(map(str.isalpha, word)) else CASES - 1


def _states(document: Document, starts: Ints, ends: Ints) -> Ints:
    states = np.zeros(len(starts), dtype=np.int64)
    outermost = [quoted for quoted in document.quoted if quoted.depth == 0]
    spans = np.array([span for quoted in outermost for span in quoted.spans], dtype=np.int64).reshape(-1, 2)
    is_closed = [quoted.closed and span is quoted.spans[-1] for quoted in outermost for span in quoted.spans]
    # Repeated marks are one unit, which may hold the end of one passage and the beginning of the next.
    firsts = np.searchsorted(ends, spans[:, 0], side="right").tolist()
    lasts = np.searchsorted(starts, spans[:, 1]).tolist()
    for first, last, closed in zip(firsts, lasts, is_closed, strict=True):
        states[first:last] = 2
        states[first : first + 1] = 1
        if closed and last > first + 1:
            states[last - 1] = 3
    return states
