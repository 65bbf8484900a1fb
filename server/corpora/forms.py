"""Rows as the bytes of a file, and files of one table put one after the other: Parquet, JSONL, CSV."""

import csv
import io
from collections.abc import Iterable

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from server.corpora.job import OutputForm
from server.corpora.storage import Storage
from server.corpora.tables import Row

_PIECE = 1 << 20


def encoded(rows: list[Row], schema: pa.Schema, form: OutputForm) -> bytes:
    """The file of `rows`: the same rows give the same bytes."""
    match form:
        case "parquet":
            file = pa.BufferOutputStream()
            pq.write_table(pa.Table.from_pylist(rows, schema=schema), file, compression="zstd")
            return bytes(file.getvalue())
        case "jsonl":
            return b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)
        case "csv":
            return _csv(rows, schema)


def _csv(rows: list[Row], schema: pa.Schema) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, schema.names, lineterminator="\n", extrasaction="raise")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def gather(storage: Storage, parts: Iterable[str], name: str, schema: pa.Schema, form: OutputForm) -> None:
    """Makes the file `name` of all `parts`, in their order, without ever holding more than one of them."""
    with storage.writing(name) as path, storage.files.open(path, "wb") as file:
        if form == "parquet":
            with pq.ParquetWriter(file, schema, compression="zstd") as writer:
                for part in parts:
                    writer.write_table(pq.read_table(io.BytesIO(storage.read(part)), schema=schema))
            return
        header = ",".join(schema.names).encode() + b"\n" if form == "csv" else b""
        file.write(header)
        for part in parts:
            file.write(storage.read(part)[len(header) :])
