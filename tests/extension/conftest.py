"""The real service, a news site of our own, and a real Chromium with the extension, for all tests here."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, Playwright

from tests.serving import serving

from .driver import SITE, Chromium, Tab, chromium
from .newsroom import newsroom

_ARTEFACTS = Path(__file__).parents[2] / "artefacts" / "extension"
Keep = Callable[[Page, str], None]


@pytest.fixture(scope="session")
def service(app: Flask) -> Iterator[str]:
    """The address of the service."""
    with serving(app) as address:
        yield address


@pytest.fixture(scope="session")
def news() -> Iterator[str]:
    """The address of the news site."""
    with newsroom() as port:
        yield f"http://{SITE}:{port}"


@pytest.fixture(scope="session")
def installed(playwright: Playwright, news: str) -> Iterator[Chromium]:
    # To the browser the site is public: a page of it may not call this machine, the extension may.
    port = news.rpartition(":")[2]
    with chromium(playwright, f"--ip-address-space-overrides=127.0.0.1:{port}=public") as browser:
        yield browser


@pytest.fixture
def browser(installed: Chromium, service: str) -> Iterator[Chromium]:
    """The browser with fresh settings; whatever a test opened is closed."""
    installed.reset(service)
    yield installed
    for page in installed.context.pages[1:]:
        page.close()


@pytest.fixture
def opened(browser: Chromium, news: str) -> Callable[[str], Tab]:
    """Opens a page of the news site."""
    return lambda path: browser.open(news + path)


@pytest.fixture
def tab(opened: Callable[[str], Tab]) -> Tab:
    """The article, open in front and not annotated."""
    return opened("/article")


@pytest.fixture(scope="session")
def keep() -> Keep:
    """Keeps a picture of a state, to be looked at."""
    _ARTEFACTS.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> None:
        page.screenshot(path=_ARTEFACTS / f"{name}.png")

    return take
