"""How gunicorn serves Whosaid: `gunicorn --config python:server.gunicorn 'server:create_app()'`."""

import os
import shutil
import tempfile
from typing import Any

from server.settings import Settings

_settings = Settings.from_environment(os.environ)

bind = f"{_settings.host}:{_settings.port}"
workers = _settings.workers
worker_class = "gthread"
# Threads beyond those that annotate and wait answer probes and tell everybody else at once that all places are taken.
threads = _settings.max_running + _settings.max_waiting + 16
# Every worker loads its own copy: the first annotators are Python objects, which workers could not share anyway.
preload_app = False
timeout = int(2 * _settings.deadline_seconds) + 30
graceful_timeout = int(_settings.deadline_seconds) + 5
keepalive = 5
accesslog = None  # the service logs its requests itself, without paths and queries
control_socket_disable = True

# The workers add up their counters in files of this folder; they hold numbers only.
_metrics_folder = tempfile.mkdtemp(prefix="whosaid-metrics-")
raw_env = [f"PROMETHEUS_MULTIPROC_DIR={_metrics_folder}"]


def on_starting(server: Any) -> None:  # noqa: ANN401 (gunicorn has no types)
    """Refuses an address given on gunicorn's own command line that others could reach."""
    for address in server.cfg.address:
        _settings.check_bind(address[0] if isinstance(address, tuple) else f"unix:{address}")


def on_exit(server: Any) -> None:  # noqa: ANN401, ARG001 (gunicorn's signature)
    """Leaves nothing behind."""
    shutil.rmtree(_metrics_folder, ignore_errors=True)


def child_exit(server: Any, worker: Any) -> None:  # noqa: ANN401, ARG001 (gunicorn's signature)
    """Takes a dead worker's live gauges out of the sum."""
    from prometheus_client.multiprocess import mark_process_dead  # reads the environment when imported

    mark_process_dead(worker.pid, path=_metrics_folder)  # type: ignore[no-untyped-call]
