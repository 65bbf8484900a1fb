"""How gunicorn serves Whosaid: `gunicorn --config python:server.gunicorn 'server:create_app()'`."""

import os
import shutil
import socket
import tempfile
from typing import Any

from server.annotation import weights
from server.settings import Settings, SettingsError

_settings = Settings.from_environment(os.environ)
weights.check()  # here, so that it is told once and not by every worker

bind = f"{_settings.host}:{_settings.port}"
workers = _settings.workers
worker_class = "server.worker.Worker"
# Threads beyond those that annotate and wait tell everybody else at once that all places are taken, and stand by
# clients that are slow to send or to take: a thread that waits for its client costs little.
threads = _settings.max_running + _settings.max_waiting + 256
# Every worker loads its own copy: the first annotators are Python objects, which workers could not share anyway.
preload_app = False
timeout = int(2 * _settings.deadline_seconds) + 30
graceful_timeout = int(_settings.deadline_seconds) + 5
keepalive = 5
accesslog = None  # the service logs its requests itself, without paths and queries
control_socket_disable = True
# Files in memory, where the system has a place for them: heartbeats wait for no disk, and the disk may be read-only.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108

_METRICS = "PROMETHEUS_MULTIPROC_DIR"


def on_starting(server: Any) -> None:  # noqa: ANN401 (gunicorn has no types)
    """Refuses an address on gunicorn's own command line that others could reach, and one that is taken."""
    for address in server.cfg.address:
        try:
            _settings.check_bind(address[0] if isinstance(address, tuple) else f"unix:{address}")
        except SettingsError as refusal:
            raise RuntimeError(str(refusal)) from None  # gunicorn tells this one in a line
        if isinstance(address, tuple) and not _is_inherited():
            _check_free(address)


def when_ready(server: Any) -> None:  # noqa: ANN401, ARG001 (gunicorn's signature)
    """Makes the folder in whose files the workers add up their counters; they hold numbers only."""
    try:
        os.environ[_METRICS] = tempfile.mkdtemp(prefix="whosaid-metrics-", dir=worker_tmp_dir)
    except OSError as refusal:
        raise RuntimeError(f"Nothing can be written, neither to /dev/shm nor to TMPDIR: {refusal.strerror}.") from None


def on_exit(server: Any) -> None:  # noqa: ANN401, ARG001 (gunicorn's signature)
    """Leaves nothing behind."""
    shutil.rmtree(os.environ[_METRICS], ignore_errors=True)


def child_exit(server: Any, worker: Any) -> None:  # noqa: ANN401, ARG001 (gunicorn's signature)
    """Takes a dead worker's live gauges out of the sum."""
    from prometheus_client.multiprocess import mark_process_dead  # reads the environment when imported

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def _is_inherited() -> bool:
    """Whether the sockets come from an older gunicorn that this one takes over from, or from systemd."""
    return "GUNICORN_FD" in os.environ or "LISTEN_FDS" in os.environ


def _check_free(address: tuple[str, int]) -> None:
    """Raises RuntimeError where another program listens; gunicorn itself would try for five seconds first."""
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError as refusal:
            where = f"{address[0]}:{address[1]}"
            raise RuntimeError(
                f"{where} cannot be bound ({refusal.strerror}). Stop what listens there, or set WHOSAID_PORT."
            ) from None
