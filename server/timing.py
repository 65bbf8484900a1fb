"""Tells each caller how long the stages of its own request took, in the header Server-Timing (W3C)."""

from contextlib import ExitStack

from flask import Flask, Response, g

from server.annotation.stages import Stopwatch, watched


def init_app(app: Flask) -> None:
    """Times the stages of every request; to be called before anything else that acts before or after requests."""

    @app.before_request
    def _begin() -> None:
        g.watching = ExitStack()
        g.watch = g.watching.enter_context(watched())

    @app.after_request
    def _tell(response: Response) -> Response:
        watch: Stopwatch | None = g.get("watch")
        if watch and watch.laps():
            response.headers["Server-Timing"] = server_timing(watch)
        return response

    @app.teardown_request
    def _end(_: BaseException | None) -> None:
        if watching := g.pop("watching", None):
            watching.close()


def server_timing(watch: Stopwatch) -> str:
    """The header's value: stages with their milliseconds."""
    return ", ".join(f"{stage};dur={1000 * seconds:.2f}" for stage, seconds in watch.laps().items())
