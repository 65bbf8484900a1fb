"""Fits the network: batches in their order, a linear schedule, a checkpoint from which a stopped run goes on."""

import logging
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from server.annotation.heads import Convention
from server.training.reader.examples import Example
from server.training.reader.network import Reader

WINDOWS = 8  # in a batch
PRODUCT_REPEATS = 2  # how often an epoch shows each window in the product's own convention
ENCODER_RATE, HEAD_RATE, DECAY, WARM_UP, CLIP = 2.5e-4, 1e-3, 0.01, 0.06, 1.0
WEIGHTS = {"cues": 2.0, "roles": 4.0, "flat": 0.5, "judgements": 1.0, "kinds": 0.5, "order": 0.5}
SAVE_EVERY = 100
_log = logging.getLogger(__name__)


Losses = Callable[[Reader, list[Example], float], Mapping[str, Tensor]]
"""By name, from the reader, the windows drawn, and the share of the training that is done."""


def fit(
    reader: Reader, batches: Sequence[list[Example]], seed: int, checkpoint: Path, losses: Losses, scale: float = 1.0
) -> None:
    """Trains `reader` in place; goes on from `checkpoint` if it is there, and writes it as it goes."""
    steps = len(batches)
    optimizer = torch.optim.AdamW(_groups(reader, scale), weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    begun = _resume(checkpoint, reader, optimizer, schedule)
    torch.manual_seed(seed + begun)
    reader.train()
    sums: Counter[str] = Counter()
    began = time.monotonic()
    for step, drawn in enumerate(batches[begun:], begun + 1):
        each = losses(reader, drawn, step / steps)
        optimizer.zero_grad()
        torch.stack([WEIGHTS[name] * loss for name, loss in each.items()]).sum().backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(reader.parameters(), CLIP)
        optimizer.step()
        schedule.step()
        sums.update({name: float(loss.detach()) for name, loss in each.items()})  # type: ignore[arg-type]
        if step % SAVE_EVERY == 0 or step == steps:
            seconds = (time.monotonic() - began) / SAVE_EVERY
            told = {name: round(total / SAVE_EVERY, 4) for name, total in sums.items()}
            _log.info("step %d of %d, %.2f s each, losses %s", step, steps, seconds, told)
            _save(checkpoint, reader, optimizer, schedule, step)
            sums, began = Counter(), time.monotonic()


def epochs(shown: list[Example], times: int, seed: int) -> list[list[Example]]:
    """Batches of windows of like length, in another order each epoch."""
    batches = []
    for epoch in range(times):
        shuffle = random.Random(1000 * seed + epoch)  # noqa: S311 (repeatable, not secret)
        order = sorted(shown, key=lambda example: len(example.window.ids) // 32 + shuffle.random())
        drawn = [order[at : at + WINDOWS] for at in range(0, len(order) - WINDOWS + 1, WINDOWS)]
        shuffle.shuffle(drawn)
        batches += drawn
    return batches


def repeated(examples: list[Example]) -> list[Example]:
    """The windows of an epoch: those in the product's convention several times, as they are few."""
    return [e for e in examples for _ in range(PRODUCT_REPEATS if e.convention == Convention.PRODUCT else 1)]


def _rate(step: int, steps: int) -> float:
    warm = max(WARM_UP * steps, 1)
    return min((step + 1) / warm, max(steps - step, 0) / (steps - warm))


def _groups(reader: Reader, scale: float) -> list[dict[str, object]]:
    encoder = [p for p in reader.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in reader.encoder.parameters()}
    heads = [p for p in reader.parameters() if id(p) not in known]
    return [{"params": encoder, "lr": scale * ENCODER_RATE}, {"params": heads, "lr": scale * HEAD_RATE}]


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
