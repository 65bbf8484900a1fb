"""Corpora to weights, by one command: trains, distils, exports, tunes, calibrates; it goes on where it was stopped.

`python -m server.training.reader CORPORA MINILM WORK [--jobs N]`. `CORPORA` holds the folders quotes (PolNeAR and the
articles annotated in the product's convention), claims (graded sentences, debates) and topics (news that needs no
labels); `MINILM` holds the files of all-MiniLM-L6-v2 (`model.safetensors`, `config.json`, `vocab.txt`); `WORK` is a
folder for checkpoints. N teachers are trained side by side, each on one core. What the service reads is written to
server/model.
"""

import argparse
import logging
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import torch

from server.training.reader.corpora import polnear as read_polnear
from server.training.reader.corpora import product
from server.training.reader.distil import Distillation
from server.training.reader.export import export
from server.training.reader.fit import fit
from server.training.reader.material import PRODUCT, Material
from server.training.reader.network import Reader
from server.training.reader.recipe import ATTRIBUTION, CLAIMS, GOING_ON, LEARNERS, Learner
from server.training.reader.teachers import taught
from server.training.reader.tune import tune

MODEL = Path(__file__).parents[2] / "model"
JUDGING = ("sentence.", "judgement.")  # begin the names of what judges sentences


def main() -> None:
    """Reads the command line and does what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("corpora", "minilm", "work"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    prepare()
    material = Material(arguments.corpora, arguments.minilm, arguments.work)
    material.write_tokenizer()
    with ProcessPoolExecutor(arguments.jobs, get_context("spawn"), prepare) as pool:
        list(pool.map(partial(taught, material), (*ATTRIBUTION, *CLAIMS)))
        list(pool.map(partial(taught, material), GOING_ON))
    export(_mean([_learnt(material, learner) for learner in LEARNERS], material), arguments.work, MODEL)
    quotes = arguments.corpora / "quotes"
    tune(list(read_polnear(quotes / "polnear_dev.jsonl")), list(product(quotes / PRODUCT, held_out=True)), MODEL)


def prepare() -> None:
    """One thread a process: more than one slows small batches down."""
    torch.set_num_threads(1)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")


def _learnt(material: Material, learner: Learner) -> Reader:
    """A reader that learnt what its teachers agree on."""
    attributing, judging = ([material.taught(seed) for seed in of] for of in (learner.attributing, learner.judging))
    reader = material.reader(learner.dropout)
    reader.load_state_dict(material.taught(learner.like).state_dict())
    for judge in judging[:1]:
        reader.judge_as(judge)
    losses = Distillation(attributing, judging, learner.hidden).losses
    checkpoint = material.work / f"learner-{learner.name}.pt"
    fit(reader, material.for_learner(learner), learner.seed, checkpoint, losses, learner.scale)
    return reader


def _mean(readers: list[Reader], material: Material) -> Reader:
    """The mean of the learners' weights, by their shares; sentences are judged by those who learnt to."""
    mean = material.reader(0.0)
    states = [(learner, reader.state_dict()) for learner, reader in zip(LEARNERS, readers, strict=True)]
    for name, weight in mean.state_dict().items():
        of = [(each.share, state[name]) for each, state in states if each.judging or not name.startswith(JUDGING)]
        weight.copy_(sum(share * value for share, value in of) / sum(share for share, _ in of))
    return mean


if __name__ == "__main__":
    main()
