"""GET /openapi.json: the contract as a document, made from the schemas and the table of problems."""

from functools import cache
from typing import Any

import orjson
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Blueprint, Response, request

from server import schemas
from server.body import JSON, NDJSON
from server.exports import W3C_TYPE
from server.metrics import CONTENT_TYPE as METRICS_TYPE
from server.problems import MEDIA_TYPE, PROBLEMS
from server.version import API_VERSION, VERSION

bp = Blueprint("openapi", __name__)

_DESCRIPTION = """Reads a news article and marks who said what, what to check and what it is about.

Offsets index the text exactly as it was sent, in code points or UTF-16 code units, end exclusive; `exact` is always
that slice. Scores are calibrated: of the things scored about 0.8, about 80 % are right. Every failure of every route is
a problem of RFC 9457. Topics: IPTC Media Topics, CC BY 4.0, © IPTC."""
_ARTICLE = "“The bridge will open in May,” Mayor Ann Lee said on Monday. According to the council, it cost $12 million."
_ANY_ROUTE = ("untrusted-host", "origin-not-allowed", "method-not-allowed")
_ANY_V1 = (*_ANY_ROUTE, "token-required", "too-many-requests")
_ANY_BODY = (*_ANY_V1, "malformed-json", "unsupported-media-type")


@bp.get("/openapi.json")
def openapi() -> Response:
    """The OpenAPI document."""
    response = Response(orjson.dumps(document()), content_type=JSON)
    response.add_etag()
    response.make_conditional(request)
    return response


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3.1 of every route; the same for every app."""
    spec = APISpec(
        title="Whosaid",
        version=VERSION,
        openapi_version="3.1.0",
        plugins=[MarshmallowPlugin()],
        info={
            "description": _DESCRIPTION,
            "license": {"name": "MIT", "identifier": "MIT"},
            "x-api-version": API_VERSION,
        },
        servers=[{"url": "/"}],
    )
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    for path, operations in _paths().items():
        spec.path(path, operations=operations)
    found: dict[str, Any] = spec.to_dict()
    return found


def _paths() -> dict[str, dict[str, Any]]:
    return {
        "/v1/annotate": {"post": _annotate()},
        "/v1/annotate/batch": {"post": _batch()},
        "/v1/": {"get": _get("about", "What this service is and can do", JSON, schemas.AboutSchema, _ANY_V1)},
        "/healthz": {"get": _get("healthz", "The process is up", JSON, schemas.HealthSchema)},
        "/readyz": {
            "get": _get(
                "readyz", "The model is loaded and annotates", JSON, schemas.HealthSchema, (*_ANY_ROUTE, "busy")
            )
        },
        "/metrics": {"get": _get("metrics", "Counters for Prometheus", METRICS_TYPE, {"type": "string"})},
        "/openapi.json": {"get": _get("openapi", "This document", JSON, {"type": "object"})},
        "/docs": {"get": _get("docs", "A page to read and try this document", _HTML, {"type": "string"})},
        "/": {"get": _get("page", "A page to paste an article and see it annotated", _HTML, {"type": "string"})},
    }


_HTML = "text/html; charset=utf-8"


def _annotate() -> dict[str, Any]:
    return {
        "operationId": "annotate",
        "summary": "Who said what, what to check, what it is about",
        "security": [{}, {"token": []}],
        "parameters": [
            {
                "name": "format",
                "in": "query",
                "description": "`w3c` answers as a W3C Web Annotation page, as `Accept: application/ld+json` does.",
                "schema": {"type": "string", "enum": ["json", "w3c"]},
            },
            {
                "name": "If-None-Match",
                "in": "header",
                "description": "The `ETag` of an answer the caller still has.",
                "schema": {"type": "string"},
            },
        ],
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": schemas.AnnotateRequestSchema, "example": {"text": _ARTICLE}}},
        },
        "responses": {
            "200": {
                "description": "Everything found in the text.",
                "headers": {"ETag": {"description": "The answer's `id`.", "schema": {"type": "string"}}},
                "content": {
                    JSON: {"schema": schemas.AnnotateResponseSchema},
                    W3C_TYPE.partition(";")[0]: {"schema": {"type": "object"}},
                },
            },
            "304": {"description": "The caller's answer still holds."},
            **_problems(
                *_ANY_BODY,
                "not-acceptable",
                "too-long",
                "invalid-request",
                "unsupported-language",
                "busy",
                "past-deadline",
            ),
        },
    }


def _batch() -> dict[str, Any]:
    return {
        "operationId": "annotateBatch",
        "summary": "Many articles, one a line, answered in order as they are ready",
        "description": (
            "Newline-delimited JSON in and out. A line that cannot be answered gives a problem object in its place; the"
            " others are not touched by it. `key` is echoed. Every line is answered: fewer answers than lines mean that"
            " the connection broke off. If the service is stopped, lines that it has not annotated are answered with"
            " the problem `stopping`."
        ),
        "security": [{}, {"token": []}],
        "requestBody": {"required": True, "content": {NDJSON: {"schema": schemas.BatchRequestSchema}}},
        "responses": {
            "200": {
                "description": "One response or problem object a line.",
                "content": {
                    NDJSON: {"schema": {"anyOf": [_reference("AnnotateResponse"), _reference("Problem")]}},
                },
            },
            **_problems(*_ANY_BODY),
        },
    }


def _get(name: str, summary: str, kind: str, schema: object, codes: tuple[str, ...] = _ANY_ROUTE) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "responses": {
            "200": {"description": summary + ".", "content": {kind.partition(";")[0]: {"schema": schema}}},
            **_problems(*codes),
        },
    }


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _problems(*codes: str) -> dict[str, Any]:
    """The problem responses by status; several codes may share one."""
    by_status: dict[str, list[str]] = {}
    for code in codes:
        status, title = PROBLEMS[code]
        by_status.setdefault(str(status), []).append(f"`{code}`: {title}.")
    retry = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
    return {
        status: {
            "description": " ".join(titles),
            "content": {MEDIA_TYPE: {"schema": schemas.ProblemSchema}},
            **({"headers": retry} if status in ("429", "503") else {}),
        }
        for status, titles in sorted(by_status.items())
    }
