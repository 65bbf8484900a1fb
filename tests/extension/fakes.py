"""Services that answer what the real one answers only now and then, to see what a reader is told."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, NamedTuple

from tests.serving import QuietHandler, listening, running

ABOUT = {"name": "whosaid", "api_version": "1", "version": "0.1.0", "model": {"name": "fake", "version": "0"}}


class Reply(NamedTuple):
    """What POST /v1/annotate answers."""

    status: int
    body: dict[str, Any]
    headers: Mapping[str, str] = MappingProxyType({})


def problem(status: int, code: str, detail: str = "Because.", **headers: str) -> Reply:
    """A problem as the service words it."""
    body = {"type": f"urn:whosaid:problem:{code}", "title": code, "status": status, "detail": detail}
    return Reply(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


@contextmanager
def fake_service(reply: Reply, about: dict[str, Any] = ABOUT, heard: list[Any] | None = None) -> Iterator[str]:
    """The address of a service that answers every article so; `heard` gets what it was sent."""

    class Handler(QuietHandler):
        def get(self) -> None:
            self.answer(200, json.dumps(about).encode(), {})

        def post(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if heard is not None:
                heard.append(body)
            self.answer(reply.status, json.dumps(reply.body).encode(), dict(reply.headers))

    with running(listening(Handler)) as port:
        yield f"http://127.0.0.1:{port}"
