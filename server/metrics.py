"""Counters for Prometheus: numbers and timings only, nothing of any text."""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from server.service import Answer

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The counters of one app; with several gunicorn workers, of all of them together."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "whosaid_requests", "Requests answered.", ["route", "method", "status"], registry=self._registry
        )
        self.seconds = Histogram(
            "whosaid_request_seconds",
            "Time to the answer (a batch: to its first line).",
            ["route"],
            buckets=(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
            registry=self._registry,
        )
        self._texts = Counter("whosaid_texts", "Texts annotated.", registry=self._registry)
        self._characters = Counter("whosaid_characters", "Code points annotated.", registry=self._registry)
        self._found = Counter("whosaid_annotations", "Annotations answered.", ["kind"], registry=self._registry)

    def count(self, answer: Answer) -> None:
        """Counts one annotated text."""
        self._texts.inc()
        self._characters.inc(len(answer.document.text))
        for kind in ("speakers", "quotations", "claims", "topics", "key_phrases"):
            self._found.labels(kind).inc(len(getattr(answer.annotations, kind)))

    def exposition(self) -> bytes:
        """All counters in Prometheus's text format."""
        registry = self._registry
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
