"""Servers that tests run beside themselves, in a thread of their own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any

from flask import Flask
from werkzeug.serving import make_server


@contextmanager
def running(server: TCPServer) -> Iterator[int]:
    """The port on which `server` answers meanwhile."""
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address at which `app` answers meanwhile."""
    with running(make_server("127.0.0.1", 0, app, threaded=True)) as port:
        yield f"http://127.0.0.1:{port}"


def listening(handler: type[BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
    """A server on a free port that answers as `handler` does."""
    return ThreadingHTTPServer(("127.0.0.1", 0), handler)


class QuietHandler(BaseHTTPRequestHandler):
    """Answers and says nothing of it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.get()

    def do_POST(self) -> None:
        self.post()

    def get(self) -> None:
        """Answers GET."""
        self.answer(405, b"", {})

    def post(self) -> None:
        """Answers POST."""
        self.answer(405, b"", {})

    def answer(self, status: int, body: bytes, headers: dict[str, Any]) -> None:
        """One whole answer."""
        self.send_response(status)
        for name, value in {**headers, "Content-Length": len(body)}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""
