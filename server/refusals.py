"""What the service cannot run with, its settings or its model, is told in a line by every command of flask."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from server.annotation.weights import WeightsError
from server.settings import SettingsError


@contextmanager
def told() -> Iterator[None]:
    """Ends a flask command in a line where settings or model are refused; elsewhere the caller gets the exception."""
    try:
        yield
    except (SettingsError, WeightsError) as refusal:
        if click.get_current_context(silent=True) is None:
            raise
        raise SystemExit(f"Error: {refusal}") from None
