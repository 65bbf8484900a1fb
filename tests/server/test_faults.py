"""gunicorn as operators run it, while things go wrong around it: killed, stopped, starved, kept waiting."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.benchmark.articles import article
from tests.benchmark.processes import HOST, ROOT, children_of, free_port, running, wait_until_listening

BODY = json.dumps({"text": article(60)}).encode()
GUNICORN = ("gunicorn", "--config", "python:server.gunicorn", "server:create_app()")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@contextmanager
def served(*start: str, **settings: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The port and the process of a service that has answered once."""
    port = free_port()
    with running(*(start or GUNICORN), settings={"WHOSAID_PORT": str(port), **settings}) as process:
        wait_until_listening(port, process)
        assert annotated(port)["length"]
        yield port, process


def posted(connection: http.client.HTTPConnection, body: bytes = BODY) -> None:
    """Asks for the annotations of `body`."""
    connection.request("POST", "/v1/annotate", body, {"Content-Type": "application/json"})


def connected(port: int) -> closing[http.client.HTTPConnection]:
    """A connection to ask on."""
    return closing(http.client.HTTPConnection(HOST, port, timeout=30))


def annotated(port: int) -> dict[str, Any]:
    """The answer to BODY."""
    with connected(port) as connection:
        posted(connection)
        response = connection.getresponse()
        answer: dict[str, Any] = json.load(response)
    assert response.status == 200, answer
    return answer


def until(condition: Any, seconds: float = 30) -> None:
    """Waits for `condition` to hold."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_killed_worker_costs_only_what_it_was_doing() -> None:
    answers: list[dict[str, Any]] = []
    broken: list[Exception] = []

    def client(port: int, end: float) -> None:
        while time.monotonic() < end:
            try:
                answers.append(annotated(port))
            except (OSError, http.client.HTTPException) as failure:
                broken.append(failure)

    with served() as (port, process):
        right = annotated(port)
        threads = [threading.Thread(target=client, args=(port, time.monotonic() + 3)) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        victim, *others = children_of(process.pid)
        os.kill(victim, signal.SIGKILL)
        time.sleep(0.1)
        assert annotated(port) == right
        for thread in threads:
            thread.join()
        until(lambda: len(children_of(process.pid)) == 2)
        assert victim not in children_of(process.pid)
        assert set(others) <= set(children_of(process.pid))
        assert annotated(port) == right
    assert answers
    assert all(answer == right for answer in answers)
    assert len(broken) <= 4  # what the worker was doing: at most one request of each client


def test_a_batch_says_how_far_it_came_when_the_service_is_stopped() -> None:
    count = 300
    lines = b"".join(json.dumps({"text": article(300), "key": key}).encode() + b"\n" for key in range(count))
    with served(WHOSAID_WORKERS="1") as (port, process), connected(port) as connection:
        connection.request("POST", "/v1/annotate/batch", lines, {"Content-Type": "application/x-ndjson"})
        response = connection.getresponse()
        answers = [json.loads(response.readline())]
        process.terminate()
        answers += [json.loads(line) for line in response]
        assert process.wait(30) == 0
    assert [answer["key"] for answer in answers] == list(range(count))
    done = [answer for answer in answers if "speakers" in answer]
    left = answers[len(done) :]
    assert 1 <= len(done) < count
    assert {(answer["type"], answer["status"]) for answer in left} == {("urn:whosaid:problem:stopping", 503)}


def test_a_request_is_answered_before_the_service_stops() -> None:
    with served(WHOSAID_WORKERS="1") as (port, process), connected(port) as connection:
        posted(connection, json.dumps({"text": article(5_000)}).encode())
        time.sleep(0.2)
        process.terminate()
        response = connection.getresponse()
        assert response.status == 200
        assert json.load(response)["quotations"]
        assert process.wait(30) == 0


def test_slow_and_vanishing_clients_keep_nobody_waiting() -> None:
    whole = b"POST /v1/annotate HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    with served() as (port, _):
        slow = [socket.create_connection((HOST, port)) for _ in range(200)]
        for number, client in enumerate(slow):
            client.sendall(whole + b"Content-Length: 1000\r\n\r\n{" if number % 2 else whole[:40])
        for turn in range(50):
            with socket.create_connection((HOST, port)) as gone:
                gone.sendall(whole if turn % 2 else whole + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY)
        time.sleep(0.5)
        began = time.monotonic()
        assert annotated(port)["length"]
        assert time.monotonic() - began < 5
        for client in slow:
            client.close()


def test_a_service_may_be_stopped_while_it_starts() -> None:
    port = free_port()
    with running(*GUNICORN, settings={"WHOSAID_PORT": str(port)}) as process:
        wait_until_listening(port, process)
        until(lambda: len(children_of(process.pid)) == 2)
        process.terminate()
        assert process.wait(30) == 0


@pytest.fixture
def read_only(tmp_path: Path) -> list[str]:
    """What to write before a command, and what kinds of places stay writable, so that it finds the disk read-only."""
    unshare = [shutil.which("unshare") or "unshare", "--map-root-user", "--mount"]
    try:
        subprocess.run([*unshare, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs unshare and the right to use it, to make the disk read-only")
    program = tmp_path / "read-only.sh"
    program.write_text(_READ_ONLY, encoding="utf-8")
    return [*unshare, "sh", str(program)]


_READ_ONLY = """
kept=$1; shift
awk '{print $2}' /proc/self/mounts | sort -r | while read -r place; do
    case "$place" in $kept|/proc*|/sys*|/dev|/dev/pts) ;; *) mount -o remount,bind,ro "$place" || exit 1 ;; esac
done
! touch "$0" 2>/dev/null || exit 1
exec "$@"
"""


def test_neither_a_disk_nor_a_home_is_needed(read_only: list[str]) -> None:
    port = free_port()
    process = subprocess.Popen(
        [*read_only, "/dev/shm", sys.executable, "-m", *GUNICORN],  # noqa: S108
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "WHOSAID_PORT": str(port)},
        stderr=subprocess.PIPE,
    )
    try:
        wait_until_listening(port, process)
        assert annotated(port)["length"]
        with connected(port) as connection:
            connection.request("GET", "/metrics")
            assert b"whosaid_texts_total 1.0" in connection.getresponse().read()
    finally:
        process.terminate()
        _, said = process.communicate(timeout=30)
    assert b"Traceback" not in said
    assert process.returncode == 0


def test_where_nothing_at_all_can_be_written_it_says_so(read_only: list[str]) -> None:
    command = [*read_only, "/none", sys.executable, "-m", *GUNICORN]
    environment = {"PATH": os.environ["PATH"], "WHOSAID_PORT": str(free_port())}
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert result.returncode == 1
    (line,) = [line for line in result.stderr.splitlines() if line and "[INFO]" not in line]
    assert line.startswith("Error: Nothing can be written, neither to /dev/shm nor to TMPDIR")
    article_text = subprocess.run(
        [*read_only, "/none", sys.executable, "-m", "flask", "--app", "server", "annotate", "-"],
        cwd=ROOT,
        env=environment,
        input=json.loads(BODY)["text"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert json.loads(article_text.stdout)["length"]


def test_the_clock_may_jump(tmp_path: Path) -> None:
    """Deadlines, waiting and gunicorn's watch over its workers go by the time that passed, not by the time of day."""
    (tmp_path / "sitecustomize.py").write_text(_JUMPING, encoding="utf-8")
    with served(WHOSAID_REQUESTS_PER_MINUTE="1000", PYTHONPATH=str(tmp_path)) as (port, process):
        workers = children_of(process.pid)
        for _ in range(10):
            assert annotated(port)["length"]
        time.sleep(2)
        assert annotated(port)["length"]
        assert children_of(process.pid) == workers


_JUMPING = """
import itertools, time
real, jumps = time.time, itertools.cycle((0, 86_400, -86_400))
time.time = lambda: real() + next(jumps)
"""
