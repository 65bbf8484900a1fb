"""The corpora that teach who said what, each with its own convention of what counts as said."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.annotation.heads import Convention
from server.annotation.results import Span
from server.training.articles import articles, is_held_out, with_texts

LABELS = Path(__file__).with_name("news_quotations_labels.jsonl")
_LONGEST = 8_000  # code points of an article without labels: many articles teach more than long ones


@dataclass(frozen=True)
class Attributed:
    """One annotated attribution; any part but the content may be missing.

    `speakers` are those who say it, by name and kind, where the corpus names them.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    speakers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Judged:
    """A sentence and what was said of it, as far as its corpus says it.

    `grade` is 2 (worth checking), 1 (checkable) or 0, `debate` the same by the convention of ClaimBuster.
    """

    span: Span
    grade: int | None = None
    kind: str | None = None
    debate: int | None = None


@dataclass(frozen=True)
class Article:
    """A text with all its attributions, and its sentences where they were judged."""

    id: str
    text: str
    convention: Convention
    attributions: tuple[Attributed, ...] = ()
    sentences: tuple[Judged, ...] = ()


def polnear(path: Path) -> Iterator[Article]:
    """The articles of one part of PolNeAR."""
    yield from (_article(row, Convention.POLNEAR) for row in articles(path))


def product(path: Path, *, held_out: bool) -> Iterator[Article]:
    """The articles annotated in the product's convention: those kept for development, or the others."""
    yield from (_article(row, Convention.PRODUCT) for row in articles(path) if is_held_out(row["id"]) == held_out)


def labelled(corpora: Path) -> Iterator[Article]:
    """Further articles annotated in the product's convention: LABELS, which names their texts by file and id."""
    for row in with_texts(articles(LABELS), corpora):
        yield _article(row, Convention.PRODUCT)


def unlabelled(path: Path) -> Iterator[Article]:
    """Articles to be read in the product's convention without labels; not long ones, and none of a test set."""
    for row in articles(path):
        if len(row["text"]) < _LONGEST and row.get("split") != "test":
            yield Article(row["id"], row["text"], Convention.PRODUCT)


def _article(row: dict[str, Any], convention: Convention) -> Article:
    named = {speaker["key"]: (speaker["name"], speaker["kind"]) for speaker in row.get("speakers", ())}
    found = tuple(
        Attributed(
            _spans(q["content"]),
            _spans(q.get("cue_all") or [q.get("cue")]),
            _sources(q),
            tuple(named[key] for key in (q.get("speaker_key"), *q.get("also", ())) if key in named),
        )
        for q in row["quotations"]
    )
    return Article(row["id"], row["text"], convention, found)


def _sources(quotation: dict[str, Any]) -> tuple[Span, ...]:
    return _spans(quotation.get("speaker_all") or [quotation.get("speaker")])


def _spans(pairs: list[Any]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs if pair)
