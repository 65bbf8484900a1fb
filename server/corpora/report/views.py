"""The output of a run as three views in DuckDB (articles, quotations, claims), whichever form it was written in."""

from typing import Any

import duckdb
import pyarrow as pa

from server.corpora.errors import CorpusError
from server.corpora.ledger import Ledger
from server.corpora.storage import Storage
from server.corpora.tables import schemas

_TABLES = ("articles", "quotations", "claims")
_BRANCH = 'list_filter(topics, lambda topic: topic."primary")[1].path[1]'

# What flat tables hold, made from nested rows.
_UNNESTED = {
    "articles": f"SELECT key, title, url, date, words, {_BRANCH} AS topic FROM nested",
    "quotations": f"""
        SELECT key, date, {_BRANCH} AS topic, q.id, q.kind, q.act,
            list_aggregate(list_transform(q.content, lambda span: span.exact), 'string_agg', ' … ') AS exact,
            list_sum(list_transform(q.content,
                lambda span: len(regexp_extract_all(span.exact, '\\S+'))))::BIGINT AS words,
            q.content[1].start AS start, s.name AS speaker, s.kind AS speaker_kind, s.role AS speaker_role, q.score
        FROM (SELECT *, list_filter(speakers, lambda speaker: speaker.id = q.speaker)[1] AS s
            FROM (SELECT key, date, topics, speakers, unnest(quotations) AS q FROM nested))""",
    "claims": f"""
        SELECT key, date, {_BRANCH} AS topic, c.id, c.kind, c.span.exact AS exact, c.span.start AS start, c.score,
            c.highlight, list_filter(speakers, lambda speaker: speaker.id = c.claimer)[1].name AS claimer
        FROM (SELECT key, date, topics, speakers, unnest(claims) AS c FROM nested)""",
}


def opened(storage: Storage) -> tuple[duckdb.DuckDBPyConnection, dict[str, Any]]:
    """A database with the three views over the output in `storage`, and the run's manifest.

    Raises CorpusError where there is no output.
    """
    ledger = Ledger(storage)
    manifest = ledger.manifest()
    if manifest is None:
        raise CorpusError(f"{storage.root} holds no output of flask corpus.")
    database = duckdb.connect()
    if not storage.is_local:
        database.register_filesystem(storage.files)
    settings = manifest["settings"]
    kept = tuple(settings["columns"]["kept"])
    for name, schema in schemas(flat=settings["flat"], kept=kept).items():
        files = _files(storage, name, settings["form"], None if manifest["gathered"] else ledger.ids())
        view = name if settings["flat"] else "nested"
        database.execute(f"CREATE VIEW {view} AS SELECT * FROM {_read(database, files, schema, settings['form'])}")
    if not settings["flat"]:
        for name, query in _UNNESTED.items():
            database.execute(f"CREATE VIEW {name} AS {query}")
    return database, manifest


def _files(storage: Storage, table: str, form: str, done: frozenset[str] | None) -> list[str]:
    """The files of a table; of parts only those whose batch is done."""
    if done is None:
        return [storage.url(f"{table}.{form}")]
    if not done:
        raise CorpusError(f"No batch of the run in {storage.root} is done yet.")
    return [storage.url(f"{table}/part-{id_}.{form}") for id_ in sorted(done)]


def _read(database: duckdb.DuckDBPyConnection, files: list[str], schema: pa.Schema, form: str) -> str:
    """The call that reads `files`, with the columns' types told and not guessed."""
    listed = "[" + ", ".join(map(_quoted, files)) + "]"
    if form == "parquet":
        return f"read_parquet({listed})"
    types = database.from_arrow(schema.empty_table()).types
    columns = ", ".join(
        f"{_quoted(name)}: {_quoted(str(kind))}" for name, kind in zip(schema.names, types, strict=True)
    )
    if form == "jsonl":
        return f"read_json({listed}, format = 'newline_delimited', columns = {{{columns}}})"
    return f"read_csv({listed}, header = true, delim = ',', quote = '\"', escape = '\"', columns = {{{columns}}})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
