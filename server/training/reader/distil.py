"""Distillation: one reader learns what several agree on, from texts that need no labels (Hinton et al. 2015)."""

import torch
from torch import Tensor
from torch.nn import functional

from server.annotation.heads import JUDGEMENTS
from server.training.reader.batches import batch_of, masked
from server.training.reader.examples import Example
from server.training.reader.network import Batch, Reader

_CUE = 0.15  # the chance from which teachers tell the roles of a cue, so that doubtful ones are learnt too
_CUE_GOES_ON = 0.5
_MOST_CUES = 64  # in a batch


class Distillation:
    """Losses against the mean chances of teachers: those of attribution, and those who judge sentences.

    Of the learner's words a share is hidden, of the teachers' none.
    """

    def __init__(self, attributing: list[Reader], judging: list[Reader], hidden: float) -> None:
        self._attributing = [teacher.eval() for teacher in attributing]
        self._judging = [teacher.eval() for teacher in judging]
        self._hidden = hidden

    def losses(self, reader: Reader, drawn: list[Example], _: float) -> dict[str, Tensor]:
        """Of cues, roles, flat labels, judgements and kinds."""
        batch, cues, flat, roles = self._taught(batch_of(drawn))
        units, own_cues, own_flat = _heights(reader, masked(batch, self._hidden))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            own_roles = reader.roles(units, batch)
            own = reader.judgements(units, batch)
        known = batch.heads >= 0
        attributed = {
            "cues": _loss(own_cues, cues, known),
            "roles": _loss(own_roles, roles, known[batch.cue_window]),
            "flat": _loss(own_flat, flat, known),
        }
        return attributed | (self._of_judgements(own, batch) if self._judging else {})

    def _of_judgements(self, heights: Tensor, batch: Batch) -> dict[str, Tensor]:
        judged, kinds = self._judgements(batch)
        known = batch.sentence_last > 0
        return {
            "judgements": _odds_loss(heights[:, :JUDGEMENTS], judged, known),
            "kinds": _loss(heights[:, JUDGEMENTS:], kinds, known),
        }

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def _judgements(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """The mean chances of judgements and of kinds."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            read = [teacher.judgements(teacher.units(batch), batch).float() for teacher in self._judging]
        judged = torch.stack([heights[:, :JUDGEMENTS] for heights in read]).mean(0).sigmoid()
        return judged, torch.stack([heights[:, JUDGEMENTS:].softmax(-1) for heights in read]).mean(0)

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def _taught(self, batch: Batch) -> tuple[Batch, Tensor, Tensor, Tensor]:
        """The batch with the teachers' cues, and their mean chances of cues, flat labels and roles."""
        read = [_heights(teacher, batch) for teacher in self._attributing]
        cues, flat = (torch.stack([each[at].float().softmax(-1) for each in read]).mean(0) for at in (1, 2))
        batch = _with_cues(batch, cues)
        roles = [
            teacher.roles(units, batch).float().softmax(-1)
            for teacher, (units, _, _) in zip(self._attributing, read, strict=True)
        ]
        return batch, cues, flat, torch.stack(roles).mean(0)


def _heights(reader: Reader, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Vectors of units, and heights of cues and flat labels."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        units = reader.units(batch)
        cues = reader.by_convention(reader.cue, units, batch.convention)
        return units, cues, reader.by_convention(reader.flat, units, batch.convention)


def _with_cues(batch: Batch, cues: Tensor) -> Batch:
    """The batch whose cues are those that the teachers see; at least one row, the number of rows rounded up."""
    found = ((cues[..., 1] > _CUE) & (batch.heads >= 0)).nonzero().tolist()[:_MOST_CUES] or [[0, 0]]
    rows = []
    for window, first in found:
        last = first + 1
        while last < cues.shape[1] and cues[window, last, 2] > _CUE_GOES_ON:
            last += 1
        rows.append((window, first, last))
    rows += rows[:1] * (-len(rows) % 8)
    window, first, last = torch.tensor(rows).unbind(1)
    return batch._replace(cue_window=window, cue_first=first, cue_last=last)


def _loss(heights: Tensor, chances: Tensor, known: Tensor) -> Tensor:
    """Cross entropy against chances, over what is known."""
    each = -(chances * functional.log_softmax(heights.float(), -1)).sum(-1)
    mean: Tensor = (each * known).sum() / known.sum().clamp(min=1)
    return mean


def _odds_loss(heights: Tensor, chances: Tensor, known: Tensor) -> Tensor:
    """Cross entropy of chances that stand alone, over what is known."""
    each = functional.binary_cross_entropy_with_logits(heights.float(), chances, reduction="none").sum(-1)
    mean: Tensor = (each * known).sum() / known.sum().clamp(min=1)
    return mean
