"""Fits the network: shuffled windows, a linear schedule, a checkpoint from which a stopped run goes on."""

import logging
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from server.annotation.heads import Convention
from server.training.reader.batches import batch_of, masked
from server.training.reader.examples import IGNORED, Example
from server.training.reader.network import Batch, Reader

WINDOWS = 8  # in a batch
PRODUCT_REPEATS = 3  # how often an epoch shows each window in the product's own convention
ENCODER_RATE, HEAD_RATE, DECAY, WARM_UP, CLIP = 2.5e-4, 1e-3, 0.01, 0.06, 1.0
CUE_WEIGHT, ROLE_WEIGHT, FLAT_WEIGHT = 2.0, 4.0, 0.5
FALSE_CUES_FROM = 0.25  # share of the training after which cues that are none are shown to the role head
FALSE_CUE = 0.2  # the chance from which a unit is such a cue
SAVE_EVERY = 100
_log = logging.getLogger(__name__)


Losses = Callable[[Reader, list[Example], float], tuple[Tensor, Tensor, Tensor]]
"""Of cues, roles and flat labels, by the reader, the windows drawn, and the share of the training that is done."""


def fit(
    reader: Reader, shown: list[Example], epochs: int, seed: int, checkpoint: Path, losses: Losses, scale: float = 1.0
) -> None:
    """Trains `reader` in place; goes on from `checkpoint` if it is there, and writes it as it goes."""
    steps = epochs * (len(shown) // WINDOWS)
    optimizer = torch.optim.AdamW(_groups(reader, scale), weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    begun = _resume(checkpoint, reader, optimizer, schedule)
    torch.manual_seed(seed + begun)
    reader.train()
    sums, began = np.zeros(3), time.monotonic()
    for step, drawn in enumerate(_draw(shown, epochs, seed)):
        if step < begun:
            continue
        each = losses(reader, drawn, step / steps)
        loss = CUE_WEIGHT * each[0] + ROLE_WEIGHT * each[1] + FLAT_WEIGHT * each[2]
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(reader.parameters(), CLIP)
        optimizer.step()
        schedule.step()
        sums += [float(height.detach()) for height in each]
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == steps:
            seconds = (time.monotonic() - began) / SAVE_EVERY
            _log.info("step %d of %d, %.2f s each, losses %s", step + 1, steps, seconds, np.round(sums / SAVE_EVERY, 4))
            _save(checkpoint, reader, optimizer, schedule, step + 1)
            sums, began = np.zeros(3), time.monotonic()


def repeated(examples: list[Example]) -> list[Example]:
    """The windows of an epoch: those in the product's convention several times, as they are few."""
    return [e for e in examples for _ in range(PRODUCT_REPEATS if e.convention == Convention.PRODUCT else 1)]


def of_labels(hidden: float) -> Losses:
    """Losses by what was annotated, with a share of the words hidden."""

    def losses(reader: Reader, drawn: list[Example], done: float) -> tuple[Tensor, Tensor, Tensor]:
        return _losses(reader, masked(batch_of(drawn), hidden), with_false_cues=done > FALSE_CUES_FROM)

    return losses


def _rate(step: int, steps: int) -> float:
    warm = max(WARM_UP * steps, 1)
    return min((step + 1) / warm, max(steps - step, 0) / (steps - warm))


def _groups(reader: Reader, scale: float) -> list[dict[str, object]]:
    encoder = [p for p in reader.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in reader.encoder.parameters()}
    heads = [p for p in reader.parameters() if id(p) not in known]
    return [{"params": encoder, "lr": scale * ENCODER_RATE}, {"params": heads, "lr": scale * HEAD_RATE}]


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
