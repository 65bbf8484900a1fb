"""The model's parts that several tests ask for, each loaded once, also for the functions that draw their own texts."""

from functools import cache
from importlib.resources import files

from tokenizers import Tokenizer

from server.annotation.encoder import Encoder
from server.annotation.heads import Heads
from server.annotation.quotations import reader as readers
from server.annotation.quotations.reader import Reader


@cache
def tokenizer() -> Tokenizer:
    """The vocabulary alone, for tests that need no vectors."""
    return Tokenizer.from_str(files("server.model").joinpath("tokenizer.json").read_text(encoding="utf-8"))


@cache
def encoder() -> Encoder:
    return Encoder()


@cache
def heads() -> Heads:
    return Heads.load()


@cache
def reader() -> Reader:
    return readers.load(encoder(), heads())
