"""What a run writes: the service's own answers, in every form, whole or not at all."""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import fsspec
import pyarrow.parquet as pq
import pytest

from server.annotation.pipeline import Options
from server.corpora.errors import CorpusError
from server.corpora.job import Columns, Job
from server.corpora.storage import Storage
from server.presentation import present
from server.service import AnnotateRequest, Service
from tests.corpora.conftest import NUMBER, InlineEngine, annotate, digests


def _answers(service: Service, records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        record["id"]: present(service.annotate(AnnotateRequest(record["text"], record["title"], record["url"])))
        for record in records
    }


def test_nested_rows_hold_the_services_answers(
    archive: Path, records: list[dict[str, Any]], service: Service, tmp_path: Path
) -> None:
    answers = _answers(service, records)
    annotate(Job(str(tmp_path / "jsonl"), form="jsonl"), archive)
    annotate(Job(str(tmp_path / "parquet"), form="parquet"), archive)
    [part] = (tmp_path / "jsonl" / "articles").iterdir()
    lines = [json.loads(line) for line in part.read_bytes().splitlines()]
    assert {line["key"]: {name: line[name] for name in answers["a0"]} for line in lines} == answers
    rows = pq.read_table(tmp_path / "parquet" / "articles").to_pylist()
    assert [{**row, "date": row["date"].isoformat()} for row in rows] == lines
    assert [line["row"] for line in lines[:4]] == [1, 2, 3, 7]


def test_flat_tables_say_the_same(undisturbed: Path, records: list[dict[str, Any]], service: Service) -> None:
    answers = _answers(service, records)
    texts = {record["id"]: record["text"] for record in records}
    quotations = pq.read_table(undisturbed / "quotations").to_pylist()
    assert len(quotations) == sum(len(answer["quotations"]) for answer in answers.values()) > NUMBER
    for row in quotations:
        answer = answers[row["key"]]
        told = next(quotation for quotation in answer["quotations"] if quotation["id"] == row["id"])
        names = {speaker["id"]: speaker["name"] for speaker in answer["speakers"]}
        assert row["exact"] == " … ".join(span["exact"] for span in told["content"])
        assert row["speaker"] == names.get(told["speaker"])
        offsets = [map(int, span.split("-")) for span in row["spans"].split("; ")]
        assert [texts[row["key"]][start:end] for start, end in offsets] == [span["exact"] for span in told["content"]]
    claims = pq.read_table(undisturbed / "claims").to_pylist()
    assert len(claims) == sum(len(answer["claims"]) for answer in answers.values())
    assert all(texts[row["key"]][row["start"] : row["end"]] == row["exact"] for row in claims)
    topics = pq.read_table(undisturbed / "topics").to_pylist()
    assert len(topics) == sum(len(answer["topics"]) for answer in answers.values())


def test_rejects_tell_which_and_why_and_the_run_goes_on(undisturbed: Path) -> None:
    parts = sorted((undisturbed / "rejects").iterdir())
    found = [json.loads(line) for part in parts for line in part.read_text().splitlines()]
    assert [(line["key"], line["row"], line["code"]) for line in found] == [
        ("empty", 4, "invalid-request"),
        ("articles.jsonl#6", 6, "malformed-json"),
        ("german", NUMBER + 4, "unsupported-language"),
    ]
    manifest = json.loads((undisturbed / "corpus.json").read_bytes())
    assert manifest["finished"]["articles"] == NUMBER
    assert sum(manifest["finished"]["rejected"].values()) == 3
    assert pq.read_table(undisturbed / "articles")["key"].to_pylist() == [f"a{index}" for index in range(NUMBER)]


def test_a_run_that_was_stopped_goes_on_and_does_nothing_twice(
    archive: Path, undisturbed: Path, tmp_path: Path
) -> None:
    job = Job(str(tmp_path / "out"), flat=True, batch_size=2)
    first, second, third = InlineEngine(most=3), InlineEngine(), InlineEngine()
    with pytest.raises(InterruptedError):
        annotate(job, archive, engine=first)
    # What a killed process leaves: a part without its entry, and half a file.
    (tmp_path / "out" / "quotations" / "part-000000-00000003.parquet").write_bytes(b"half")
    (tmp_path / "out" / "quotations" / ".part-000000-00000004.parquet.1f.unfinished").write_bytes(b"half")
    annotate(job, archive, engine=second)
    annotate(job, archive, engine=third)
    assert (len(first.ids), len(set(first.ids) & set(second.ids)), third.ids) == (3, 0, [])
    assert digests(tmp_path / "out") == digests(undisturbed)


def test_files_that_have_come_since_are_added(records: list[dict[str, Any]], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "b.jsonl").write_text(json.dumps(records[0]) + "\n")
    job = Job(str(tmp_path / "out"), flat=True)
    annotate(job, folder)
    before = digests(tmp_path / "out" / "articles")
    (folder / "a.jsonl").write_text(json.dumps(records[1]) + "\n")
    engine = InlineEngine()
    assert annotate(job, folder, engine=engine).articles == 2
    assert engine.ids == ["000001-00000000"]
    assert before.items() < digests(tmp_path / "out" / "articles").items()
    (folder / "b.jsonl").write_text(json.dumps(records[2]) + "\n\n")
    with pytest.raises(CorpusError, match="jsonl has changed"):
        annotate(job, folder)


def test_other_settings_or_another_folder_are_refused(archive: Path, undisturbed: Path, tmp_path: Path) -> None:
    before = digests(undisturbed)
    with pytest.raises(CorpusError, match=r"batch_size: 2, not 3"):
        annotate(Job(str(undisturbed), flat=True, batch_size=3), archive)
    with pytest.raises(CorpusError, match="other settings"):
        annotate(Job(str(undisturbed), flat=True, batch_size=2, options=Options(thoughts=True)), archive)
    with pytest.raises(CorpusError, match="columns date of its own"):
        annotate(Job(str(tmp_path / "out"), Columns(kept=("date",))), archive)
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CorpusError, match="holds other files"):
        annotate(Job(str(tmp_path)), archive)
    assert digests(undisturbed) == before


def _rows(query: str) -> list[Any]:
    with duckdb.connect() as database:
        return database.execute(query).fetchall()


@pytest.mark.parametrize("form", ["parquet", "jsonl", "csv"])
def test_one_file_a_table(archive: Path, undisturbed: Path, tmp_path: Path, form: Any) -> None:
    out = tmp_path / "out"
    job = Job(str(out), Columns(kept=("section",)), form=form, flat=True, batch_size=5)
    annotate(job, archive, one_file=True)
    assert not list(out.glob("*/part-*"))
    parts, whole = f"'{undisturbed}/quotations/*.parquet'", f"'{out}/quotations.{form}'"
    columns = "SELECT key, id, exact, speaker, score FROM"
    assert _rows(f"{columns} {parts} ORDER BY ALL") == _rows(f"{columns} {whole} ORDER BY ALL") != []
    assert len((out / "rejects.jsonl").read_text().splitlines()) == 3
    before = digests(out)
    engine = InlineEngine()
    annotate(job, archive, engine=engine, one_file=True)
    assert (engine.ids, digests(out)) == ([], before)


def test_the_output_is_no_input_where_it_lies_in_the_folder_that_is_read(archive: Path, tmp_path: Path) -> None:
    shutil.copy(archive, tmp_path)
    annotate(Job(str(tmp_path / "out"), form="jsonl"), tmp_path)
    engine = InlineEngine()
    annotate(Job(str(tmp_path / "out"), form="jsonl"), tmp_path, engine=engine)
    assert engine.ids == []


def test_other_file_systems(archive: Path, undisturbed: Path) -> None:
    annotate(Job("memory://out", flat=True, batch_size=2), archive)
    memory = fsspec.filesystem("memory")
    found = {path.removeprefix("/out/"): memory.cat_file(path) for path in memory.find("/out")}
    assert found.keys() == digests(undisturbed).keys()
    assert all((undisturbed / name).read_bytes() == content for name, content in found.items())


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    storage.write("a/b", b"old")
    with pytest.raises(FileNotFoundError), storage.writing("a/b"):
        pass  # nothing was written
    assert storage.read("a/b") == b"old"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]
