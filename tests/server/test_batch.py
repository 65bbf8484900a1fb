"""POST /v1/annotate/batch: line by line, in order, and a bad line costs nothing but itself."""

import gzip
import io
import queue
import threading
from typing import IO, Any, cast

import orjson
import pytest
from flask.testing import FlaskClient

from server import create_app
from server.batch import Lines, answered_lines
from server.problems import ProblemError
from server.settings import Settings
from server.state import State

GOOD = {"text": "“It is open,” Ann Lee said."}


def post(client: FlaskClient, body: bytes, **more: Any) -> list[dict[str, Any]]:
    response = client.post("/v1/annotate/batch", data=body, content_type="application/x-ndjson", **more)
    assert response.status_code == 200
    assert response.content_type == "application/x-ndjson"
    return [orjson.loads(line) for line in response.data.splitlines()]


def lines(*values: Any) -> bytes:
    return b"\n".join(orjson.dumps(value) for value in values)


def test_answers_come_in_order_with_their_keys(client: FlaskClient) -> None:
    answers = post(client, lines(*({**GOOD, "key": key} for key in ("a", 7, 2.5, "", "a"))))
    assert [answer["key"] for answer in answers] == ["a", 7, 2.5, "", "a"]
    alone = client.post("/v1/annotate", json=GOOD).get_json()
    assert all(answer == alone | {"key": answer["key"]} for answer in answers)


def test_a_bad_line_is_answered_by_a_problem_and_nothing_else_is_lost(client: FlaskClient) -> None:
    body = b"\n".join(
        [
            lines(GOOD),
            b"{",
            b'{"text": NaN}',
            lines({"text": "", "key": 1}),
            lines({**GOOD, "key": [1]}),
            b"[]",
            b"\xff",
            lines({"text": "x" * 200001, "key": "long"}),
            b'{"text": "' + b"x" * 3000000 + b'"}',
            b"",
            b"  ",
            lines(GOOD),
        ]
    )
    answers = post(client, body)
    assert [answer.get("status", 200) for answer in answers] == [200, 400, 400, 422, 422, 422, 400, 413, 413, 200]
    assert answers[3]["key"] == 1
    assert answers[7]["key"] == "long"
    assert all(answer["type"].startswith("urn:whosaid:problem:") for answer in answers if "status" in answer)


def test_an_empty_batch_is_an_empty_answer(client: FlaskClient) -> None:
    assert post(client, b"") == []
    assert post(client, b"\n\n") == []


def test_a_gzipped_batch(client: FlaskClient) -> None:
    body = gzip.compress(lines(GOOD, GOOD))
    assert len(post(client, body, headers={"Content-Encoding": "gzip"})) == 2
    broken = post(client, body[:-12], headers={"Content-Encoding": "gzip"})
    assert broken[-1]["status"] == 400


def test_a_batch_that_breaks_off_keeps_what_came(client: FlaskClient) -> None:
    body = lines(GOOD, GOOD) + b'\n{"text": "It is'
    answers = post(client, body, environ_overrides={"CONTENT_LENGTH": str(len(body) + 100)})
    assert [answer.get("status", 200) for answer in answers] == [200, 200, 400]


def test_the_answer_streams_before_the_body_ends() -> None:
    class Slow(io.BytesIO):
        def __init__(self) -> None:
            super().__init__()
            self.sent = iter([b"first\n", b"second\n"])
            self.go_on = threading.Event()
            self.asked = 0

        def read(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002
            self.asked += 1
            if self.asked == 2:
                assert self.go_on.wait(5)
            return next(self.sent, b"")

    stream = Slow()
    found = iter(Lines(stream, gzipped=False, longest=100, read_ahead=100))
    assert next(found) == b"first"
    stream.go_on.set()
    assert list(found) == [b"second"]


def test_reading_ahead_is_bounded_and_ends_with_its_reader() -> None:
    stream = io.BytesIO(b"x" * 99 + b"\n" + (b"y" * 99 + b"\n") * 50_000)
    source = Lines(stream, gzipped=False, longest=1000, read_ahead=1000)
    found = iter(source)
    assert next(found) == b"x" * 99
    source._reader.join(0.1)
    assert source._reader.is_alive()
    found.close()  # type: ignore[attr-defined]
    source._reader.join(5)
    assert not source._reader.is_alive()


class Pipe(io.RawIOBase):
    """A body that comes in pieces, each when the test gives it."""

    def __init__(self) -> None:
        self.pieces: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def read(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002
        return self.pieces.get(timeout=30)


@pytest.fixture
def two_at_once() -> State:
    state: State = create_app(Settings(max_running=2)).extensions["whosaid"]
    return state


def test_an_answer_does_not_wait_for_the_next_line(two_at_once: State) -> None:
    pipe = Pipe()
    answers = answered_lines(Lines(cast(IO[bytes], pipe), gzipped=False, longest=1000, read_ahead=1000), two_at_once)
    for key in range(3):
        pipe.pieces.put(lines({**GOOD, "key": key}) + b"\n")
        assert orjson.loads(next(answers))["key"] == key
    pipe.pieces.put(b"")
    assert list(answers) == []


def test_lines_that_are_annotated_at_once_are_answered_in_order(two_at_once: State) -> None:
    long = {"text": "“It is open,” Ann Lee said on Monday. " * 200}
    body = lines(*({**(GOOD if key % 3 else long), "key": key} for key in range(9)), {}, {**GOOD, "key": "last"})
    source = Lines(io.BytesIO(body), gzipped=False, longest=100_000, read_ahead=10**6)
    answers = [orjson.loads(line) for line in answered_lines(source, two_at_once)]
    assert [answer.get("key") for answer in answers] == [*range(9), None, "last"]
    assert answers[9]["status"] == 422


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_a_line_that_is_too_long_is_skipped_whole(newline: bytes) -> None:
    stream = io.BytesIO(b"a" + newline + b"b" * 500_000 + newline + b"c")
    found = list(Lines(stream, gzipped=False, longest=1000, read_ahead=10**6))
    assert [line.strip() if isinstance(line, bytes) else line.code for line in found] == [b"a", "too-long", b"c"]
    assert isinstance(found[1], ProblemError)
