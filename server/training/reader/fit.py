"""Fits the network: shuffled windows, a linear schedule, a checkpoint from which a stopped run goes on."""

import logging
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from server.annotation.heads import Convention
from server.training.reader.examples import IGNORED, Example
from server.training.reader.network import Batch, Reader
from server.training.reader.vocabulary import UNKNOWN

WINDOWS = 8  # in a batch
PRODUCT_REPEATS = 3  # how often an epoch shows each window in the product's own convention
ENCODER_RATE, HEAD_RATE, DECAY, WARM_UP, CLIP = 2.5e-4, 1e-3, 0.01, 0.06, 1.0
CUE_WEIGHT, ROLE_WEIGHT, FLAT_WEIGHT = 2.0, 4.0, 0.5
FALSE_CUES_FROM = 0.25  # share of the training after which cues that are none are shown to the role head
FALSE_CUE = 0.2  # the chance from which a unit is such a cue
MASKED = 0.1  # share of the pieces that are hidden in training, so that no rare word alone decides
SAVE_EVERY = 100
_log = logging.getLogger(__name__)


def fit(reader: Reader, examples: list[Example], epochs: int, seed: int, checkpoint: Path) -> None:
    """Trains `reader` in place; goes on from `checkpoint` if it is there, and writes it as it goes."""
    shown = [example for example in examples for _ in range(_repeats(example))]
    steps = epochs * (len(shown) // WINDOWS)
    optimizer = torch.optim.AdamW(_groups(reader), weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    begun = _resume(checkpoint, reader, optimizer, schedule)
    torch.manual_seed(seed + begun)
    reader.train()
    sums, began = np.zeros(3), time.monotonic()
    for step, drawn in enumerate(_draw(shown, epochs, seed)):
        if step < begun:
            continue
        losses = _losses(reader, _masked(_batch(drawn)), with_false_cues=step > FALSE_CUES_FROM * steps)
        loss = CUE_WEIGHT * losses[0] + ROLE_WEIGHT * losses[1] + FLAT_WEIGHT * losses[2]
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(reader.parameters(), CLIP)
        optimizer.step()
        schedule.step()
        sums += [float(each.detach()) for each in losses]
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == steps:
            each = (time.monotonic() - began) / SAVE_EVERY
            _log.info("step %d of %d, %.2f s each, losses %s", step + 1, steps, each, np.round(sums / SAVE_EVERY, 4))
            _save(checkpoint, reader, optimizer, schedule, step + 1)
            sums, began = np.zeros(3), time.monotonic()


def _repeats(example: Example) -> int:
    return PRODUCT_REPEATS if example.convention == Convention.PRODUCT else 1


def _rate(step: int, steps: int) -> float:
    warm = max(WARM_UP * steps, 1)
    return min((step + 1) / warm, max(steps - step, 0) / (steps - warm))


def _groups(reader: Reader) -> list[dict[str, object]]:
    encoder = [p for p in reader.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in reader.encoder.parameters()}
    heads = [p for p in reader.parameters() if id(p) not in known]
    return [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]


def _draw(shown: list[Example], epochs: int, seed: int) -> Iterator[list[Example]]:
    """Batches of windows of like length, in another order each epoch."""
    for epoch in range(epochs):
        shuffle = random.Random(1000 * seed + epoch)  # noqa: S311 (repeatable, not secret)
        order = sorted(shown, key=lambda example: len(example.window.ids) // 32 + shuffle.random())
        batches = [order[at : at + WINDOWS] for at in range(0, len(order) - WINDOWS + 1, WINDOWS)]
        shuffle.shuffle(batches)
        yield from batches


def _losses(reader: Reader, batch: Batch, *, with_false_cues: bool) -> tuple[Tensor, Tensor, Tensor]:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        units = reader.units(batch)
        cue = reader.by_convention(reader.cue, units, batch.convention)
        flat = reader.by_convention(reader.flat, units, batch.convention)
        if with_false_cues:
            batch = _add_false_cues(batch, cue.detach().float().softmax(-1))
        roles = reader.roles(units, batch)
    return _loss(cue, batch.cues), _loss(roles, batch.roles), _loss(flat, batch.flat)


def _masked(batch: Batch) -> Batch:
    """Some words without their first piece's meaning; the marks between paragraphs stay."""
    words = torch.zeros_like(batch.ids, dtype=torch.bool)
    words.scatter_(1, batch.heads.clamp(min=0), batch.heads >= 0)
    hidden = words & (torch.rand(batch.ids.shape) < MASKED)
    return batch._replace(ids=torch.where(hidden, UNKNOWN, batch.ids))


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


def _batch(examples: list[Example]) -> Batch:
    """Arrays of equal length; sizes are rounded up, as many different shapes would fill the memory."""
    length = _rounded(max(len(example.window.ids) for example in examples), 32)
    units = _rounded(max(len(example.window.heads) for example in examples), 32)
    rows = [(index, role) for index, example in enumerate(examples) for role in example.roles]
    spare = _rounded(len(rows) + 4, 8) - len(rows)  # room for cues that are none
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
    )


def _rounded(size: int, step: int) -> int:
    return -(-size // step) * step


def _stacked(arrays: list[np.ndarray[tuple[int], np.dtype[np.int64]]], length: int, filling: int) -> Tensor:
    stacked = np.full((len(arrays), length), filling, dtype=np.int64)
    for row, array in zip(stacked, arrays, strict=True):
        row[: len(array)] = array
    return torch.from_numpy(stacked)


def _save(path: Path, reader: Reader, optimizer: torch.optim.Optimizer, schedule: object, step: int) -> None:
    state = {
        "reader": reader.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),  # type: ignore[attr-defined]
        "step": step,
    }
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def _resume(path: Path, reader: Reader, optimizer: torch.optim.Optimizer, schedule: object) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    reader.load_state_dict(state["reader"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])  # type: ignore[attr-defined]
    step: int = state["step"]
    _log.info("going on from step %d", step)
    return step
