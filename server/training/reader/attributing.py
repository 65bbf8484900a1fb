"""The losses of a teacher of attribution: cues, roles and flat labels, by what was annotated."""

import random

import torch
from torch import Tensor
from torch.nn import functional

from server.training.reader.batches import batch_of, masked
from server.training.reader.examples import IGNORED, Example
from server.training.reader.fit import Losses
from server.training.reader.network import Batch, Reader

FALSE_CUES_FROM = 0.25  # share of the training after which cues that are none are shown to the role head
FALSE_CUE = 0.2  # the chance from which a unit is such a cue


def attributing(hidden: float) -> Losses:
    """Losses with a share of the words hidden."""

    def losses(reader: Reader, drawn: list[Example], done: float) -> dict[str, Tensor]:
        return _losses(reader, masked(batch_of(drawn), hidden), with_false_cues=done > FALSE_CUES_FROM)

    return losses


def _losses(reader: Reader, batch: Batch, *, with_false_cues: bool) -> dict[str, Tensor]:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        units = reader.units(batch)
        cue = reader.by_convention(reader.cue, units, batch.convention)
        flat = reader.by_convention(reader.flat, units, batch.convention)
        if with_false_cues:
            batch = _add_false_cues(batch, cue.detach().float().softmax(-1))
        roles = reader.roles(units, batch)
    return {"cues": _loss(cue, batch.cues), "roles": _loss(roles, batch.roles), "flat": _loss(flat, batch.flat)}


def _loss(heights: Tensor, labels: Tensor) -> Tensor:
    return functional.cross_entropy(heights.float().flatten(0, 1), labels.flatten(), ignore_index=IGNORED)


def _add_false_cues(batch: Batch, chances: Tensor) -> Batch:
    """Puts cues that the cue head believes in and nobody annotated in the rows that only fill up."""
    free = (batch.cue_last == 0).nonzero().flatten().tolist()
    believed = ((chances[..., 1] > FALSE_CUE) & (batch.cues == 0)).nonzero().tolist()
    random.shuffle(believed)
    window, first, last, roles = (
        each.clone() for each in (batch.cue_window, batch.cue_first, batch.cue_last, batch.roles)
    )
    for row, (of, place) in zip(free, believed, strict=False):
        window[row], first[row], last[row] = of, place, place + 1
        roles[row] = torch.where(batch.heads[of] >= 0, 0, IGNORED)
    return batch._replace(cue_window=window, cue_first=first, cue_last=last, roles=roles)
