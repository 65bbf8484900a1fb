"""What the views share: made once by create_app, found through the running app."""

from dataclasses import dataclass

from flask import current_app

from server.cache import Answers
from server.load import Gate
from server.metrics import Metrics
from server.service import Service
from server.settings import Settings

_KEY = "whosaid"


@dataclass(frozen=True, slots=True)
class State:
    """Settings, the loaded annotators, the gate in front of them, answers lately given, and the counters."""

    settings: Settings
    service: Service
    gate: Gate
    answers: Answers
    metrics: Metrics

    @classmethod
    def of(cls, settings: Settings) -> "State":
        """Loads what `settings` ask for."""
        gate = Gate(settings.max_running, settings.max_waiting, settings.deadline_seconds)
        return cls(settings, Service(), gate, Answers(settings.cache_bytes), Metrics())


def state() -> State:
    """The state of the app that answers the current request."""
    found: State = current_app.extensions[_KEY]
    return found
