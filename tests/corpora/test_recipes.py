"""docs/corpora.md is true: its queries run (and the README's), its tables and options are those of the code."""

import re
from pathlib import Path

import duckdb
import pytest
from flask import Flask

from server.corpora.job import Job
from server.corpora.tables import schemas
from tests.corpora.conftest import annotate

_ROOT = Path(__file__).parents[2]
DOCS = (_ROOT / "docs" / "corpora.md").read_text(encoding="utf-8")
_README = (_ROOT / "README.md").read_text(encoding="utf-8")
_QUERIES = re.findall(r"```sql\n(.*?)```", DOCS + _README, re.DOTALL)


def test_the_queries_run(archive: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    annotate(Job(str(tmp_path / "nested")), archive)
    (tmp_path / "out").symlink_to(undisturbed)
    monkeypatch.chdir(tmp_path)
    assert len(_QUERIES) == 6
    with duckdb.connect() as database:
        found = [database.execute(query).fetchall() for query in _QUERIES]
        asked = _QUERIES[0].replace("Leavitt", "Abernathy").replace("Zaporizhzhia", " the ")
        assert database.execute(asked).fetchall()
        # Of short articles no sentence need be highlighted.
        assert database.execute(_QUERIES[3].replace(" AND highlight", "")).fetchall()
    assert found[0] == []
    assert all(found[query] for query in (1, 2, 4))


def test_the_table_for_postgresql_has_the_columns() -> None:
    [created] = re.findall(r"CREATE TABLE quotations \((.*?)\);", DOCS, re.DOTALL)
    names = [column.split()[0].strip('"') for column in created.replace("\n", " ").split(",")]
    assert names == schemas(flat=True, kept=())["quotations"].names


@pytest.mark.parametrize("name", ["corpus", "corpus-report"])
def test_every_option_is_documented(app: Flask, name: str) -> None:
    for parameter in app.cli.commands[name].params:
        for option in parameter.opts:
            assert not option.startswith("--") or f"`{option}" in DOCS or f" {option}" in DOCS, option
