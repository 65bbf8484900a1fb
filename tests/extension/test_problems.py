"""What is wrong is said, each with its remedy, on the page and in the panel."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect

from server import create_app
from server.settings import Settings
from tests.serving import serving

from .conftest import Keep
from .driver import Chromium, Tab
from .fakes import ABOUT, Reply, fake_service, problem
from .shadow import Shadow

pytestmark = pytest.mark.browser


def test_a_service_that_is_not_running(tab: Tab, browser: Chromium, service: str, keep: Keep) -> None:
    before = tab.page.content()
    browser.reset("http://127.0.0.1:9")
    tab.click()
    tab.wait_for("problem")
    shadow = Shadow(tab.page)
    assert "flask run" in shadow.wait_for("notice", "The service does not answer")
    assert "127.0.0.1:9" in shadow.text("notice")
    assert "flask run" in shadow.spoken()
    keep(tab.page, "service-down")
    panel = tab.panel()
    expect(panel.locator("#trouble")).to_contain_text("flask run")
    panel.close()
    # The remedy works: the service is there, and the button tries again.
    browser.change(address=f"{service}/")
    tab.page.bring_to_front()
    shadow.press("notice", "Try again")
    tab.wait_for("on")
    tab.click()
    tab.wait_for("off")
    assert tab.page.content() == before


def test_closing_the_message_leaves_the_page_as_it_was(tab: Tab, browser: Chromium) -> None:
    before = tab.page.content()
    browser.reset("http://127.0.0.1:9")
    tab.click()
    tab.wait_for("problem")
    shadow = Shadow(tab.page)
    shadow.wait_for("notice", "The service does not answer")
    shadow.press("notice", "Close")
    tab.wait_for("off")
    assert tab.page.content() == before


def test_text_and_title_are_sent_and_nothing_else(tab: Tab, browser: Chromium) -> None:
    heard: list[dict[str, str]] = []
    with fake_service(problem(503, "busy"), heard=heard) as address:
        browser.reset(address)
        tab.click()
        tab.wait_for("problem")
    [body] = heard
    assert body.keys() == {"text", "title", "offset_unit"}
    assert body["title"] == "Council backs harbour tram after nine-hour debate"
    assert "http" not in body["text"]


_ANSWERS = [
    (problem(401, "token-required"), "token", "Enter its API token"),
    (problem(403, "origin-not-allowed"), "not-allowed", "WHOSAID_ALLOWED_ORIGINS=chrome-extension://"),
    (problem(413, "too-long", "At most 200 code points."), "too-long", "At most 200 code points."),
    (problem(422, "unsupported-language"), "not-english", "English"),
    (problem(429, "too-many-requests", Retry_After="7"), "too-many", "Try again in 7 seconds"),
    (problem(503, "busy", Retry_After="3"), "busy", "Try again in 3 seconds"),
    (problem(503, "past-deadline"), "timed-out", "WHOSAID_DEADLINE_SECONDS"),
    (problem(500, "internal-error"), "other", "look into the service’s log"),
    (Reply(502, {}), "not-whosaid", "is not Whosaid"),
]


@pytest.mark.parametrize(("reply", "code", "remedy"), _ANSWERS, ids=[code for _, code, _ in _ANSWERS])
def test_what_the_service_refuses(tab: Tab, browser: Chromium, reply: Reply, code: str, remedy: str) -> None:
    with fake_service(reply) as address:
        browser.reset(address)
        tab.click()
        assert tab.wait_for("problem")["problem"]["code"] == code
        Shadow(tab.page).wait_for("notice", remedy)


@pytest.mark.parametrize(
    ("about", "code", "remedy"),
    [
        ({"name": "airplay"}, "not-whosaid", "flask run --port 5050"),
        (ABOUT | {"api_version": "2"}, "wrong-version", "Update the older of the two"),
    ],
)
def test_another_program_or_version(tab: Tab, browser: Chromium, about: dict[str, str], code: str, remedy: str) -> None:
    with fake_service(Reply(200, {}), about) as address:
        browser.reset(address)
        tab.click()
        assert tab.wait_for("problem")["problem"]["code"] == code
        Shadow(tab.page).wait_for("notice", remedy)


def test_a_real_service_with_a_token_and_a_limit(tab: Tab, browser: Chromium) -> None:
    digest = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"  # of “secret”
    with serving(_app(token_sha256=digest, max_text_length=100)) as address:
        browser.reset(address)
        tab.click()
        assert tab.wait_for("problem")["problem"]["code"] == "token"
        browser.change(token="secret")  # noqa: S106
        tab.click()
        report = tab.wait_until(lambda report: (report["problem"] or {}).get("code") == "too-long")
        assert "100" in report["problem"]["values"][0]


def test_another_host_needs_a_permission(tab: Tab, browser: Chromium) -> None:
    browser.reset("http://desk.example:5000")
    tab.click()
    assert tab.wait_for("problem")["problem"]["code"] == "host-permission"
    Shadow(tab.page).wait_for("notice", "desk.example:5000")


def test_a_page_that_is_no_article(opened: Callable[[str], Tab], keep: Keep) -> None:
    tab = opened("/front")
    tab.click()
    assert tab.wait_for("waiting")["problem"]["code"] == "no-article"
    shadow = Shadow(tab.page)
    shadow.wait_for("notice", "Open one article rather than a page that lists many")
    keep(tab.page, "no-article")
    shadow.press("notice", "Read it all the same")
    report = tab.wait_for("on")
    assert "Headline number 7" in report["source"]["text"]


def test_a_page_in_another_language(opened: Callable[[str], Tab], keep: Keep) -> None:
    tab = opened("/german")
    tab.click()
    assert tab.wait_for("problem")["problem"]["code"] == "not-english"
    Shadow(tab.page).wait_for("notice", "Only English is read")
    keep(tab.page, "not-english")


def test_a_page_that_says_it_is_not_free(opened: Callable[[str], Tab]) -> None:
    tab = opened("/paid")
    assert "perhaps only part of it is here" in tab.annotate()["notices"][0]
    Shadow(tab.page).wait_for("notice", "perhaps only part of it is here")


def test_a_page_that_the_browser_keeps_closed(browser: Chromium, keep: Keep) -> None:
    tab = browser.open("chrome://version/")
    tab.click()
    popup = browser.wait_for_view("panel/index.html?popup")
    popup.wait_for("document.querySelector('#trouble .title')?.textContent", "The browser keeps this page closed")
    assert browser.background("(tabId) => chrome.action.getBadgeText({tabId})", tab.id) == "!"
    panel = tab.panel()
    expect(panel.locator("#trouble")).to_contain_text("No extension may read the browser’s own pages")
    keep(panel, "closed-page")


def _app(**settings: object) -> Flask:
    return create_app(Settings(**settings))  # type: ignore[arg-type]
