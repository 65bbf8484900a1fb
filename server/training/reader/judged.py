"""The corpora that teach what is worth checking: news sentences graded by reading, and sentences of debates."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from server.annotation.heads import Convention
from server.annotation.results import Span
from server.training.articles import articles, with_texts
from server.training.articles import is_held_out as articles_held_out
from server.training.reader.corpora import Article, Judged

LABELS = Path(__file__).with_name("news_checkworthy_labels.jsonl")
_DEBATE = {"NFS": 0, "UFS": 1, "CFS": 2}


def is_held_out(article: str) -> bool:
    """Whether the article with this id is one of the quarter that development is measured on."""
    return articles_held_out(article, one_in=4)


def graded(corpora: Path) -> Iterator[Article]:
    """News articles with a grade and a kind for every sentence: the corpus of them, and those that LABELS grades."""
    yield from map(_graded, articles(corpora / "claims" / "news_checkworthy_read.jsonl"))
    yield from map(_graded, with_texts(articles(LABELS), corpora))


def debates(corpora: Path) -> Iterator[Article]:
    """Sentences of debates as articles of their own (ClaimBuster, Hassan et al. 2017).

    Without the part that CheckThat! 2024 measures on.
    """
    measured = {_plain(row["text"]) for row in articles(corpora / "claims" / "ct24_dev.jsonl")}
    for row in articles(corpora / "claims" / "claimbuster.jsonl"):
        if row["part"] != "groundtruth" and _plain(row["text"]) not in measured:
            yield alone(row["id"], row["text"], _DEBATE[row["label_original"]])


def alone(article: str, text: str, debate: int | None = None) -> Article:
    """A text that is one sentence."""
    return Article(article, text, Convention.PRODUCT, sentences=(Judged(Span(0, len(text)), debate=debate),))


def _graded(row: dict[str, Any]) -> Article:
    labels = {label["sent"]: label for label in row["labels"]}
    judged = tuple(
        Judged(Span(*span), labels.get(index, {}).get("grade", 0), labels.get(index, {}).get("kind"))
        for index, span in enumerate(row["sentences"])
    )
    return Article(row["id"], row["text"], Convention.PRODUCT, sentences=judged)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
