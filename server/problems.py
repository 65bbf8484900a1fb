"""Every failure of every route becomes one problem+json (RFC 9457), and none repeats what was sent."""

import logging
from typing import Any

import orjson
from flask import Flask, Response
from werkzeug.exceptions import HTTPException, SecurityError

from server.annotation.language import UnsupportedLanguageError

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger(__name__)

# What a caller may get: code → (status, title).
PROBLEMS = {
    "malformed-json": (400, "The body is not the JSON it should be"),
    "untrusted-host": (400, "This host name is not trusted"),
    "bad-request": (400, "The request cannot be read"),
    "token-required": (401, "A valid API token is required"),
    "origin-not-allowed": (403, "This origin may not call"),
    "not-found": (404, "There is nothing here"),
    "method-not-allowed": (405, "This route does not answer that method"),
    "not-acceptable": (406, "This format is not offered"),
    "too-long": (413, "Too long"),
    "unsupported-media-type": (415, "This type of body is not read"),
    "invalid-request": (422, "The request is not as the contract has it"),
    "unsupported-language": (422, "Only English is read"),
    "too-many-requests": (429, "Too many requests"),
    "request-refused": (400, "The request was refused"),
    "internal-error": (500, "Something went wrong inside the service"),
    "busy": (503, "Busy"),
    "past-deadline": (503, "Past the deadline"),
    "stopping": (503, "The service is stopping"),
}
_CODE_OF_STATUS = {
    400: "bad-request",
    401: "token-required",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-long",
    415: "unsupported-media-type",
    422: "invalid-request",
}


class ProblemError(Exception):
    """A failure with its code of PROBLEMS, a sentence for the caller, and what else the response carries."""

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        errors: list[dict[str, str]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.errors = errors
        self.headers = headers or {}

    @property
    def status(self) -> int:
        """The HTTP status."""
        return PROBLEMS[self.code][0]

    def body(self) -> dict[str, Any]:
        """The problem object."""
        status, title = PROBLEMS[self.code]
        body: dict[str, Any] = {
            "type": f"urn:whosaid:problem:{self.code}",
            "title": title,
            "status": status,
            "detail": self.detail,
        }
        if status == 422:
            body["errors"] = self.errors or [{"pointer": "/text", "detail": self.detail}]
        return body

    def response(self) -> Response:
        """The problem as an HTTP response."""
        return Response(orjson.dumps(self.body()), self.status, self.headers, content_type=MEDIA_TYPE)


def invalid(errors: list[dict[str, str]]) -> ProblemError:
    """A request whose fields are not as they should be; `errors` say which."""
    count = len(errors)
    return ProblemError("invalid-request", f"{count} thing{'s' * (count > 1)} to put right: see errors.", errors=errors)


def busy(detail: str = "All places are taken; try again in a moment.") -> ProblemError:
    """No place for this request now."""
    return ProblemError("busy", detail, headers={"Retry-After": "1"})


def too_long(what: str, limit: int, unit: str) -> ProblemError:
    """Something over its limit, which is named."""
    return ProblemError("too-long", f"{what} may have at most {limit:,} {unit}.")


def problem_of(failure: Exception) -> ProblemError:
    """What a failure is to the caller; one that nobody foresaw is logged by its type and place, not its words."""
    if isinstance(failure, ProblemError):
        return failure
    if isinstance(failure, UnsupportedLanguageError):
        return ProblemError(
            "unsupported-language", f"The text's language is “{failure.language}”; only English is read."
        )
    if isinstance(failure, HTTPException):
        return _problem_of_http(failure)
    trace = failure.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown"
    _log.error("failed: %s at %s", type(failure).__name__, place)
    return ProblemError("internal-error", "The failure has been noted in the service's log.")


def _problem_of_http(failure: HTTPException) -> ProblemError:
    status = failure.code or 500
    headers = {name: value for name, value in failure.get_headers() if name in ("Allow", "Retry-After")}
    code = _CODE_OF_STATUS.get(status, "request-refused" if status < 500 else "internal-error")
    if isinstance(failure, SecurityError):
        return ProblemError("untrusted-host", "The setting WHOSAID_TRUSTED_HOSTS lists the host names that are served.")
    detail = {404: "See /openapi.json for the routes.", 413: "The body is longer than the service reads."}.get(status)
    return ProblemError(code, detail or f"{failure.name}.", headers=headers)


def init_app(app: Flask) -> None:
    """Answers every failure with its problem."""

    @app.errorhandler(Exception)
    def _answer(failure: Exception) -> Response:
        return problem_of(failure).response()
