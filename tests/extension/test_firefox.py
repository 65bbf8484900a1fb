"""The core of the journey in Firefox: click, marks, card, panel, and a page that is as it was."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .driver import COVERED, expected, layers_of
from .firefox import Firefox, firefox

pytestmark = pytest.mark.browser

_PICTURES = Path(__file__).parents[2] / "artefacts" / "extension"
_HTML = "document.documentElement.outerHTML"


@pytest.fixture(scope="module")
def started() -> Iterator[Firefox]:
    with firefox() as browser:
        yield browser


@pytest.fixture
def browser(started: Firefox, service: str) -> Firefox:
    settings = json.dumps({"address": f"{service}/"})
    started.run(f"browser.storage.local.clear().then(() => browser.storage.local.set({settings}))", started.desk)
    return started


@pytest.mark.parametrize("path", ["/article", "/strict"])
def test_one_click_marks_the_words_and_another_leaves_no_trace(browser: Firefox, news: str, path: str) -> None:
    browser.visit(news + path)
    before = browser.run(_HTML)
    browser.click()
    report = _wait(lambda: browser.ask(type="report"), lambda report: report.get("status") == "on")
    assert len(report["answer"]["quotations"]) >= 8
    assert report["anchored"]["missing"] == 0
    assert _covered(browser) == expected(report, layers_of(report))
    assert browser.run(_HTML).replace(_host(browser), "") == before
    _PICTURES.mkdir(parents=True, exist_ok=True)
    browser.picture(_PICTURES / f"firefox{path.replace('/', '-')}.png")
    browser.click()
    _wait(lambda: browser.ask(type="report"), lambda report: report.get("status") == "off")
    assert browser.run(_HTML) == before
    assert _covered(browser) == {}


def test_the_panel_leads_into_the_page(browser: Firefox, news: str) -> None:
    browser.visit(f"{news}/article")
    browser.click()
    report = _wait(lambda: browser.ask(type="report"), lambda report: report.get("status") == "on")
    panel = browser.open(f"panel/index.html?tab={browser.tab_id()}")
    names = "[...document.querySelectorAll('.speaker-name')].map(({ textContent }) => textContent)"
    speakers = [each["name"] for each in report["answer"]["speakers"]]
    _wait(lambda: browser.run(names, panel), lambda found: found == speakers)
    browser.picture(_PICTURES / "firefox-panel.png", panel)
    browser.run("document.querySelectorAll('#speakers .speaker')[1].click()", panel)
    said = next(each for each in report["answer"]["quotations"] if each["speaker"] == "s2")
    words = "".join("".join(span["exact"].split()) for span in said["content"])
    _wait(lambda: _covered(browser), lambda found: found.get("focus") == words)
    browser.ask(type="step", by=1)
    browser.picture(_PICTURES / "firefox-card.png")
    browser.send("browsingContext.close", context=panel)
    browser.ask(type="clear")


def test_every_key_does_what_it_says(browser: Firefox, news: str) -> None:
    browser.visit(f"{news}/article")
    browser.press("W")
    _wait(lambda: browser.ask(type="report"), lambda report: report.get("status") == "on")
    browser.press("VK_PERIOD")
    first = _wait(lambda: _covered(browser).get("focus"), bool)
    browser.press("VK_PERIOD")
    _wait(lambda: _covered(browser).get("focus"), lambda words: words != first)
    browser.press("VK_COMMA")
    _wait(lambda: _covered(browser).get("focus"), lambda words: words == first)
    browser.press("S")
    _wait(lambda: browser.run_in_window("SidebarController.isOpen"), bool)
    assert "whosaid" in browser.run_in_window("SidebarController.currentID")
    browser.run_in_window("SidebarController.hide()")
    browser.press("W")
    _wait(lambda: browser.ask(type="report"), lambda report: report.get("status") == "off")


def test_the_options_answer_for_the_service(browser: Firefox) -> None:
    options = browser.open("options/index.html")
    keys = "document.getElementById('keys').textContent"
    _wait(lambda: browser.run(keys, options), lambda found: "Alt+Shift+W" in found)
    _wait(lambda: browser.run("document.getElementById('address').value", options), bool)
    browser.run("document.getElementById('check').click()", options)
    words = "document.getElementById('health').textContent"
    _wait(lambda: browser.run(words, options), lambda found: "The service answers" in found)
    browser.picture(_PICTURES / "firefox-options.png", options)
    browser.send("browsingContext.close", context=options)


def _covered(browser: Firefox) -> dict[str, str]:
    layers: dict[str, str] = browser.run(f"({COVERED})()")
    return {name: words for name, words in layers.items() if words}


def _host(browser: Firefox) -> str:
    html: str = browser.run("document.querySelector('whosaid-card').outerHTML")
    return html


def _wait(read: Callable[[], Any], holds: Callable[[Any], bool]) -> Any:
    for _ in range(150):
        found = read()
        if holds(found):
            return found
        time.sleep(0.05)
    raise AssertionError(f"Still: {found}")
