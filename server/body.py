"""Bytes to a checked request: only the contract's types, never more than the limit, nothing that breaks later."""

import zlib
from typing import Any

import orjson
from flask import request
from marshmallow import ValidationError

from server.annotation.stages import stage
from server.problems import ProblemError, invalid, too_long
from server.schemas import AnnotateRequestSchema, pointers
from server.service import AnnotateRequest

JSON = "application/json"
NDJSON = "application/x-ndjson"
_REQUEST = AnnotateRequestSchema()


def check_type(wanted: str) -> None:
    """Raises a 415 problem unless the body says it is `wanted`: what a web page can send unasked never is."""
    if request.mimetype != wanted:
        raise ProblemError("unsupported-media-type", f"Send the body as {wanted}.")
    if _encoding() not in ("", "identity", "gzip"):
        raise ProblemError("unsupported-media-type", "Send the body as it is, or gzipped.")


@stage("parse")
def read(limit: int) -> bytes:
    """The body, inflated if it was gzipped; raises a 413 problem over `limit` bytes, a 400 one if it breaks off."""
    request.max_content_length = limit
    raw = request.get_data(cache=False)
    return _inflated(raw, limit) if is_gzipped() else raw


@stage("parse")
def parse(raw: bytes) -> dict[str, Any]:
    """The JSON object in `raw`; raises a 400 problem for anything malformed (too deep, NaN, surrogates, bad UTF-8)."""
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        detail = f"{error.msg} at line {error.lineno}, column {error.colno}."
        raise ProblemError("malformed-json", detail) from None
    if not isinstance(value, dict):
        errors = [{"pointer": "", "detail": "Must be a JSON object."}]
        raise ProblemError("invalid-request", "The body must be a JSON object.", errors=errors)
    return value


@stage("parse")
def checked(value: dict[str, Any], max_text_length: int) -> AnnotateRequest:
    """The request in a JSON object; raises a 422 problem that names every wrong field, or a 413 one for a long text."""
    text = value.get("text")
    if isinstance(text, str) and len(text) > max_text_length:
        raise too_long("The text", max_text_length, "code points")
    try:
        wanted: AnnotateRequest = _REQUEST.load(value)
    except ValidationError as error:
        raise invalid(pointers(error.messages)) from None
    return wanted


def is_gzipped() -> bool:
    """Whether the body says it is gzipped."""
    return _encoding() == "gzip"


def _encoding() -> str:
    return request.headers.get("Content-Encoding", "").strip().lower()


def _inflated(raw: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj(31)  # 31: with the header of gzip
    try:
        body = inflater.decompress(raw, limit + 1)
    except zlib.error:
        raise ProblemError("malformed-json", "The body is not the gzip it says it is.") from None
    if len(body) > limit:
        raise too_long("The inflated body", limit, "bytes")
    if not inflater.eof:
        raise ProblemError("malformed-json", "The gzipped body breaks off.")
    return body
