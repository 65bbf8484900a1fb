"""What all tests share: an app, a client, a runner, and an article of our own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from playwright.sync_api import Playwright, sync_playwright

from server import create_app
from server.settings import Settings

# Invented, as are all texts in these tests.
ARTICLE = """Council backs new bridge over the Sorrel

Council backs new bridge over the Sorrel

Mayor Ann Lee said on Monday that the bridge over the Sorrel would open in May. “We waited thirty years for this,” \
she told reporters. “Now it is here.”

The bridge cost $12.4 million, 15 percent more than planned, according to the council. Tom Hale, a former engineer, \
warned that the piers were “too thin” for heavy lorries.

“I have walked every inch of it,” Hale said, “and I would not drive a truck across.”

Similar Posts

Leave a Reply

Your email address will not be published.
"""


@pytest.fixture(scope="session")
def app() -> Flask:
    """One app for all tests: it keeps no state but counters. It has time, for it is not the machine that is tested."""
    return create_app(Settings(deadline_seconds=300.0))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One for all browsers: there cannot be two at a time."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and annotated articles beside the checkout; it is no part of the project."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared (corpora and annotated articles), which is not part of the project")
    return folder
