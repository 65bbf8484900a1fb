"""axe-core finds nothing in the panel, the options and the card; kinds stay apart in forced colours."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import Keep
from .driver import Chromium, Tab
from .shadow import Shadow

pytestmark = pytest.mark.browser

_AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
_SHEETS = ("shared/tokens.css", "shared/samples.css", "shared/card.css", "content/notice.css")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel(tab: Tab, scheme: Any, keep: Keep) -> None:
    tab.annotate()
    panel = tab.panel()
    panel.emulate_media(color_scheme=scheme)
    panel.set_viewport_size({"width": 360, "height": 900})
    panel.locator("#speakers .more").first.click()
    panel.get_by_label("Show from a score of").fill("10")
    assert _violations(panel) == []
    assert panel.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    keep(panel, f"panel-{scheme}")


def test_the_panel_with_a_problem(tab: Tab, browser: Chromium) -> None:
    browser.reset("http://127.0.0.1:9")
    tab.click()
    tab.wait_for("problem")
    panel = tab.panel()
    panel.locator("#trouble").wait_for()
    assert _violations(panel) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_options(browser: Chromium, scheme: Any) -> None:
    options = browser.page_of("options/index.html")
    options.emulate_media(color_scheme=scheme)
    expect(options.get_by_label("Address")).not_to_have_value("")
    options.get_by_role("button", name="Check the service").click()
    options.locator("#health").wait_for()
    assert _violations(options) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_card_and_notice(tab: Tab, browser: Chromium, scheme: Any) -> None:
    tab.annotate()
    shadow = Shadow(tab.page)
    shadow.wait_for("notice", "10 quotations")
    notice = shadow.html("notice")
    for _ in range(3):
        tab.ask(type="step", by=1)
    # axe cannot see into a closed shadow root: the same markup is shown in a page of its own, with the same sheets.
    page = browser.page_of("vendor/readability/README.md")
    page.emulate_media(color_scheme=scheme)
    links = "".join(f'<link rel="stylesheet" href="/{sheet}">' for sheet in _SHEETS)
    parts = shadow.html("card") + notice
    head = f'<!doctype html><html lang="en"><title>Card</title>{links}'
    page.set_content(f"{head}<main><h1>Card</h1>{parts}</main></html>")
    page.evaluate("document.querySelectorAll('[popover]').forEach((each) => each.showPopover())")
    page.wait_for_timeout(300)
    assert _violations(page) == []


def test_forced_colours_keep_the_kinds_apart(tab: Tab, keep: Keep) -> None:
    tab.page.emulate_media(forced_colors="active")
    tab.annotate()
    lines = {
        tab.page.evaluate(
            "(kind) => getComputedStyle(document.body, `::highlight(whosaid-${kind}-0)`).textDecorationStyle", kind
        )
        for kind in ("direct", "mixed", "indirect")
    }
    assert lines == {"solid", "double", "dashed"}
    keep(tab.page, "forced-colours")


def _violations(page: Page) -> list[str]:
    # Evaluated, not added as a script: the page's own policy holds for scripts.
    page.evaluate(_AXE.read_text(encoding="utf-8") + "\n;0")
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]]
