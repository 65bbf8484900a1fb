"""gunicorn's threaded worker, which also gives up on clients that are slow, ends batches, and refuses in a line."""

import errno
import logging
import select
import socket
import time
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import orjson
from gunicorn.errors import AppImportError
from gunicorn.http import get_parser
from gunicorn.http.errors import ParseException
from gunicorn.workers.gthread import ThreadWorker

from server.annotation.weights import WeightsError
from server.problems import MEDIA_TYPE, ProblemError, problem_of
from server.settings import SettingsError

_log = logging.getLogger("whosaid")

SENDING_SECONDS = 30.0  # that a client may keep us waiting for its request
LEAST_BYTES_A_SECOND = 500  # by which it earns more
TAKING_SECONDS = 120.0  # that it may let one piece of the answer lie


class PacedSocket:
    """A client's socket, to read from; to a client that is too slow it turns a deaf ear: its request ends there.

    As Apache's mod_reqtimeout has it, time is granted at the start and earned by every byte that comes. What counts is
    the time spent waiting for the client, so a batch that waits for the service loses nothing.
    """

    def __init__(self, client: socket.socket, sending_seconds: float = SENDING_SECONDS) -> None:
        self._client = client
        self._granted = self._left = sending_seconds
        # A timeout of the socket itself would also be that of the thread which meanwhile sends a batch its answers.
        self._readable = select.poll()
        self._readable.register(client, select.POLLIN)

    def recv(self, size: int) -> bytes:
        """At most `size` bytes; none where the client has closed or its time is up."""
        began = time.monotonic()
        if self._left <= 0 or not self._readable.poll(1000 * self._left):
            self._left = 0.0
            return b""
        waited = time.monotonic() - began
        received = self._client.recv(size)
        self._left = min(self._left - waited + len(received) / LEAST_BYTES_A_SECOND, self._granted)
        return received


class Worker(ThreadWorker):  # type: ignore[misc]
    """Each client has a thread while it sends and while it is answered, so none may take for ever to do either."""

    def handle(self, conn: Any) -> Any:  # noqa: ANN401 (gunicorn has no types)
        """Answers one request of a connection."""
        if conn.parser is None and not self.cfg.is_ssl:
            conn.parser = get_parser(self.cfg, PacedSocket(conn.sock), conn.client)
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> Any:  # noqa: ANN401
        """Answers one request that was read."""
        conn.sock.settimeout(TAKING_SECONDS)
        try:
            return super().handle_request(req, conn)
        except TimeoutError:  # to gunicorn that were a failure of the service
            raise ConnectionResetError(errno.ECONNRESET, "The client does not take its answer.") from None

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:  # noqa: ANN401, ARG002
        """Answers what is no HTTP as every failure is answered.

        gunicorn would repeat it, in its log and on a page: it may be the rest of an article that was longer than said.
        """
        if isinstance(exc, ParseException):
            _log.warning("unreadable request: %s", type(exc).__name__)
            problem = ProblemError("bad-request", "This is not HTTP as it should be; is Content-Length right?")
        else:
            problem = problem_of(exc)
        with suppress(OSError):  # whoever sent it may have gone
            client.sendall(_raw(problem))

    def handle_exit(self, sig: int, frame: Any) -> None:  # noqa: ANN401
        """Stops: what runs is finished, and batches are told that no more of their lines will be."""
        if app := getattr(self, "wsgi", None):  # not while it is still being loaded
            app.extensions["whosaid"].gate.stop()
        super().handle_exit(sig, frame)

    def load_wsgi(self) -> None:
        """Loads the app; what it cannot run with is told in a line."""
        try:
            super().load_wsgi()
        except (SettingsError, WeightsError) as refusal:
            raise AppImportError(f"Error: {refusal}") from None


def _raw(problem: ProblemError) -> bytes:
    """A problem as the bytes of a response behind which the connection ends."""
    body = orjson.dumps(problem.body())
    head = (
        f"HTTP/1.1 {problem.status} {HTTPStatus(problem.status).phrase}",
        f"Content-Type: {MEDIA_TYPE}",
        f"Content-Length: {len(body)}",
        "Cache-Control: private, no-store",
        "X-Content-Type-Options: nosniff",
        "Connection: close",
    )
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body
