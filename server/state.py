"""What the views share: made once by create_app, found through the running app."""

from dataclasses import dataclass

from flask import current_app

from server.load import Gate
from server.metrics import Metrics
from server.service import Service
from server.settings import Settings

_KEY = "whosaid"


@dataclass(frozen=True, slots=True)
class State:
    """Settings, the loaded annotators, the gate in front of them, and the counters."""

    settings: Settings
    service: Service
    gate: Gate
    metrics: Metrics

    @classmethod
    def of(cls, settings: Settings) -> "State":
        """Loads what `settings` ask for."""
        gate = Gate(settings.max_running, settings.max_waiting, settings.deadline_seconds)
        return cls(settings, Service(), gate, Metrics())


def state() -> State:
    """The state of the app that answers the current request."""
    found: State = current_app.extensions[_KEY]
    return found
