"""What the tests of annotators share: the service that runs all of them, loaded once."""

from collections.abc import Callable
from typing import Any

import pytest

from server.annotation.pipeline import Options
from server.service import AnnotateRequest, Answer, Service

Annotate = Callable[..., Answer]


@pytest.fixture(scope="session")
def annotate() -> Annotate:
    """Annotates an English text; keywords are Options, and `title`."""
    service = Service()

    def answer(text: str, title: str | None = None, **options: Any) -> Answer:
        return service.annotate(AnnotateRequest(text, title, language="en", options=Options(**options)))

    return answer
