"""Records become requests, or the reason why not; no reason repeats the article."""

from datetime import UTC, date, datetime
from typing import Any

import orjson
import pytest

from server.annotation.pipeline import Options
from server.corpora.job import Columns, Job, Record, Unreadable
from server.corpora.records import article_and_request, rejected

JOB = Job("out", Columns(text="body", key="nr", kept=("desk", "tags")), Options(frozenset({"topics"}), True, 0.5))


def _record(**values: Any) -> Record:
    return Record("a.jsonl", 3, orjson.dumps(values))


def test_columns_and_options_arrive() -> None:
    record = _record(body="A text.", title=None, nr=17, desk="City", tags=["a", "b"], language="de")
    article, request = article_and_request(record, JOB)
    assert (article.key, article.source, article.row) == ("17", "a.jsonl", 3)
    assert article.kept == {"desk": "City", "tags": '["a","b"]'}
    assert (request.text, request.title, request.language) == ("A text.", None, None)
    assert request.options == JOB.options


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2016-05-09", date(2016, 5, 9)),
        ("2016-05-09T23:30:00+02:00", date(2016, 5, 9)),
        ("2016-05-09 23:30:00Z", date(2016, 5, 9)),
        ("2016-05", date(2016, 5, 1)),
        ("2016", date(2016, 1, 1)),
        ("Mon, 09 May 2016 23:30:00 +0200", date(2016, 5, 9)),
        (datetime(2016, 5, 9, tzinfo=UTC), date(2016, 5, 9)),
        (None, None),
        ("", None),
    ],
)
def test_dates(told: object, day: date | None) -> None:
    article, _ = article_and_request(Record("a", 1, {"body": "A text.", "date": told}), JOB)
    assert article.date == day
    assert article.cautions == ()


def test_an_unreadable_date_is_said_and_costs_no_article() -> None:
    article, _ = article_and_request(_record(body="A text.", date="yesterday"), JOB)
    assert article.date is None
    assert [caution["code"] for caution in article.cautions] == ["date-unreadable"]


@pytest.mark.parametrize(
    ("raw", "code", "detail", "key"),
    [
        (b'{"nr": "x", "body": "Secret', "malformed-json", "unexpected end", "a.jsonl#3"),
        (b'{"nr": "x"}', "invalid-request", "text: Missing data", "x"),
        (b'{"nr": "x", "body": 5}', "invalid-request", "text: Not a valid string", "x"),
        (b'["Secret"]', "invalid-request", "JSON object", "a.jsonl#3"),
        (orjson.dumps({"body": "Secret " * 40_000}), "too-long", "200,000 code points", "a.jsonl#3"),
        ({"nr": "x", "body": "Secret \udcff"}, "malformed-text", "Not UTF-8", "a.jsonl#3"),
        (Unreadable("malformed-row", "Why."), "malformed-row", "Why.", "a.jsonl#3"),
    ],
)
def test_reasons(raw: Any, code: str, detail: str, key: str) -> None:
    record = Record("a.jsonl", 3, raw)
    with pytest.raises(Exception) as failure:  # noqa: PT011 (of several kinds)
        article_and_request(record, JOB)
    line = rejected(record, failure.value, JOB)
    assert (line["key"], line["source"], line["row"], line["code"]) == (key, "a.jsonl", 3, code)
    assert detail in line["detail"]
    assert "Secret" not in str(line)
