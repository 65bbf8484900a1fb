"""Corpora to weights, by one command: trains, exports, tunes, calibrates; it goes on where it was stopped.

`python -m server.training.reader QUOTES MINILM WORK`. `QUOTES` holds `polnear_train.jsonl`, `polnear_dev.jsonl` and
`news_quotations_read.jsonl`; `MINILM` the files of all-MiniLM-L6-v2 (`model.safetensors`, `config.json`, `vocab.txt`);
`WORK` is a folder for the checkpoint. What the service reads is written to server/model.
"""

import argparse
import json
import logging
from dataclasses import asdict
from importlib.resources import files
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from server.annotation.document import Document
from server.annotation.encoder import Encoder
from server.annotation.heads import Convention, Heads
from server.annotation.windows import words_of
from server.training.reader import vocabulary
from server.training.reader.corpora import Article, polnear, product
from server.training.reader.examples import examples
from server.training.reader.export import export, write_checksums
from server.training.reader.fit import fit
from server.training.reader.network import Reader
from server.training.reader.tune import Tuner

VOCABULARY = 16_000
_PRODUCT = "news_quotations_read.jsonl"


def main() -> None:
    """Reads the command line and does what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quotes", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    arguments.work.mkdir(parents=True, exist_ok=True)
    reader = _trained(arguments)
    with files("server.model") as folder:  # type: ignore[attr-defined]
        export(reader, arguments.work, folder)
        _tune(arguments.quotes, folder)


def _trained(arguments: argparse.Namespace) -> Reader:
    articles = [
        *polnear(arguments.quotes / "polnear_train.jsonl"),
        *product(arguments.quotes / _PRODUCT, held_out=False),
    ]
    tokenizer, rows = _tokenizer(arguments.minilm, articles, arguments.work)
    reader = Reader(arguments.minilm, rows)
    fit(reader, list(examples(articles, tokenizer)), arguments.epochs, arguments.seed, arguments.work / "checkpoint.pt")
    return reader


def _tokenizer(minilm: Path, articles: list[Article], work: Path) -> tuple[Tokenizer, list[int]]:
    """The pruned tokenizer, kept in the work folder, and the rows of its pieces in the full vocabulary."""
    words = chain.from_iterable(words_of(Document(article.text)) for article in articles)
    tokenizer, rows = vocabulary.pruned(vocabulary.full(minilm / "vocab.txt"), words, VOCABULARY)
    tokenizer.save(str(work / "tokenizer.json"))
    return tokenizer, rows


def _tune(quotes: Path, folder: Path) -> None:
    """Writes `reader.json` and the checksums of all that was written."""
    write_checksums(folder)
    with np.load(folder / "heads.npz") as arrays:
        heads = Heads(dict(arrays))
    development = {
        Convention.POLNEAR: list(polnear(quotes / "polnear_dev.jsonl")),
        Convention.PRODUCT: list(product(quotes / _PRODUCT, held_out=True)),
    }
    tuner = Tuner(Encoder(), heads, development)
    tuning = tuner.tuning()
    calibration = tuner.calibration(tuning)
    chosen = {"tuning": asdict(tuner.with_least(tuning, calibration)), "calibration": calibration.weights}
    (folder / "reader.json").write_text(json.dumps(chosen, indent=2) + "\n", encoding="utf-8")
    write_checksums(folder)


if __name__ == "__main__":
    main()
