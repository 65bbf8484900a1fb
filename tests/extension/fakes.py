"""Services that answer what the real one answers only now and then, to see what a reader is told."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, NamedTuple

ABOUT = {"name": "whosaid", "api_version": "1", "version": "0.1.0", "model": {"name": "fake", "version": "0"}}


class Reply(NamedTuple):
    """What POST /v1/annotate answers."""

    status: int
    body: dict[str, Any]
    headers: Mapping[str, str] = MappingProxyType({})
    seconds: float = 0


def problem(status: int, code: str, detail: str = "Because.", **headers: str) -> Reply:
    """A problem as the service words it."""
    body = {"type": f"urn:whosaid:problem:{code}", "title": code, "status": status, "detail": detail}
    return Reply(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


@contextmanager
def fake_service(reply: Reply, about: dict[str, Any] = ABOUT) -> Iterator[str]:
    """The address of a service that answers every article so."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(200, about, {})

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(reply.seconds)
            self._send(reply.status, reply.body, reply.headers)

        def _send(self, status: int, body: dict[str, Any], headers: Mapping[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
