"""Who may call: trusted hosts, allowed origins, holders of the token; everybody else is told so and learns nothing.

CORS protects readers, not servers: a web page's request arrives whether or not the page may read the answer, so it has
to be refused here. Jupyter, Ollama and others learnt this from DNS rebinding (CVE-2024-28224).
"""

import hashlib
import re
from hmac import compare_digest

from flask import Flask, Response, request
from flask_cors import CORS

from server.annotation.stages import stage
from server.load import Rate
from server.problems import ProblemError
from server.settings import CHROMIUM_EXTENSION, FIREFOX_EXTENSION, Settings, is_loopback

_SECURITY_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none';"
        " require-trusted-types-for 'script'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_OPEN_ROUTES = ("/v1",)  # what needs the token, if there is one; the pages and probes hold no secret


def init_app(app: Flask, settings: Settings) -> None:
    """Guards every route of `app`; the trusted hosts are checked by Flask itself, before anything else."""
    app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts)
    allowed = [CHROMIUM_EXTENSION, *settings.allowed_origins]
    rate = Rate(settings.requests_per_minute)

    @app.before_request
    @stage("guard")
    def _guard() -> None:
        _check_bind(settings)
        _check_origin(allowed)
        if request.path.startswith(_OPEN_ROUTES) and request.method != "OPTIONS":
            _check_token(settings.token_sha256)
            rate.take(request.remote_addr or "")

    @app.after_request
    def _secure(response: Response) -> Response:
        response.headers.update(_SECURITY_HEADERS)
        return response

    # flask-cors matches patterns from the start only, so each must end with an anchor.
    CORS(
        app,
        resources={
            r"/v1/.*": {"origins": [re.compile(re.escape(origin) + r"\Z") for origin in allowed] + [FIREFOX_EXTENSION]}
        },
        methods=["GET", "POST"],
        allow_headers=["Accept", "Authorization", "Cache-Control", "Content-Encoding", "Content-Type", "If-None-Match"],
        expose_headers=["ETag", "Retry-After"],
        max_age=600,
    )


def _check_bind(settings: Settings) -> None:
    """The last line: a server bound to the network by other means than the settings is not answered for."""
    if not settings.token_sha256 and not is_loopback(request.environ.get("SERVER_NAME", "")):
        raise ProblemError("origin-not-allowed", "Without an API token this service answers on 127.0.0.1 only.")


def _check_origin(allowed: list[str]) -> None:
    origin = request.headers.get("Origin")
    if origin is not None:
        own = request.host_url.rstrip("/")
        if origin != own and origin not in allowed and not FIREFOX_EXTENSION.match(origin):
            detail = "Web pages and other extensions may not call. The setting WHOSAID_ALLOWED_ORIGINS lists who may."
            raise ProblemError("origin-not-allowed", detail)
    elif request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none") and not _is_visit():
        raise ProblemError("origin-not-allowed", "Another site may link to this service, but not load from it.")


def _is_visit() -> bool:
    """Whether a reader follows a link to one of the pages."""
    headers = request.headers
    return request.method == "GET" and (headers.get("Sec-Fetch-Mode"), headers.get("Sec-Fetch-Dest")) == (
        "navigate",
        "document",
    )


def _check_token(token_sha256: str) -> None:
    if not token_sha256:
        return
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    digest = hashlib.sha256(token.strip().encode()).hexdigest()
    if scheme.lower() != "bearer" or not compare_digest(digest, token_sha256):
        raise ProblemError(
            "token-required", "Send the header “Authorization: Bearer TOKEN”.", headers={"WWW-Authenticate": "Bearer"}
        )
