"""Clients that keep a thread waiting: what they send ends where their time is up."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from gunicorn.workers.gthread import ThreadWorker

from server.worker import PacedSocket, Worker


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The client's end and ours."""
    client, ours = socket.socketpair()
    with client, ours:
        yield client, ours


def test_what_comes_in_time_is_read(ends: tuple[socket.socket, socket.socket]) -> None:
    client, ours = ends
    paced = PacedSocket(ours, sending_seconds=5)
    client.sendall(b"a" * 100)
    assert paced.recv(60) == b"a" * 60
    assert paced.recv(60) == b"a" * 40
    client.close()
    assert paced.recv(60) == b""


def test_a_byte_now_and_then_does_not_buy_time(ends: tuple[socket.socket, socket.socket]) -> None:
    client, ours = ends
    paced = PacedSocket(ours, sending_seconds=0.3)
    stop = threading.Event()

    def trickle() -> None:
        while not stop.wait(0.05):
            client.sendall(b"a")

    sender = threading.Thread(target=trickle)
    sender.start()
    began = time.monotonic()
    while paced.recv(10):
        assert time.monotonic() - began < 5
    assert 0.2 < time.monotonic() - began < 2
    stop.set()
    sender.join()
    client.sendall(b"late")
    assert paced.recv(10) == b""


def test_a_steady_client_has_as_long_as_it_takes(ends: tuple[socket.socket, socket.socket]) -> None:
    client, ours = ends
    paced = PacedSocket(ours, sending_seconds=0.2)
    for _ in range(8):
        time.sleep(0.1)  # the service's time, not the client's
        client.sendall(b"a" * 100)
        assert paced.recv(100) == b"a" * 100


def test_who_does_not_take_the_answer_loses_the_connection(
    ends: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.worker.TAKING_SECONDS", 0.2)
    monkeypatch.setattr(ThreadWorker, "handle_request", lambda _worker, _req, conn: conn.sock.sendall(bytes(10**7)))
    with pytest.raises(ConnectionResetError):  # which gunicorn passes over in silence
        Worker.__new__(Worker).handle_request(None, SimpleNamespace(sock=ends[1]))


_HEAPS = """
import ctypes, threading
from server import heap
heap.share()
def allocate(): kept.append(bytearray(100_000) and [ctypes.create_string_buffer(50_000) for _ in range(10)])
kept = []
gate = threading.Barrier(8)
def run(): gate.wait(); allocate(); gate.wait()
threads = [threading.Thread(target=run) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc = ctypes.CDLL(None)
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts the heaps of glibc")
@pytest.mark.parametrize(("limit", "expected"), [({}, 1), ({"MALLOC_ARENA_MAX": "4"}, 4)])
def test_threads_share_one_heap_unless_told_otherwise(limit: dict[str, str], expected: int) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "MALLOC_ARENA_MAX"} | limit
    found = subprocess.run([sys.executable, "-c", _HEAPS], env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.count("<heap nr=") == expected
