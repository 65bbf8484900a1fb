"""Which of the attributions found are right: their content overlaps an annotated one, and so does their source."""

import re
from collections.abc import Iterable, Sequence

from server.annotation.quotations.attribution import Attribution
from server.annotation.results import Span
from server.training.reader.corpora import Article, Attributed

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_OVERLAP = 0.5  # IoU of words from which two contents are the same


def matches(article: Article, found: Sequence[Attribution]) -> list[Attributed | None]:
    """For each attribution found, the annotated one that has its content (IoU of words at least 0.5), each once."""
    words = [Span(*match.span()) for match in _WORD.finditer(article.text)]
    annotated = [_under(words, each.content) for each in article.attributions]
    given = [_under(words, each.content) for each in found]
    pairs = sorted(
        (-_iou(mine, theirs), at, of)
        for at, mine in enumerate(given)
        for of, theirs in enumerate(annotated)
        if _iou(mine, theirs) >= _OVERLAP
    )
    matched: list[Attributed | None] = [None] * len(found)
    taken: set[int] = set()
    for _, at, of in pairs:
        if matched[at] is None and of not in taken:
            matched[at] = article.attributions[of]
            taken.add(of)
    return matched


def f1(articles: Iterable[Article], found: Iterable[Sequence[Attribution]]) -> float:
    """The F1 (0..1) of contents that overlap, over all articles."""
    hits = total = 0
    for article, each in zip(articles, found, strict=True):
        hits += sum(match is not None for match in matches(article, each))
        total += len(article.attributions) + len(each)
    return 2 * hits / total if total else 0.0


def has_source(attribution: Attribution, annotated: Attributed) -> bool:
    """Whether the mention found overlaps the annotated source."""
    mention = attribution.mention
    return mention is not None and any(mention.overlaps(span) for span in annotated.source)


def _under(words: Sequence[Span], spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(at for at, word in enumerate(words) for span in spans if word.overlaps(span))


def _iou(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(len(one | other), 1)
