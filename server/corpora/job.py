"""What is to be done with every article of a corpus, and what came of a batch: plain values that travel to workers."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NamedTuple

from server.annotation.pipeline import Options

OutputForm = Literal["parquet", "jsonl", "csv"]
OUTPUT_FORMS: tuple[OutputForm, ...] = ("parquet", "jsonl", "csv")


@dataclass(frozen=True, slots=True)
class Columns:
    """The names under which records hold what is read; `kept` are carried over to the articles as they are."""

    text: str = "text"
    title: str = "title"
    url: str = "url"
    key: str = "id"
    date: str = "date"
    language: str | None = None
    kept: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """All of them, each once."""
        named = (self.text, self.title, self.url, self.key, self.date, self.language, *self.kept)
        return list(dict.fromkeys(name for name in named if name))


@dataclass(frozen=True, slots=True)
class Job:
    """Everything on which the output depends, besides the input and the model.

    `language` is taken for every article (None = detected), `max_text_length` counts code points, `batch_size` is how
    many articles one part of the output holds at most.
    """

    out: str
    columns: Columns = field(default_factory=Columns)
    options: Options = field(default_factory=Options)
    language: str | None = None
    max_text_length: int = 200_000
    form: OutputForm = "parquet"
    flat: bool = False
    batch_size: int = 100

    def settings(self) -> dict[str, Any]:
        """What a run that goes on must have in common with the one that began, as JSON has it."""
        settings = asdict(self)
        del settings["out"]
        settings["columns"]["kept"] = list(self.columns.kept)
        settings["options"]["annotators"] = sorted(self.options.annotators)
        return settings


class Unreadable(NamedTuple):
    """What stands in a record's place where it could not be read; `code` is one of server.problems."""

    code: str
    detail: str


class Record(NamedTuple):
    """One article as it lies in its file: a line of JSON, a row's columns, or why it cannot be had.

    `source` is the file's name, `row` counts from 1 (lines of JSONL, records of CSV and Parquet).
    """

    source: str
    row: int
    raw: bytes | dict[str, Any] | Unreadable


class Batch(NamedTuple):
    """Records that are annotated and written together; `size` is the input's bytes that they take."""

    id: str
    records: tuple[Record, ...]
    size: int


class Done(NamedTuple):
    """What came of a batch: articles and words annotated, records rejected by the reason's code, input bytes."""

    id: str
    articles: int
    words: int
    rejected: dict[str, int]
    size: int
