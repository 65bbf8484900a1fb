"""What is logged: route, status, sizes and timings of each request; never a path, a query or a body."""

import logging
import time

from flask import Flask, Response, g, request

from server.state import state

_log = logging.getLogger("whosaid")
_METHODS = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}


def init_app(app: Flask) -> None:
    """Logs and counts every request by its route."""
    logging.getLogger("werkzeug").addFilter(_no_request_lines)
    if not _log.hasHandlers():
        _log.addHandler(logging.StreamHandler())
    _log.setLevel(logging.INFO)

    @app.before_request
    def _begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def _end(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        method = request.method if request.method in _METHODS else "other"
        state().metrics.requests.labels(route, method, response.status_code).inc()
        state().metrics.seconds.labels(route).observe(seconds)
        size = request.content_length or 0
        _log.info("%s %s %d %d bytes %.1f ms", method, route, response.status_code, size, 1000 * seconds)
        return response


def _no_request_lines(record: logging.LogRecord) -> bool:
    """Keeps the development server's own lines, drops its access log: paths and queries may hold words of a caller."""
    return " - - [" not in str(record.msg)
