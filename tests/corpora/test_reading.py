"""Sources and records: every form is read the same, and what is broken is told and costs nothing else."""

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from backports import zstd

from server.corpora.batches import batches
from server.corpora.errors import CorpusError
from server.corpora.job import Record, Unreadable
from server.corpora.reading import check_columns, read
from server.corpora.sources import sources_of

COLUMNS = ["text", "title", "id"]
ROWS = [{"id": f"r{index}", "text": f"Zeile {index},\n“said” she; ü", "title": f"T{index}"} for index in range(5)]


def _records(path: Path | str) -> list[Record]:
    return [record for source in sources_of([str(path)]) for record, _ in read(source, COLUMNS)]


def _values(record: Record) -> dict[str, Any]:
    assert not isinstance(record.raw, Unreadable)
    found: dict[str, Any] = json.loads(record.raw) if isinstance(record.raw, bytes) else record.raw
    return found


def _write(folder: Path, name: str) -> Path:
    path = folder / name
    lines = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
    match name.partition(".")[2]:
        case "jsonl":
            path.write_bytes(lines)
        case "jsonl.gz":
            half = len(lines) // 2
            path.write_bytes(gzip.compress(lines[:half]) + gzip.compress(lines[half:]))
        case "jsonl.zst":
            half = len(lines) // 2
            path.write_bytes(zstd.compress(lines[:half]) + zstd.compress(lines[half:]))
        case "parquet":
            pq.write_table(pa.Table.from_pylist([{**row, "other": 1} for row in ROWS]), path, row_group_size=2)
        case suffix:
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.DictWriter(file, list(ROWS[0]), delimiter="\t" if suffix == "tsv" else ";")
                writer.writeheader()
                writer.writerows(ROWS)
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet", "a.csv", "a.tsv"])
def test_every_form_gives_the_same_records(tmp_path: Path, name: str) -> None:
    path = _write(tmp_path, name)
    records = _records(path)
    assert [_values(record) for record in records] == ROWS
    assert [(record.source, record.row) for record in records] == [(name, row) for row in range(1, 6)]


def test_a_folder_of_texts(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text("Zwei", encoding="utf-8-sig")
    (tmp_path / "one.txt.gz").write_bytes(gzip.compress(b"One"))
    (tmp_path / "bad.txt").write_bytes(b"caf\xe9")
    (tmp_path / ".hidden.txt").write_text("no")
    assert [(record.source, record.raw) for record in _records(tmp_path)] == [
        ("b/two.txt", {"text": "Zwei"}),
        ("bad.txt", Unreadable("malformed-text", "Not UTF-8 at byte 3.")),
        ("one.txt.gz", {"text": "One"}),
    ]


def test_patterns_folders_and_other_file_systems(tmp_path: Path) -> None:
    for name in ("2023/a.jsonl", "2024/a.jsonl", "2024/b.parquet", "2024/readme.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        if "readme" not in name:
            _write(tmp_path / name.partition("/")[0], name.partition("/")[2])
    assert [source.name for source in sources_of([str(tmp_path)])] == ["2023/a.jsonl", "2024/a.jsonl", "2024/b.parquet"]
    assert [source.name for source in sources_of([f"{tmp_path}/*/a.jsonl"])] == ["2023/a.jsonl", "2024/a.jsonl"]
    alike = sources_of([str(tmp_path / "2023/a.jsonl"), str(tmp_path / "2024/a.jsonl")])
    assert len({source.name for source in alike}) == 2
    fsspec.filesystem("memory").pipe_file("/archive/a.jsonl", (tmp_path / "2023/a.jsonl").read_bytes())
    assert [_values(record) for record in _records("memory://archive/a.jsonl")] == ROWS


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.parquet"])
def test_a_file_that_breaks_off_says_so(tmp_path: Path, name: str) -> None:
    path = _write(tmp_path, name)
    path.write_bytes(path.read_bytes()[:-9])
    records = _records(path)
    assert isinstance(records[-1].raw, Unreadable)
    assert records[-1].raw.code == "malformed-file"
    assert [_values(record) for record in records[:-1]] == ROWS[: len(records) - 1]


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet", "a.txt"])
def test_a_file_that_cannot_be_had_now_stops_the_run(tmp_path: Path, name: str) -> None:
    path = _write(tmp_path, "a.parquet").rename(tmp_path / name)
    [source] = sources_of([str(path)])
    path.unlink()
    with pytest.raises(CorpusError, match="cannot be read: No such file"):
        list(read(source, COLUMNS))


def test_bad_rows_of_a_table_are_told_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,text\n1,good\n2,too,many\n3,\xff\n4,\n5,good\n")
    records = _records(path)
    assert [record.row for record in records] == [1, 2, 3, 4, 5]
    assert records[1].raw == Unreadable("malformed-row", "The row has 3 fields, the header 2.")
    assert records[3].raw == {"id": "4"}
    assert records[4].raw == {"id": "5", "text": "good"}


def test_no_utf8_in_a_parquet_column_costs_one_row(tmp_path: Path) -> None:
    raw = pa.array([b"good", b"\xff\xfe", b"good"], pa.binary())
    text = pa.StringArray.from_buffers(3, raw.buffers()[1], raw.buffers()[2])
    pq.write_table(pa.table({"text": text}), tmp_path / "a.parquet")
    assert [type(record.raw) for record in _records(tmp_path / "a.parquet")] == [dict, Unreadable, dict]


def test_an_endless_line_is_not_held_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.corpora.reading.LONGEST_LINE", 1000)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a"}\n' + b"x" * 5000 + b'\n{"text": "b"}\n')
    records = _records(path)
    assert [isinstance(record.raw, Unreadable) for record in records] == [False, True, False]
    assert records[2].row == 3


def test_batches_are_the_same_whatever_was_done_before(tmp_path: Path) -> None:
    [source] = sources_of([str(_write(tmp_path, "a.jsonl"))])
    whole = list(batches(source, 7, COLUMNS, 2, frozenset()))
    assert [batch.id for batch in whole] == ["000007-00000000", "000007-00000001", "000007-00000002"]
    assert sum(batch.size for batch in whole) == source.size
    assert list(batches(source, 7, COLUMNS, 2, {whole[0].id, whole[1].id})) == whole[2:]


def test_what_cannot_be_read_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(CorpusError, match="--input-format"):
        sources_of([str(tmp_path / "a.pdf")])
    with pytest.raises(CorpusError, match="holds nothing that is read"):
        sources_of([str(tmp_path)])
    with pytest.raises(CorpusError, match="There is nothing at"):
        sources_of([str(tmp_path / "missing.jsonl")])
    with pytest.raises(CorpusError, match=r"no column body\. Its columns: id, text, title"):
        check_columns(sources_of([str(_write(tmp_path, "a.csv"))])[0], ["body", "id"])
