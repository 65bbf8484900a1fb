"""Sources become records, one by one and with bounded memory; what cannot be read becomes a record that says so."""

import csv
import gzip
import io
import itertools
import zlib
from collections.abc import Iterator
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
from backports import zstd
from fsspec.core import url_to_fs

from server.corpora.errors import CorpusError
from server.corpora.job import Record, Unreadable
from server.corpora.sources import Source, compression_of

LONGEST_LINE = 64_000_000  # bytes; more than any text that is taken, with room for other columns
_ROWS_AT_ONCE = 64
Rows = Iterator[tuple[int, bytes | dict[str, Any] | Unreadable, int]]  # number, what it holds, bytes read
_BROKEN = (EOFError, gzip.BadGzipFile, zlib.error, zstd.ZstdError, OSError, pa.ArrowException)
csv.field_size_limit(LONGEST_LINE)


def read(source: Source, columns: list[str]) -> Iterator[tuple[Record, int]]:
    """The records of `source` and, with each, how many of its bytes as stored have been read.

    Of rows only `columns` are kept. A file that breaks off or is not what it seems ends with an unreadable record; one
    that cannot be had at all raises CorpusError.
    """
    if source.form == "text":
        yield from _texts(source, columns[0])
        return
    row = 0
    files, path = url_to_fs(source.url)
    try:
        with files.open(path, "rb") as stored:
            rows: Rows
            if source.form == "parquet":
                rows = _parquet(stored, columns, source.size)
            else:
                plain = _decompressed(stored, path)
                is_jsonl = source.form == "jsonl"
                rows = _lines(plain, stored) if is_jsonl else _csv(plain, stored, path, columns)
            for row, raw, position in rows:
                yield Record(source.name, row, raw), position
    except _BROKEN as failure:
        _stop_if_passing(failure, source.name)
        detail = f"The file cannot be read beyond row {row} ({type(failure).__name__}); what stands there is missing."
        yield Record(source.name, row + 1, Unreadable("malformed-file", detail)), source.size


def _stop_if_passing(failure: Exception, name: str) -> None:
    """Raises CorpusError for what may be otherwise tomorrow (a right, a disk, a network): no article is lost by it.

    What is wrong with a file itself has no error number.
    """
    if isinstance(failure, OSError) and (failure.errno is not None or isinstance(failure, TimeoutError)):
        raise CorpusError(f"{name} cannot be read: {failure.strerror or type(failure).__name__}.") from None


def column_names(source: Source) -> list[str] | None:
    """The names of a table's columns; None where each record has its own, or the file cannot be read."""
    files, path = url_to_fs(source.url)
    try:
        with files.open(path, "rb") as stored:
            if source.form == "parquet":
                return [str(name) for name in pq.ParquetFile(stored).schema_arrow.names]
            if source.form == "csv":
                with _text_of(_decompressed(stored, path)) as text:
                    return _header(text, path)[0]
    except (*_BROKEN, csv.Error):
        return None
    return None


def _decompressed(stored: IO[bytes], path: str) -> IO[bytes]:
    match compression_of(path):
        case "gzip":
            return io.BufferedReader(gzip.GzipFile(fileobj=stored))
        case "zstd":
            return io.BufferedReader(zstd.ZstdFile(stored))
        case _:
            return stored


def _lines(plain: IO[bytes], stored: IO[bytes]) -> Rows:
    row = 0
    while line := plain.readline(LONGEST_LINE):
        row += 1
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := plain.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield row, Unreadable("too-long", f"One line may have at most {LONGEST_LINE:,} bytes."), stored.tell()
        elif line.strip():
            yield row, line, stored.tell()


def _csv(plain: IO[bytes], stored: IO[bytes], path: str, columns: list[str]) -> Rows:
    with _text_of(plain) as text:
        names, delimiter = _header(text, path)
        rows = csv.reader(text, delimiter=delimiter, strict=True)
        for row in itertools.count(1):
            try:
                fields = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield row, Unreadable("malformed-row", f"{error}."), stored.tell()
                continue
            if fields:
                yield row, _named(fields, names, columns), stored.tell()


def _named(fields: list[str], names: list[str], columns: list[str]) -> dict[str, Any] | Unreadable:
    if len(fields) != len(names):
        return Unreadable("malformed-row", f"The row has {len(fields)} fields, the header {len(names)}.")
    whole = dict(zip(names, fields, strict=True))
    return {name: whole[name] for name in columns if whole.get(name)}  # an empty field is no value


def _text_of(plain: IO[bytes]) -> io.TextIOWrapper:
    # Bytes that are no UTF-8 become lone surrogates, by which their row is rejected later, and no other.
    return io.TextIOWrapper(plain, encoding="utf-8-sig", errors="surrogateescape", newline="")


def _header(text: io.TextIOWrapper, path: str) -> tuple[list[str], str]:
    line = text.readline(LONGEST_LINE)
    delimiter = "\t" if ".tsv" in path.lower() else max(",;\t|", key=line.count)
    return next(csv.reader([line], delimiter=delimiter), []), delimiter


def _parquet(stored: IO[bytes], columns: list[str], size: int) -> Rows:
    file = pq.ParquetFile(stored, pre_buffer=False, buffer_size=1 << 20)
    present = [name for name in columns if name in file.schema_arrow.names]
    row, rows = 0, max(file.metadata.num_rows, 1)
    for some in file.iter_batches(_ROWS_AT_ONCE, columns=present):
        for values in _values(some):
            row += 1
            yield row, values, size * row // rows


def _values(some: pa.RecordBatch) -> Iterator[dict[str, Any] | Unreadable]:
    try:
        yield from some.to_pylist()
    except UnicodeDecodeError:
        for index in range(len(some)):
            try:
                yield some.slice(index, 1).to_pylist()[0]
            except UnicodeDecodeError as error:
                yield Unreadable("malformed-text", f"Not UTF-8 at byte {error.start}.")


def _texts(source: Source, column: str) -> Iterator[tuple[Record, int]]:
    files, root = url_to_fs(source.url)
    position = 0
    for name, size in source.members:
        position += size
        path = f"{root.rstrip('/')}/{name}"
        try:
            with files.open(path, "rb") as stored:
                text = _decompressed(stored, path).read(LONGEST_LINE)
            raw: dict[str, Any] | Unreadable = {column: text.decode("utf-8-sig")}
        except UnicodeDecodeError as error:
            raw = Unreadable("malformed-text", f"Not UTF-8 at byte {error.start}.")
        except _BROKEN as failure:
            _stop_if_passing(failure, name)
            raw = Unreadable("malformed-file", f"The file cannot be read ({type(failure).__name__}).")
        yield Record(name, 1, raw), position


def check_columns(source: Source, wanted: list[str]) -> None:
    """Raises CorpusError if `source` is a table without one of the columns `wanted`."""
    names = column_names(source)
    missing = [name for name in wanted if names is not None and name not in names]
    if missing:
        raise CorpusError(
            f"{source.name} has no column {' or '.join(missing)}. Its columns: {', '.join(names or [])}."
            " Say which holds what by --text-column, --title-column and so on."
        )
