"""Evidence: the words of the text that made a topic, by what each added to the votes for it."""

from collections.abc import Iterable

from server.annotation.results import Span
from server.annotation.topics.terms import Terms
from server.annotation.topics.weights import Floats, Weights
from server.annotation.words import Word

_MOST = 8
_FAINT = 0.15  # share of what the strongest word added, below which a word is no evidence


class Evidence:
    """Knows where the words of a text that may be evidence stand first.

    Fillers, words of reporting, months and places say nothing by themselves and are left out, and so is what stands in
    the title only.
    """

    def __init__(self, words: Iterable[Word], terms: Terms, weights: Weights) -> None:
        first: dict[int, Span] = {}
        for word in words:
            row = weights.vocabulary.get(word.stem)
            if row is not None and row not in first and len(word.text) > 1:
                first[row] = Span(word.start, word.end)
        rows = enumerate(terms.rows.tolist())
        self._places = {index: first[row] for index, row in rows if row in first and not weights.mute[row]}

    def of(self, added: Floats) -> tuple[Span, ...]:
        """The words that spoke most for a topic, in text order; `added` is what each term added to its height."""
        told = {index: float(added[index]) for index in self._places}
        best = sorted(told, key=lambda index: -told[index])[:_MOST]
        least = max(_FAINT * told[best[0]], 0.0) if best else 0.0
        return tuple(sorted(self._places[index] for index in best if told[index] > least))
