"""/v1: each view loads, annotates and presents, in this order."""

from typing import Any

import orjson
from flask import Blueprint, Response, request

from server import exports
from server.annotation.pipeline import ANNOTATORS
from server.annotation.stages import stage
from server.batch import Lines, answered_lines
from server.body import JSON, NDJSON, check_type, checked, is_gzipped, parse, read
from server.presentation import present
from server.problems import ProblemError
from server.schemas import UNITS
from server.service import AnnotateRequest, Answer
from server.state import state
from server.version import API_VERSION, VERSION

bp = Blueprint("v1", __name__, url_prefix="/v1")


@bp.get("/")
def about() -> dict[str, Any]:
    """What this service is and can do."""
    settings = state().settings
    return {
        "name": "whosaid",
        "api_version": API_VERSION,
        "version": VERSION,
        "model": state().service.model._asdict(),
        "limits": {
            "max_text_length": settings.max_text_length,
            "max_body_bytes": settings.max_body_bytes,
            "deadline_seconds": settings.deadline_seconds,
        },
        "annotators": list(ANNOTATORS),
        "languages": ["en"],
        "offset_units": list(UNITS),
    }


@bp.post("/annotate")
def annotate() -> Response:
    """One article in, its annotations out."""
    as_w3c = _wants_w3c()
    check_type(JSON)
    wanted = checked(parse(read(state().settings.max_body_bytes)), state().settings.max_text_length)
    response = Response(content_type=exports.W3C_TYPE if as_w3c else JSON)
    response.vary.add("Accept")
    id_ = state().service.identify(wanted)
    tag = exports.w3c_tag(id_, wanted.url) if as_w3c else id_
    response.set_etag(tag)
    if request.if_none_match.contains_weak(tag):
        response.status_code = 304
        return response
    response.data = _known(tag) or _kept(tag, _annotated(wanted), as_w3c=as_w3c)
    return response


@bp.post("/annotate/batch")
def annotate_batch() -> Response:
    """One article a line in, one answer a line out, as they are ready."""
    check_type(NDJSON)
    settings = state().settings
    lines = Lines(
        request.stream,
        gzipped=is_gzipped(),
        longest=settings.max_body_bytes,
        read_ahead=settings.batch_read_ahead_bytes,
    )
    return Response(answered_lines(lines, state()), content_type=NDJSON)


def _known(tag: str) -> bytes | None:
    """The body of the same answer, if it was given lately and may be kept."""
    return None if request.cache_control.no_store else state().answers.get(tag)


def _kept(tag: str, answer: Answer, *, as_w3c: bool) -> bytes:
    """The body of `answer`; kept unless the caller wants nothing stored."""
    with stage("serialise"):
        body = orjson.dumps(exports.w3c(answer) if as_w3c else present(answer))
    if not request.cache_control.no_store:
        state().answers.keep(tag, body)
    return body


def _annotated(wanted: AnnotateRequest) -> Answer:
    with state().gate.slot() as check:
        answer = state().service.annotate(wanted, check)
    state().metrics.count(answer)
    return answer


def _wants_w3c() -> bool:
    """Whether the answer shall be W3C Web Annotations; `?format=` goes before the Accept header."""
    asked = request.args.get("format")
    if asked not in (None, "json", "w3c"):
        raise ProblemError("not-acceptable", "The formats are json and w3c.")
    if asked:
        return asked == "w3c"
    best = next((kind.partition(";")[0].strip() for kind, quality in request.accept_mimetypes if quality), "")
    return best == "application/ld+json"
