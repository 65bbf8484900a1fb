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
from server.training.reader.recipe import ATTRIBUTION, CLAIMS, LEARNER, Teacher
from server.training.reader.teachers import taught
from server.training.reader.tune import tune

MODEL = Path(__file__).parents[2] / "model"


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
    export(_learnt(material), arguments.work, MODEL)
    quotes = arguments.corpora / "quotes"
    tune(list(read_polnear(quotes / "polnear_dev.jsonl")), list(product(quotes / PRODUCT, held_out=True)), MODEL)


def prepare() -> None:
    """One thread a process: more than one slows small batches down."""
    torch.set_num_threads(1)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")


def _learnt(material: Material) -> Reader:
    """The reader that learnt what its teachers agree on."""
    teachers = {teacher.seed: _read(material, teacher) for teacher in (*ATTRIBUTION, *CLAIMS)}
    attributing, judging = ([teachers[teacher.seed] for teacher in of] for of in (ATTRIBUTION, CLAIMS))
    reader = material.reader(LEARNER.dropout)
    reader.load_state_dict(teachers[LEARNER.like].state_dict())
    reader.judge_as(judging[0])
    losses = Distillation(attributing, judging, LEARNER.hidden).losses
    fit(reader, material.for_learner(), LEARNER.seed, material.work / "learner.pt", losses, LEARNER.scale)
    return reader


def _read(material: Material, teacher: Teacher) -> Reader:
    """A teacher as it was saved."""
    reader = material.reader(teacher.dropout)
    reader.load_state_dict(torch.load(material.checkpoint(teacher), weights_only=True)["reader"])
    return reader


if __name__ == "__main__":
    main()
