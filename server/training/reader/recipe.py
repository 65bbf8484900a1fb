"""The recipe: how the weights in server/model were made. A change here asks for new weights."""

from typing import NamedTuple

VOCABULARY = 16_000  # word pieces


class Teacher(NamedTuple):
    """How one teacher is trained: `hidden` is the share of words hidden from it, `dropout` that of its encoder.

    `scale` is of its learning rates; `like` names the teacher as which it begins, if it goes on from one. Of a teacher
    of claims, `alone` is how many sentences without an article it sees.
    """

    seed: int
    epochs: int
    hidden: float
    dropout: float
    scale: float = 1.0
    like: int | None = None
    alone: int = 0


class Learner(NamedTuple):
    """How a reader learns from teachers, named by their seeds: it begins as the teacher `like`.

    `windows` and `sentences` are its batches of windows and of sentences without an article; `share` is what it counts
    in the reader that is shipped, the mean of all learners (Wortsman et al. 2022).
    """

    name: str
    attributing: tuple[int, ...]
    judging: tuple[int, ...]
    scale: float
    windows: int
    sentences: int
    share: float
    seed: int = 3
    like: int = 5
    hidden: float = 0.1
    dropout: float = 0.05


ATTRIBUTION = (
    Teacher(seed=1, epochs=4, hidden=0.0, dropout=0.0),
    Teacher(seed=2, epochs=4, hidden=0.1, dropout=0.05),
    Teacher(seed=4, epochs=4, hidden=0.1, dropout=0.05),
)
GOING_ON = (
    Teacher(seed=5, epochs=2, hidden=0.1, dropout=0.05, scale=0.5, like=2),
    Teacher(seed=6, epochs=2, hidden=0.1, dropout=0.05, scale=0.5, like=4),
)
CLAIMS = (
    Teacher(seed=11, epochs=6, hidden=0.1, dropout=0.05, scale=0.6, alone=10_000),
    Teacher(seed=12, epochs=6, hidden=0.1, dropout=0.05, scale=0.6, alone=10_000),
)
LEARNERS = (
    Learner("attribution", attributing=(5, 6), judging=(), scale=0.4, windows=1_250, sentences=0, share=0.25),
    Learner("all", attributing=(5, 6), judging=(11, 12), scale=0.5, windows=1_250, sentences=120, share=0.75),
)
