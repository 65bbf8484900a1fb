"""The one command: corpora to weights.

`python -m server.training.reader fit QUOTES MINILM WORK` trains; it goes on where it was stopped.
`QUOTES` holds `polnear_train.jsonl` and `news_quotations_read.jsonl`; `MINILM` the files of all-MiniLM-L6-v2
(`model.safetensors`, `config.json`, `vocab.txt`); `WORK` is a folder for the checkpoint.
"""

import argparse
import json
import logging
from itertools import chain
from pathlib import Path

import torch
from tokenizers import Tokenizer

from server.annotation.document import Document
from server.annotation.windows import words_of
from server.training.reader import vocabulary
from server.training.reader.corpora import Article, polnear, product
from server.training.reader.examples import examples
from server.training.reader.fit import fit
from server.training.reader.network import Reader

VOCABULARY = 16_000


def main() -> None:
    """Reads the command line and does what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("quotes", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    arguments.work.mkdir(parents=True, exist_ok=True)
    articles = [
        *polnear(arguments.quotes / "polnear_train.jsonl"),
        *product(arguments.quotes / "news_quotations_read.jsonl", held_out=False),
    ]
    tokenizer, rows = _tokenizer(arguments.minilm, articles, arguments.work)
    reader = Reader(arguments.minilm, rows)
    fit(reader, list(examples(articles, tokenizer)), arguments.epochs, arguments.seed, arguments.work / "checkpoint.pt")


def _tokenizer(minilm: Path, articles: list[Article], work: Path) -> tuple[Tokenizer, list[int]]:
    """The pruned tokenizer, kept in the work folder with the rows of its pieces."""
    words = chain.from_iterable(words_of(Document(article.text)) for article in articles)
    tokenizer, rows = vocabulary.pruned(vocabulary.full(minilm / "vocab.txt"), words, VOCABULARY)
    tokenizer.save(str(work / "tokenizer.json"))
    (work / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
    return tokenizer, rows


if __name__ == "__main__":
    main()
