"""What the page says when the service refuses, is busy or is gone, and when it finds nothing."""

import hashlib
import json

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from server import create_app
from server.settings import Settings
from tests.serving import serving

from .painted import annotate, marks

pytestmark = pytest.mark.browser

GERMAN = (
    "Der Bürgermeister sagte am Montag, die neue Brücke über den Fluss werde im Mai eröffnet. Sie kostet viel Geld."
)
ENGLISH = "“The bridge will open in May,” Mayor Ann Lee said on Monday. It cost $12 million, the council said."


def _send(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Article").fill(text)
    page.get_by_role("button", name="Annotate").click()


def test_a_text_over_the_limit(page: Page) -> None:
    _send(page, "word " * 40_001)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("200,000 code points")
    expect(alert).to_contain_text("Shorten the text")
    expect(page.locator("#length")).to_have_text("200,005 of at most 200,000 characters")


def test_a_language_that_is_not_read(page: Page) -> None:
    _send(page, GERMAN * 3)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("only English is read")
    expect(alert).to_contain_text("Paste an article in English")
    _send(page, ENGLISH)
    expect(page.locator("#reading")).to_be_visible()
    expect(alert).to_be_hidden()


def test_a_service_that_wants_a_token(chromium: Browser) -> None:
    settings = Settings(token_sha256=hashlib.sha256(b"open sesame").hexdigest())
    with serving(create_app(settings)) as address:
        page = chromium.new_page(base_url=address)
        page.goto("/")
        token = page.get_by_label("API token")
        expect(token).to_be_visible()
        _send(page, ENGLISH)
        expect(page.get_by_role("alert")).to_contain_text("Enter the API token")
        expect(token).to_be_focused()
        token.fill("open sesame")
        page.keyboard.press("Enter")
        expect(page.locator("#reading")).to_be_visible()
        page.close()


def test_a_busy_service_is_asked_again_when_it_said(page: Page) -> None:
    busy = {"type": "urn:whosaid:problem:busy", "title": "Busy", "status": 503, "detail": "All places are taken."}

    def refuse(route: Route) -> None:
        headers = {"Retry-After": "1", "Content-Type": "application/problem+json"}
        route.fulfill(status=503, headers=headers, body=json.dumps(busy))

    page.route("**/v1/annotate", refuse, times=1)
    _send(page, ENGLISH)
    expect(page.get_by_role("alert")).to_contain_text("All places are taken.")
    expect(page.get_by_role("button", name="Try again in 1 second")).to_be_disabled()
    page.get_by_role("button", name="Try again", exact=True).click()
    expect(page.locator("#reading")).to_be_visible()


def test_a_service_that_is_gone(page: Page) -> None:
    page.route("**/v1/annotate", lambda route: route.abort(), times=1)
    _send(page, ENGLISH)
    expect(page.get_by_role("alert")).to_contain_text("Is the service still running?")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#reading")).to_be_visible()


def test_a_text_without_anything_to_mark(page: Page) -> None:
    answer = annotate(page, "Yes.")
    assert answer["quotations"] == []
    expect(page.locator("#speakers")).to_contain_text("Nobody is quoted")
    expect(page.locator("#claims-rest")).to_contain_text("Nothing in this text")
    for warning in answer["warnings"]:
        expect(page.locator("#notices")).to_contain_text(warning["detail"])
    assert marks(page) == []


def test_a_browser_without_highlights_still_shows_the_lists(chromium: Browser, address: str) -> None:
    page = chromium.new_page(base_url=address)
    page.add_init_script("delete globalThis.Highlight;")
    page.goto("/")
    annotate(page, ENGLISH)
    expect(page.locator("#notices")).to_contain_text("cannot show highlights")
    expect(page.locator("#speakers .speaker").first).to_be_visible()
    page.close()
