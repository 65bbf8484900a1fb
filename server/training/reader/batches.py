"""Batches: windows side by side in tensors of equal length, and words hidden from the one who learns."""

import numpy as np
import torch
from torch import Tensor

from server.training.reader.examples import IGNORED, Example
from server.training.reader.network import Batch
from server.training.reader.vocabulary import UNKNOWN


def batch_of(examples: list[Example]) -> Batch:
    """Arrays of equal length; sizes are rounded up, as many different shapes would fill the memory."""
    length = _rounded(max(len(example.window.ids) for example in examples), 32)
    units = _rounded(max(len(example.window.heads) for example in examples), 32)
    rows = [(index, role) for index, example in enumerate(examples) for role in example.roles]
    spare = _rounded(len(rows) + 4, 8) - len(rows)  # room for cues that are none
    sentences = [(index, *sentence) for index, example in enumerate(examples) for sentence in example.sentences]
    sentences += [(0, 0, 0, IGNORED, IGNORED, IGNORED)] * (_rounded(len(sentences) + 1, 8) - len(sentences))
    window, first, last, grades, kinds, debates = torch.tensor(sentences).unbind(1)
    return Batch(
        ids=_stacked([e.window.ids for e in examples], length, 0),
        mask=_stacked([np.ones_like(e.window.ids) for e in examples], length, 0),
        case=_stacked([e.window.case for e in examples], length, 0),
        state=_stacked([e.window.state for e in examples], length, 0),
        heads=_stacked([e.window.heads for e in examples], units, -1),
        convention=torch.tensor([int(e.convention) for e in examples]),
        cues=_stacked([e.cues for e in examples], units, IGNORED),
        flat=_stacked([e.flat for e in examples], units, IGNORED),
        cue_window=torch.tensor([index for index, _ in rows] + [0] * spare),
        cue_first=torch.tensor([role.first for _, role in rows] + [0] * spare),
        cue_last=torch.tensor([role.last for _, role in rows] + [0] * spare),
        roles=_stacked([role.labels for _, role in rows] + [np.zeros(0, dtype=np.int64)] * spare, units, IGNORED),
        sentence_window=window,
        sentence_first=first,
        sentence_last=last,
        grades=grades,
        kinds=kinds,
        debates=debates,
    )


def _rounded(size: int, step: int) -> int:
    return -(-size // step) * step


def _stacked(arrays: list[np.ndarray[tuple[int], np.dtype[np.int64]]], length: int, filling: int) -> Tensor:
    stacked = np.full((len(arrays), length), filling, dtype=np.int64)
    for row, array in zip(stacked, arrays, strict=True):
        row[: len(array)] = array
    return torch.from_numpy(stacked)


def masked(batch: Batch, share: float) -> Batch:
    """A share of the words without their first piece's meaning, so that no rare word alone decides."""
    words = torch.zeros_like(batch.ids, dtype=torch.bool)
    words.scatter_(1, batch.heads.clamp(min=0), batch.heads >= 0)
    hidden = words & (torch.rand(batch.ids.shape) < share)
    return batch._replace(ids=torch.where(hidden, UNKNOWN, batch.ids))
