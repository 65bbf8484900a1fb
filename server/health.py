"""/healthz, /readyz, /metrics: for supervisors and dashboards."""

from typing import Any

from flask import Blueprint, Response

from server.metrics import CONTENT_TYPE
from server.problems import ProblemError
from server.state import state

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> dict[str, Any]:
    """The process is up."""
    return {"status": "up"}


@bp.get("/readyz")
def readyz() -> dict[str, Any]:
    """The model is loaded, and a probe sentence has just been annotated as it should."""
    if not state().service.probe():
        raise ProblemError("busy", "The probe sentence was not annotated as it should.", headers={"Retry-After": "5"})
    return {"status": "ready"}


@bp.get("/metrics")
def metrics() -> Response:
    """Prometheus text."""
    return Response(state().metrics.exposition(), content_type=CONTENT_TYPE)
