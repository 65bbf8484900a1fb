"""Transcripts: paragraphs that begin with the name of whoever speaks, a colon behind it ("SMITH: …", "Ann Lee: …")."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from server.annotation.document import Document
from server.annotation.quotations.attribution import Attribution
from server.annotation.results import Span

_TURN = re.compile(
    r"(?P<name>(?:(?:MR|MRS|MS|DR|SEN|REP|GOV)\.? )?[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,2}|"  # SMITH, TOM HALE
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,2})"  # Ann Lee
    r"(?: \([^)]{1,40}\))?(?P<colon>:)\s+(?=\S)"
)
_TURNS = 2  # in a text: a single one may be a heading or the label of a photo
_CERTAINTY = 0.8  # not measured: transcripts are rare in the development sets


def turns(document: Document, found: Iterable[Attribution]) -> Iterator[Attribution]:
    """What each turn says, in a text that has several, where their names recur or, in capitals, stand elsewhere too.

    Turns of which something is in `found` already are left out.
    """
    matches = [
        (paragraph, match)
        for paragraph in document.paragraphs
        if (match := _TURN.match(document.text, paragraph.start, paragraph.end))
    ]
    times = Counter(match["name"] for _, match in matches)
    taken = {document.paragraph_at(attribution.content[0].start) for attribution in found}
    for paragraph, match in matches if len(matches) >= _TURNS else ():
        is_name = times[match["name"]] > 1 or _stands_elsewhere(match["name"], document, paragraph)
        if is_name and document.paragraph_at(paragraph.start) not in taken:
            content = Span(match.end(), paragraph.end)
            yield Attribution((content,), Span(*match.span("colon")), Span(*match.span("name")), certainty=_CERTAINTY)


def _stands_elsewhere(name: str, document: Document, turn: Span) -> bool:
    """Whether the last word of a name in capitals stands in another paragraph, as names are written there."""
    surname = name.split()[-1]
    at = document.text.find(surname.title()) if name.isupper() else -1
    return at >= 0 and not turn.covers(Span(at, at + len(surname)))
