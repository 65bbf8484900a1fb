"""Static vectors of stems: learnt so that their sum points where the teacher's vector of a whole passage points.

They begin as the teacher's vectors of single words, weighted by smooth inverse frequency, on the main axes of what the
teacher gives for passages (model2vec, then tokenlearn; Tulkens and van Dongen 2024).
"""

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from server.training.topics.recipe import BATCH, DIMENSIONS, EPOCHS, RATE, SEED, SMOOTHING
from server.training.topics.teacher import Vectors
from server.training.topics.vocabulary import Vocabulary


class Axes(NamedTuple):
    """The mean of the teacher's vectors (384) and their main axes (384 × D)."""

    mean: Vectors
    main: Vectors

    def place(self, vectors: Vectors) -> Vectors:
        """Vectors on the main axes, length 1 (n × D)."""
        placed = (vectors - self.mean) @ self.main
        lengths = np.linalg.norm(placed, axis=1, keepdims=True)
        return (placed / np.maximum(lengths, 1e-9)).astype(np.float32)


def axes_of(passages: Vectors) -> Axes:
    """Principal components."""
    mean = passages.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov((passages - mean).T))
    return Axes(mean, axes[:, ::-1][:, :DIMENSIONS].astype(np.float32))


def begin(words: Vectors, vocabulary: Vocabulary, axes: Axes) -> Vectors:
    """The teacher's vectors of single words, common ones short (V × D)."""
    shares = np.array(vocabulary.frequencies) / sum(vocabulary.frequencies)
    placed = Axes(words.mean(axis=0), axes.main).place(words)
    return (placed * (SMOOTHING / (SMOOTHING + shares))[:, None]).astype(np.float32)


def learn(counts: csr_matrix, targets: Vectors, start: Vectors) -> Vectors:
    """The stems' vectors after `EPOCHS` over passages given as log(1 + count) of their stems."""
    torch.manual_seed(SEED)
    random = np.random.default_rng(SEED)
    told = np.flatnonzero(np.diff(counts.indptr) > 2)
    table = torch.nn.Embedding.from_pretrained(torch.tensor(start), freeze=False, sparse=True)
    optimizer = torch.optim.SparseAdam(table.parameters(), lr=RATE)
    parts = max(len(told) // BATCH, 1)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, EPOCHS * parts)
    for _ in range(EPOCHS):
        for batch in np.array_split(random.permutation(told), parts):
            loss = 1 - torch.nn.functional.cosine_similarity(_sums(table, counts[batch]), torch.tensor(targets[batch]))
            optimizer.zero_grad()
            loss.mean().backward()
            optimizer.step()
            schedule.step()
    learnt: NDArray[np.float32] = table.weight.detach().numpy().copy()
    return learnt


def _sums(table: torch.nn.Embedding, counts: csr_matrix) -> torch.Tensor:
    return torch.nn.functional.embedding_bag(
        torch.tensor(counts.indices, dtype=torch.long),
        table.weight,
        torch.tensor(counts.indptr[:-1], dtype=torch.long),
        mode="sum",
        sparse=True,
        per_sample_weights=torch.tensor(counts.data, dtype=torch.float32),
    )
