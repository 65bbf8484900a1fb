"""The material of a training: windows of all corpora by what they teach, and where checkpoints lie."""

import json
import random
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer

from server.annotation.document import Document
from server.annotation.windows import words_of
from server.training.reader import vocabulary
from server.training.reader.corpora import Article, labelled, polnear, product, unlabelled
from server.training.reader.examples import Example, examples
from server.training.reader.fit import WINDOWS, epochs
from server.training.reader.judged import debates, graded, is_held_out
from server.training.reader.judging import SENTENCES
from server.training.reader.network import Reader
from server.training.reader.recipe import VOCABULARY, Learner

PRODUCT = "news_quotations_read.jsonl"
FRESH = ("news_topics_read.jsonl", "bbc.jsonl")


class Material(NamedTuple):
    """Folders of the corpora, of all-MiniLM-L6-v2, and of the work."""

    corpora: Path
    minilm: Path
    work: Path

    def reader(self, dropout: float) -> Reader:
        """A reader that has learnt nothing but what MiniLM knows."""
        rows = json.loads((self.work / "rows.json").read_text(encoding="ascii"))
        return Reader(self.minilm, rows, dropout)

    def checkpoint(self, seed: int) -> Path:
        """Where the teacher with this seed is kept."""
        return self.work / f"teacher{seed}.pt"

    def taught(self, seed: int) -> Reader:
        """The teacher with this seed as it was saved."""
        reader = self.reader(0.0)
        reader.load_state_dict(torch.load(self.checkpoint(seed), weights_only=True)["reader"])
        return reader

    def write_tokenizer(self) -> None:
        """Chooses the pieces that news needs, and keeps their tokenizer and their rows in the full vocabulary."""
        words = chain.from_iterable(words_of(Document(article.text)) for article in (*self._wide(), *self._own()))
        tokenizer, rows = vocabulary.pruned(vocabulary.full(self.minilm / "vocab.txt"), words, VOCABULARY)
        tokenizer.save(str(self.work / "tokenizer.json"))
        (self.work / "rows.json").write_text(json.dumps(rows), encoding="ascii")

    def annotated(self) -> list[Example]:
        """Windows whose attributions are known, in both conventions."""
        return self._windows((*self._wide(), *self._own()))

    def graded(self) -> list[Example]:
        """Windows whose sentences are graded."""
        return self._windows(article for article in graded(self.corpora) if not is_held_out(article.id))

    def alone(self) -> list[Example]:
        """Sentences of debates, a window each."""
        return self._windows(debates(self.corpora))

    def for_learner(self, learner: Learner) -> list[list[Example]]:
        """Batches: all of the product's windows, the graded ones too if it judges, as many others as fill them up."""
        shuffle = random.Random(learner.seed)  # noqa: S311 (repeatable, not secret)
        own = [*self._windows(self._own()), *(self.graded() if learner.judging else ())]
        wide, fresh, alone = self._windows(self._wide()), self._windows(self._fresh()), self.alone()
        for windows in (wide, fresh, alone):
            shuffle.shuffle(windows)
        half = (learner.windows * WINDOWS - len(own)) // 2
        batches = epochs([*own, *fresh[:half], *wide[:half]], 1, learner.seed)
        batches += [alone[at * SENTENCES :][:SENTENCES] for at in range(learner.sentences)]
        shuffle.shuffle(batches)
        return batches

    def _wide(self) -> list[Article]:
        return list(polnear(self.corpora / "quotes" / "polnear_train.jsonl"))

    def _own(self) -> list[Article]:
        return [*product(self.corpora / "quotes" / PRODUCT, held_out=False), *labelled(self.corpora)]

    def _fresh(self) -> list[Article]:
        """News without labels, but for what development is measured on."""
        measured = {article.text for article in product(self.corpora / "quotes" / PRODUCT, held_out=True)}
        measured |= {article.text for article in graded(self.corpora) if is_held_out(article.id)}
        texts = chain.from_iterable(unlabelled(self.corpora / "topics" / name) for name in FRESH)
        return [article for article in texts if article.text not in measured]

    def _windows(self, of: Iterable[Article]) -> list[Example]:
        return list(examples(of, Tokenizer.from_file(str(self.work / "tokenizer.json"))))
