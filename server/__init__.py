"""Whosaid: marks in a news article who said what, what to check and what it is about."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

# The matrices are small: sharing one product out among threads costs more than it saves, and much more on a busy
# machine. Workers share the cores out instead. It has to be said before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# onnxruntime tells its makers of every model it loads, from its own machine code, and keeps an id of the machine in the
# home directory. Nothing leaves this machine. It has to be said before onnxruntime is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

if TYPE_CHECKING:
    from flask import Flask

    from server.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The service as a WSGI app; `settings` are read from the environment unless given.

    Raises SettingsError where a setting cannot be used or the service would stand open to the network, and WeightsError
    where a file of the model is missing or is not the one that belongs to this version.
    """
    # Imported here, as Flask's tutorial does: `server.annotation` is of use without a web service.
    from server import refusals

    with refusals.told():
        return _created(settings)


def _created(settings: Settings | None) -> Flask:
    from flask import Flask

    from server import cli, guard, health, heap, logs, openapi, page, problems, routes, timing
    from server.corpora import cli as corpora
    from server.json import OrjsonProvider
    from server.settings import Settings
    from server.state import State

    heap.share()
    settings = settings or Settings.from_environment(os.environ)
    settings.check_bind(cli.development_host() or settings.host)
    app = Flask(__name__, static_folder=None)
    app.json = OrjsonProvider(app)
    app.extensions["whosaid"] = State.of(settings)
    timing.init_app(app)
    problems.init_app(app)
    logs.init_app(app)
    guard.init_app(app, settings)
    for blueprint in (routes.bp, health.bp, openapi.bp, page.bp, cli.bp, corpora.bp):
        app.register_blueprint(blueprint)
    return app
