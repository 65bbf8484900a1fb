"""The teacher: what all-MiniLM-L6-v2 gives for words, passages and concepts, kept on disk once it was asked for."""

from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer

from server.training.topics.recipe import PASSAGE_PIECES

_BATCH_PIECES = 6_000
_MOST = 200  # texts of one batch

Vectors = NDArray[np.float32]


class Teacher:
    """Sentence vectors (384, length 1); `store` is a file that keeps them from one run to the next."""

    def __init__(self, minilm: Path, store: Path) -> None:
        self._minilm = minilm
        self._store = store
        self._known: dict[str, NDArray[np.float16]] = {}
        if store.exists():
            with np.load(store) as kept:
                self._known = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))

    def __call__(self, texts: list[str]) -> Vectors:
        """A vector for each text, mean over its pieces (n × 384)."""
        keys = [sha256(text.encode()).hexdigest()[:16] for text in texts]
        unknown = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if unknown:
            self._known.update(zip(unknown, self._ask(list(unknown.values())).astype(np.float16), strict=True))
            np.savez(self._store, keys=np.array(list(self._known)), vectors=np.stack(list(self._known.values())))
        return np.stack([self._known[key] for key in keys]).astype(np.float32)

    @torch.inference_mode()
    def _ask(self, texts: list[str]) -> Vectors:
        torch.set_num_threads(1)
        encoder = AutoModel.from_pretrained(self._minilm).eval()
        pieces = AutoTokenizer.from_pretrained(self._minilm)(texts, truncation=True, max_length=PASSAGE_PIECES)[
            "input_ids"
        ]
        vectors = np.zeros((len(texts), encoder.config.hidden_size), np.float32)
        for batch in _batches([len(piece) for piece in pieces]):
            ids = torch.nn.utils.rnn.pad_sequence([torch.tensor(pieces[i]) for i in batch], batch_first=True)
            there = (ids > 0).float()
            states = encoder(input_ids=ids, attention_mask=there).last_hidden_state * there[..., None]
            vectors[batch] = torch.nn.functional.normalize(states.sum(1), dim=1).numpy()
        return vectors


def _batches(lengths: list[int]) -> list[list[int]]:
    """Indices of texts of like length, so many that a batch holds about as many pieces as the next."""
    found: list[list[int]] = [[]]
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if len(found[-1]) == _MOST or (len(found[-1]) + 1) * lengths[index] > _BATCH_PIECES:
            found.append([])
        found[-1].append(index)
    return [batch for batch in found if batch]
