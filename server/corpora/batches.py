"""Records become batches: always the same ones of the same input, so that a run can go on where another was stopped."""

from collections.abc import Container, Iterator

from server.corpora.job import Batch, Record
from server.corpora.reading import read
from server.corpora.sources import Source

_MOST_BYTES = 16_000_000  # of a batch in memory: long articles make smaller batches


def batch_id(source: int, number: int) -> str:
    """The id of a source's batch; ids sort as the input does."""
    return f"{source:06d}-{number:08d}"


def batches(source: Source, index: int, columns: list[str], size: int, done: Container[str]) -> Iterator[Batch]:
    """The batches of `source`, the input's `index`th, of at most `size` records each; those in `done` are left out."""
    for number, (records, stored) in enumerate(_cut(source, columns, size)):
        id_ = batch_id(index, number)
        if id_ not in done:
            yield Batch(id_, tuple(records), stored)


def _cut(source: Source, columns: list[str], size: int) -> Iterator[tuple[list[Record], int]]:
    records: list[Record] = []
    weight = since = position = 0
    for record, position in read(source, columns):
        records.append(record)
        weight += _weight(record)
        if len(records) == size or weight >= _MOST_BYTES:
            yield records, position - since
            records, weight, since = [], 0, position
    if records:
        yield records, source.size - since


def _weight(record: Record) -> int:
    """About how many bytes of memory a record takes."""
    if isinstance(record.raw, bytes):
        return len(record.raw)
    values = record.raw.values() if isinstance(record.raw, dict) else record.raw
    return sum(len(value) for value in values if isinstance(value, str | bytes))
