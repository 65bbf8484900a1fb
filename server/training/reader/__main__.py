"""Corpora to weights, by one command: trains, distils, exports, tunes, calibrates; it goes on where it was stopped.

`python -m server.training.reader QUOTES TEXTS MINILM WORK`. `QUOTES` holds `polnear_train.jsonl`, `polnear_dev.jsonl`
and `news_quotations_read.jsonl`; `TEXTS` is a JSONL file of news articles with `id` and `text`, which need no labels;
`MINILM` holds the files of all-MiniLM-L6-v2 (`model.safetensors`, `config.json`, `vocab.txt`); `WORK` is a folder for
checkpoints. What the service reads is written to server/model.
"""

import argparse
import logging
import random
from itertools import chain
from pathlib import Path

import torch
from tokenizers import Tokenizer

from server.annotation.document import Document
from server.annotation.windows import words_of
from server.training.reader import vocabulary
from server.training.reader.corpora import Article, polnear, product, unlabelled
from server.training.reader.distil import Distillation
from server.training.reader.examples import Example, examples
from server.training.reader.export import export
from server.training.reader.fit import WINDOWS, fit, of_labels, repeated
from server.training.reader.network import Reader
from server.training.reader.recipe import DISTILLED, HIDDEN, TEACHERS, VOCABULARY, Teacher
from server.training.reader.tune import tune

MODEL = Path(__file__).parents[2] / "model"
PRODUCT = "news_quotations_read.jsonl"


def main() -> None:
    """Reads the command line and does what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("quotes", "texts", "minilm", "work"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(arguments.threads)
    arguments.work.mkdir(parents=True, exist_ok=True)
    export(_trained(arguments), arguments.work, MODEL)
    held_out = list(product(arguments.quotes / PRODUCT, held_out=True))
    tune(list(polnear(arguments.quotes / "polnear_dev.jsonl")), held_out, MODEL)


def _trained(arguments: argparse.Namespace) -> Reader:
    """The reader that learnt what its teachers agree on; it goes on from the last of them."""
    wide = list(polnear(arguments.quotes / "polnear_train.jsonl"))
    own = list(product(arguments.quotes / PRODUCT, held_out=False))
    tokenizer, rows = _tokenizer(arguments.minilm, [*wide, *own], arguments.work)
    labelled = list(examples(wide, tokenizer)), list(examples(own, tokenizer))
    teachers = [_taught(teacher, [*labelled[0], *labelled[1]], rows, arguments) for teacher in TEACHERS]
    known = {article.text for article in product(arguments.quotes / PRODUCT, held_out=True)}
    fresh = examples((text for text in unlabelled(arguments.texts) if text.text not in known), tokenizer)
    reader = Reader(arguments.minilm, rows, TEACHERS[-1].dropout)
    reader.load_state_dict(teachers[-1].state_dict())
    shown = _shown(labelled[0], labelled[1], list(fresh))
    losses = Distillation(teachers, HIDDEN).losses
    fit(reader, shown, 1, DISTILLED.seed, arguments.work / "distilled.pt", losses, DISTILLED.scale)
    return reader


def _taught(teacher: Teacher, labelled: list[Example], rows: list[int], arguments: argparse.Namespace) -> Reader:
    torch.manual_seed(teacher.seed)
    reader = Reader(arguments.minilm, rows, teacher.dropout)
    checkpoint = arguments.work / f"teacher{teacher.seed}.pt"
    fit(reader, repeated(labelled), teacher.epochs, teacher.seed, checkpoint, of_labels(teacher.hidden))
    return reader


def _shown(wide: list[Example], own: list[Example], fresh: list[Example]) -> list[Example]:
    """The product's windows twice, and of the others and of those without labels as many as fill the steps."""
    for windows in (wide, fresh):
        random.Random(DISTILLED.seed).shuffle(windows)  # noqa: S311 (repeatable, not secret)
    half = (DISTILLED.steps * WINDOWS - 2 * len(own)) // 2
    return [*own, *own, *fresh[:half], *wide[:half]]


def _tokenizer(minilm: Path, articles: list[Article], work: Path) -> tuple[Tokenizer, list[int]]:
    """The pruned tokenizer, kept in the work folder, and the rows of its pieces in the full vocabulary."""
    words = chain.from_iterable(words_of(Document(article.text)) for article in articles)
    tokenizer, rows = vocabulary.pruned(vocabulary.full(minilm / "vocab.txt"), words, VOCABULARY)
    tokenizer.save(str(work / "tokenizer.json"))
    return tokenizer, rows


if __name__ == "__main__":
    main()
