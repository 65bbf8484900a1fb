"""The losses of a teacher of claims: what readers said of sentences, and how an article's sentences rank.

The order of an article's sentences is learnt by a list-wise loss (Cao et al. 2007): readers grade against the rest of
the article, so a grade tells less than who was preferred to whom.
"""

import random
from itertools import chain

import torch
from torch import Tensor
from torch.nn import functional

from server.annotation.heads import JUDGEMENTS
from server.training.reader.batches import batch_of, masked
from server.training.reader.examples import IGNORED, Example
from server.training.reader.fit import Losses
from server.training.reader.network import Batch, Reader

ARTICLES, SENTENCES = 2, 32  # in a batch: whole articles, or sentences that stand alone
_WORTHY = 1.5  # how much "worth checking" counts beside "checkable"


def judging(hidden: float) -> Losses:
    """Losses with a share of the words hidden."""

    def losses(reader: Reader, drawn: list[Example], _: float) -> dict[str, Tensor]:
        batch = masked(batch_of(drawn), hidden)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            heights = reader.judgements(reader.units(batch), batch)
        return _losses(heights.float(), batch, [example.article for example in drawn])

    return losses


def drawn(articles: list[Example], alone: list[Example], epochs: int, seed: int) -> list[list[Example]]:
    """Batches of whole articles, each once an epoch, and of sentences that stand alone, each once in all."""
    shuffle = random.Random(seed)  # noqa: S311 (repeatable, not secret)
    by_article: dict[str, list[Example]] = {}
    for example in articles:
        by_article.setdefault(example.article, []).append(example)
    batches = []
    for _ in range(epochs):
        whole = list(by_article.values())
        shuffle.shuffle(whole)
        batches += [list(chain(*whole[at : at + ARTICLES])) for at in range(0, len(whole), ARTICLES)]
    order = sorted(alone, key=lambda example: len(example.window.ids) // 8 + shuffle.random())
    batches += [order[at : at + SENTENCES] for at in range(0, len(order), SENTENCES)]
    shuffle.shuffle(batches)
    return batches


def _losses(heights: Tensor, batch: Batch, articles: list[str]) -> dict[str, Tensor]:
    news = _ordinal(heights[:, 0:2], batch.grades)
    debates = _ordinal(heights[:, 2:4], batch.debates)
    kinds = functional.cross_entropy(heights[:, JUDGEMENTS:], batch.kinds, ignore_index=IGNORED, reduction="sum")
    kinds = kinds / (batch.kinds != IGNORED).sum().clamp(min=1)
    return {"judgements": news + debates, "kinds": kinds, "order": _order(heights[:, 1], batch, articles)}


def _ordinal(heights: Tensor, grades: Tensor) -> Tensor:
    """Of "at least 1" and "at least 2"; nothing where nothing was said."""
    known = grades != IGNORED
    if not known.any():
        return heights.sum() * 0
    reached = torch.stack([grades[known] >= 1, grades[known] >= 2], -1).float()
    each = functional.binary_cross_entropy_with_logits(heights[known], reached, reduction="none").mean(0)
    return each[0] + _WORTHY * each[1]


def _order(heights: Tensor, batch: Batch, articles: list[str]) -> Tensor:
    """Cross entropy of an article's sentences against those worth checking, mean over the articles that have some."""
    names = [articles[window] for window in batch.sentence_window.tolist()]
    losses = []
    for article in dict.fromkeys(names):
        mine = torch.tensor([name == article for name in names]) & (batch.grades != IGNORED)
        worthy = (batch.grades[mine] == 2).float()
        if worthy.any():
            losses.append(-(functional.log_softmax(heights[mine], 0) * worthy).sum() / worthy.sum())
    return torch.stack(losses).mean() if losses else heights.sum() * 0
