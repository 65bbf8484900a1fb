"""A live service on a free port and a real Chromium whose every complaint fails the test."""

import shutil
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright

from tests.serving import serving

ARGUMENTS = ["--no-sandbox", "--headless=new", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[str]:
    with serving(app) as address:
        yield address


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about; a test that provokes a complaint takes it out."""
    return []


@pytest.fixture
def page(chromium: Browser, address: str, complaints: list[str]) -> Iterator[Page]:
    """The page at /, opened; it must not complain, nor ask for anything from elsewhere."""
    context = chromium.new_context(base_url=address, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = context.new_page()
    requested: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # Chromium reports each refused request, also where the page shows the refusal to the reader.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requested.append(request.url))
    page.goto("/")
    yield page
    context.close()
    assert complaints == []
    assert [url for url in requested if not url.startswith((address, "blob:"))] == []
