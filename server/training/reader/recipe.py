"""The recipe: how the weights in server/model were made. A change here asks for new weights."""

from typing import NamedTuple

VOCABULARY = 16_000  # word pieces
HIDDEN = 0.1  # share of the words that are hidden from the one who is distilled into


class Teacher(NamedTuple):
    """How one teacher is trained: `hidden` is the share of words hidden from it, `dropout` that of its encoder."""

    seed: int
    epochs: int
    hidden: float
    dropout: float


class Distilled(NamedTuple):
    """How the reader learns from its teachers; `scale` is of their learning rates."""

    seed: int
    steps: int
    scale: float


TEACHERS = (Teacher(seed=1, epochs=4, hidden=0.0, dropout=0.0), Teacher(seed=2, epochs=6, hidden=0.1, dropout=0.05))
DISTILLED = Distilled(seed=3, steps=1_500, scale=0.4)
