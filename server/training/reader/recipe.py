"""The recipe: how the weights in server/model were made. A change here asks for new weights."""

from typing import NamedTuple

VOCABULARY = 16_000  # word pieces


class Teacher(NamedTuple):
    """How one teacher is trained: `hidden` is the share of words hidden from it, `dropout` that of its encoder.

    `scale` is of its learning rates; of a teacher of claims, `alone` is how many sentences without an article it sees.
    """

    seed: int
    epochs: int
    hidden: float
    dropout: float
    scale: float = 1.0
    alone: int = 0


class Learner(NamedTuple):
    """How the reader learns from its teachers: it begins as the teacher `like`; batches of windows and of sentences."""

    seed: int
    like: int
    hidden: float
    dropout: float
    scale: float
    windows: int
    sentences: int


ATTRIBUTION = (
    Teacher(seed=1, epochs=4, hidden=0.0, dropout=0.0),
    Teacher(seed=2, epochs=6, hidden=0.1, dropout=0.05),
    Teacher(seed=4, epochs=6, hidden=0.1, dropout=0.05),
)
CLAIMS = (Teacher(seed=11, epochs=6, hidden=0.1, dropout=0.05, scale=0.6, alone=10_000),)
LEARNER = Learner(seed=3, like=2, hidden=0.1, dropout=0.05, scale=0.5, windows=1_250, sentences=150)
