"""The options: which service, what is shown and how, which sites; every change takes effect."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from .conftest import Keep
from .driver import EXTENSION, SITE, Chromium, Tab, chromium

pytestmark = pytest.mark.browser

_COLOUR = "(layer) => getComputedStyle(document.body, `::highlight(whosaid-${layer})`).textDecorationColor"


@pytest.fixture
def options(browser: Chromium) -> Iterator[Page]:
    page = browser.page_of("options/index.html")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.locator("#keys dt").first.wait_for()
    expect(page.get_by_label("Address")).not_to_have_value("")
    yield page
    assert complaints == []


def test_the_service_is_checked(options: Page, browser: Chromium, keep: Keep) -> None:
    options.get_by_role("button", name="Check the service").click()
    expect(options.locator("#health")).to_contain_text("The service answers")
    expect(options.locator("#health")).to_contain_text("Whosaid 0.1.0, model whosaid")
    options.set_viewport_size({"width": 900, "height": 1800})
    keep(options, "options")
    browser.change(address="http://127.0.0.1:9/")
    options.get_by_role("button", name="Check the service").click()
    expect(options.locator("#health")).to_contain_text("Nothing answers at http://127.0.0.1:9/")


def test_another_address_is_kept(options: Page, browser: Chromium, service: str) -> None:
    address = service.replace("127.0.0.1", "localhost")
    options.get_by_label("Address").fill(address)
    options.get_by_role("button", name="Save").click()
    expect(options.locator("#health")).to_contain_text("The service answers")
    kept = browser.background("chrome.storage.local.get()")
    assert kept["address"] == f"{address}/"


def test_a_service_elsewhere_needs_a_token(options: Page) -> None:
    options.get_by_label("Address").fill("https://desk.example/whosaid")
    options.get_by_role("button", name="Save").click()
    assert options.locator("#token:invalid").count() == 1
    options.get_by_label("Address").fill("desk.example")
    assert options.locator("#address:invalid").count() == 1


def test_colours_take_effect_on_annotated_pages(options: Page, tab: Tab) -> None:
    tab.annotate()
    assert tab.page.evaluate(_COLOUR, "direct-0") == "rgb(0, 114, 178)"
    _choose(options, "Speaker 1", "#aa0044")
    _wait_for_colour(tab, "direct-0", "rgb(170, 0, 68)")
    assert tab.page.evaluate(_COLOUR, "direct-1") == "rgb(213, 94, 0)"
    swatch = tab.panel().locator("#speakers .swatch").first
    expect(swatch).to_have_css("background-color", "rgb(170, 0, 68)")
    options.get_by_role("button", name="Back to the colours").click()
    _wait_for_colour(tab, "direct-0", "rgb(0, 114, 178)")


def test_kinds_decide_what_the_next_page_shows(options: Page, opened: Callable[[str], Tab]) -> None:
    options.get_by_label("Claims, strongest").uncheck()
    options.get_by_label("Key phrases").check()
    tab = opened("/article")
    tab.annotate()
    layers = tab.covered()
    assert "phrase" in layers
    assert not any(name.startswith("claim") for name in layers)


def test_kept_answers_are_forgotten(options: Page, tab: Tab, browser: Chromium) -> None:
    tab.annotate()
    assert _answers(browser) == 1
    options.get_by_role("button", name="Forget kept answers").click()
    expect(options.locator("#status")).to_have_text("Answers forgotten")
    assert _answers(browser) == 0


def test_every_key_is_listed(options: Page) -> None:
    for keys in ("Alt+Shift+Q", "Alt+Shift+.", "Alt+Shift+,", "Alt+Shift+S"):
        expect(options.locator("#keys")).to_contain_text(keys)
    expect(options.locator("#keys")).to_contain_text("Annotate this page, or switch it off")


def test_allowed_sites_are_annotated_without_a_click(
    playwright: Playwright, service: str, news: str, tmp_path: Path
) -> None:
    # The browser's own question cannot be answered here, so this copy has the permission from the start.
    copy = tmp_path / "extension"
    shutil.copytree(EXTENSION, copy)
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    manifest["host_permissions"].append(f"*://{SITE}/*")
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with chromium(playwright, extension=copy) as browser:
        browser.reset(service)
        tab = browser.open(f"{news}/article")
        tab.annotate()
        panel = tab.panel()
        panel.get_by_label(f"Annotate {SITE} without a click").check()
        options = browser.page_of("options/index.html")
        expect(options.locator("#sites")).to_contain_text(SITE)
        other = browser.open(f"{news}/strict")
        other.wait_for("on")
        assert other.covered()
        front = browser.open(f"{news}/front")
        front.wait_for("waiting")
        options.get_by_role("button", name=f"Remove {SITE}").click()
        expect(options.locator("#sites")).to_contain_text("None")
        scripts = browser.background("chrome.scripting.getRegisteredContentScripts()")
        assert scripts == []


def _choose(options: Page, name: str, colour: str) -> None:
    options.get_by_label(name, exact=True).evaluate(
        "(input, colour) => { input.value = colour; input.dispatchEvent(new Event('change')); }", colour
    )


def _wait_for_colour(tab: Tab, layer: str, colour: str) -> None:
    for _ in range(60):
        if tab.page.evaluate(_COLOUR, layer) == colour:
            return
        tab.page.wait_for_timeout(50)
    raise AssertionError(tab.page.evaluate(_COLOUR, layer))


def _answers(browser: Chromium) -> int:
    kept = browser.background("chrome.storage.session.get()")
    return sum(name.startswith("answer ") for name in kept)
