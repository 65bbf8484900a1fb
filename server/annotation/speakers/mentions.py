"""Mentions brought to the borders of a noun phrase where the heads have cut them short."""

from collections.abc import Sequence

from server.annotation.document import Document
from server.annotation.quotations.cues import AUXILIARIES, PREPOSITIONS, PRONOUNS, SAYING, SUBORDINATORS
from server.annotation.results import Span
from server.annotation.speakers.names import is_capital
from server.annotation.speakers.roles import MARKS

_ENDS_NOWHERE = frozenset("the a an of for and or".split())
_ENDS = MARKS | SAYING | AUXILIARIES | PRONOUNS | SUBORDINATORS - {"and"} | (PREPOSITIONS - {"of", "for"})
_REACH = 8  # tokens by which a mention grows
_LONGEST_BRACKET = 20  # code points


def whole(document: Document, mention: Span, apart: Sequence[Span]) -> Span:
    """A mention with the rest of its last word, name or noun phrase: "Rangel of New" "York", "the" "11th selection".

    It never reaches into what stands `apart`: cue and content.
    """
    last = document.words(mention).split()[-1:]
    if not last or any(map(mention.overlaps, apart)):
        return mention
    end, is_open = _end_of_bracket(document, mention), last[0].lower() in _ENDS_NOWHERE
    behind = document.tokens_in(Span(mention.start, document.sentences[document.sentence_at(mention.start)].end))
    for token in [token for token in behind if token.end > end][:_REACH]:
        if any(map(token.span.overlaps, apart)) or (token.start >= end and not _goes_on(last[0], token.text, is_open)):
            break
        end, last = token.end, [token.text]
    return Span(mention.start, end)


def _goes_on(last: str, following: str, is_open: bool) -> bool:
    """Whether the word behind a mention's last one belongs to it; `is_open` where it ended in "the" or "of"."""
    if is_open:
        return following.lower() not in _ENDS
    is_name = is_capital(last) and last[-1].islower() and is_capital(following) and not following.isupper()
    return is_name and following.lower() not in _ENDS


def _end_of_bracket(document: Document, mention: Span) -> int:
    """Where a bracket that opens in a mention is closed: "Jane Hale (R-" "Utah)"."""
    words = document.words(mention)
    if words.count("(") <= words.count(")"):
        return mention.end
    closing = document.text.find(")", mention.end, mention.end + _LONGEST_BRACKET)
    return mention.end if closing < 0 else closing + 1
