"""A record becomes what the service is asked, or the reason why it cannot be asked."""

import math
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Any

import orjson

from server.body import checked, parse
from server.corpora.job import Job, Record, Unreadable
from server.problems import problem_of
from server.service import AnnotateRequest

_LONGEST_DETAIL = 500


@dataclass(frozen=True, slots=True)
class Article:
    """Whose annotations they are: the record's own key or its place, and what is known besides the text."""

    key: str
    source: str
    row: int
    date: date | None
    kept: dict[str, str | None]
    cautions: tuple[dict[str, str], ...] = ()


class UnreadableError(Exception):
    """A record that could not be read from its file."""

    def __init__(self, what: Unreadable) -> None:
        super().__init__(what.code)
        self.what = what


def article_and_request(record: Record, job: Job) -> tuple[Article, AnnotateRequest]:
    """What `record` asks of the service; raises UnreadableError or the service's own ProblemError."""
    values, columns = _values(record), job.columns
    asked: dict[str, Any] = {
        "text": values.get(columns.text),
        "title": values.get(columns.title),
        "url": values.get(columns.url),
        "language": job.language or (values.get(columns.language) if columns.language else None),
    }
    asked = {name: value for name, value in asked.items() if not _is_nothing(value)}
    asked["annotators"] = sorted(job.options.annotators)
    asked["thoughts"], asked["claim_share"] = job.options.thoughts, job.options.claim_share
    request = checked(asked, job.max_text_length)
    day, cautions = _day(values.get(columns.date))
    kept = {name: _plain(values.get(name)) for name in columns.kept}
    return Article(_key(record, values, job), record.source, record.row, day, kept, cautions), request


def rejected(record: Record, failure: Exception, job: Job) -> dict[str, Any]:
    """The line of the reject file: where, which article, why; never the article's words."""
    try:
        key = _key(record, _values(record), job)
    except Exception:
        key = _place(record)
    code, detail = _reason(failure)
    return {"key": key, "source": record.source, "row": record.row, "code": code, "detail": detail}


def _reason(failure: Exception) -> tuple[str, str]:
    if isinstance(failure, UnreadableError):
        return failure.what
    problem = problem_of(failure)
    if problem.errors:
        detail = " ".join(f"{error['pointer'].lstrip('/')}: {error['detail']}" for error in problem.errors)
        return problem.code, detail[:_LONGEST_DETAIL]
    return problem.code, problem.detail


def _values(record: Record) -> dict[str, Any]:
    raw = record.raw
    if isinstance(raw, Unreadable):
        raise UnreadableError(raw)
    if isinstance(raw, bytes):
        return parse(raw)
    if any(isinstance(value, str) and not value.isascii() and _has_surrogate(value) for value in raw.values()):
        raise UnreadableError(Unreadable("malformed-text", "Not UTF-8."))
    return raw


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _is_nothing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _key(record: Record, values: dict[str, Any], job: Job) -> str:
    return _plain(values.get(job.columns.key)) or _place(record)


def _place(record: Record) -> str:
    """The file and the row; of a text that is its own file, the file."""
    is_text = isinstance(record.raw, dict) and PurePosixPath(record.source).suffix in (".txt", ".text")
    return record.source if is_text else f"{record.source}#{record.row}"


def _plain(value: object) -> str | None:
    """A value of any type as a string: dates as ISO 8601 has them, what is nested as JSON."""
    if _is_nothing(value):
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


def _day(value: object) -> tuple[date | None, tuple[dict[str, str], ...]]:
    """The day that a record names in ISO 8601 (its time zone's own) or as e-mail and RSS do."""
    if _is_nothing(value) or value == "":
        return None, ()
    if isinstance(value, datetime):
        return value.date(), ()
    if isinstance(value, date):
        return value, ()
    try:
        return _parsed_day(str(value).strip()), ()
    except ValueError:
        caution = {"code": "date-unreadable", "detail": "The record's date is neither ISO 8601 nor RFC 5322."}
        return None, (caution,)


def _parsed_day(text: str) -> date:
    if text[:1].isdigit() and len(text) == 7:  # year and month
        return date.fromisoformat(f"{text}-01")
    if text.isdigit() and len(text) == 4:
        return date(int(text), 1, 1)
    return datetime.fromisoformat(text).date() if text[:4].isdigit() else parsedate_to_datetime(text).date()
