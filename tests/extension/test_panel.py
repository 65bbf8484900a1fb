"""The panel: lists that lead into the page, filters, search, exports; the same by keyboard."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, expect

from .conftest import Keep
from .driver import Chromium, Tab, expected, layers_of
from .shadow import Shadow

pytestmark = pytest.mark.browser


class Beside(NamedTuple):
    """A panel, the page it is about, and what was found there."""

    panel: Page
    tab: Tab
    report: dict[str, Any]

    @property
    def answer(self) -> dict[str, Any]:
        found: dict[str, Any] = self.report["answer"]
        return found


@pytest.fixture
def beside(tab: Tab) -> Iterator[Beside]:
    report = tab.annotate()
    panel = tab.panel()
    complaints: list[str] = []
    panel.on("pageerror", lambda error: complaints.append(str(error)))
    panel.set_viewport_size({"width": 400, "height": 900})
    expect(panel.locator("#headline")).to_have_text("Council backs harbour tram after nine-hour debate")
    yield Beside(panel, tab, report)
    assert complaints == []


def test_it_lists_everything_that_was_found(beside: Beside, keep: Keep) -> None:
    panel, answer = beside.panel, beside.answer
    expect(panel.locator("#speakers .speaker-name")).to_have_text([each["name"] for each in answer["speakers"]])
    expect(panel.locator("#phrases button")).to_have_text([each["text"] for each in answer["key_phrases"]])
    for topic in answer["topics"]:
        expect(panel.get_by_role("button", name=topic["label"])).to_be_visible()
    flagged = [each for each in answer["claims"] if each["score"] >= beside.report["view"]["threshold"]]
    expect(panel.locator("#claims > li")).to_have_count(len(flagged))
    expect(panel.locator("#status")).to_contain_text("10 quotations, 4 speakers")
    panel.set_viewport_size({"width": 400, "height": 1560})
    keep(panel, "panel")


def test_a_click_leads_to_the_words(beside: Beside) -> None:
    panel, tab, _ = beside
    tab.page.set_viewport_size({"width": 1000, "height": 300})
    speaker = panel.locator("#speakers > li").nth(1)
    for quotation in (each for each in beside.answer["quotations"] if each["speaker"] == "s2"):
        speaker.locator(".speaker").click()
        tab.wait_until(lambda _, spans=quotation["content"]: _focus(tab) == _characters(spans))
        assert tab.page.evaluate(
            """() => {
              const { top, bottom } = [...CSS.highlights.get("whosaid-focus")][0].getBoundingClientRect();
              return top >= 0 && bottom <= innerHeight;
            }"""
        )
    speaker.get_by_role("button", name="of Lucan Thorngate").click()
    speaker.locator(".quotation").last.click()
    panel.locator("#claims button").first.click()
    best = max(beside.answer["claims"], key=lambda each: float(each["score"]))
    tab.wait_until(lambda _: _focus(tab) == _characters([best["span"]]))


def test_topics_and_phrases_mark_their_words(beside: Beside) -> None:
    panel, tab, _ = beside
    phrase = next(each for each in beside.answer["key_phrases"] if each["text"] == "harbour")
    button = panel.locator("#phrases").get_by_role("button", name="harbour")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    tab.wait_until(lambda _: tab.covered().get("evidence") == _characters(phrase["mentions"]))
    button.click()
    tab.wait_until(lambda _: "evidence" not in tab.covered())


def test_filters_change_page_and_lists_together(beside: Beside) -> None:
    panel, tab, _ = beside
    panel.get_by_role("checkbox", name="Direct quotations 3").uncheck()
    report = tab.wait_until(lambda report: "direct" not in report["view"]["kinds"])
    assert not any(name.startswith("direct") for name in tab.covered())
    assert tab.covered() == expected(report, layers_of(report))
    panel.get_by_role("checkbox", name="Direct quotations 3").check()
    panel.get_by_label("Show from a score of").fill("0")
    report = tab.wait_until(lambda report: report["view"]["threshold"] == 0)
    assert tab.covered() == expected(report, layers_of(report))
    expect(panel.locator("#claims > li")).to_have_count(len(beside.answer["claims"]))
    panel.get_by_label("Speaker", exact=True).select_option("Lucan Thorngate")
    tab.wait_until(lambda report: report["view"]["only"] == "s2")
    assert {name[-1] for name in tab.covered() if not name.startswith("claim")} == {"1"}
    expect(panel.locator("#speakers .speaker-name")).to_have_text(["Lucan Thorngate"])


def test_search_in_what_was_said(beside: Beside, keep: Keep) -> None:
    panel = beside.panel
    panel.get_by_role("searchbox").fill("nobody HAS read")
    expect(panel.locator("#speakers .speaker-name")).to_have_text(["Lucan Thorngate"])
    expect(panel.locator("#speakers .quotation")).to_have_count(1)
    expect(panel.locator("#speakers .quotation")).to_be_visible()
    expect(panel.locator("#status")).to_have_text("Found: 1 quotation, 0 claims")
    keep(panel, "panel-search")
    panel.get_by_role("searchbox").fill("no such words")
    expect(panel.locator("#speakers")).to_have_text("Nobody says this here.")


def test_exports(beside: Beside) -> None:
    panel, tab, report = beside
    answer = json.loads(_downloaded(panel, "JSON"))
    assert answer == beside.answer
    page = json.loads(_downloaded(panel, "W3C JSON-LD"))
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == sum(len(answer[name]) for name in ("quotations", "claims", "topics"))
    text = report["source"]["text"]
    for item in page["items"]:
        assert item["target"]["source"] == tab.page.url
        position, quote = item["target"]["selector"][:2]
        assert text[position["start"] : position["end"]] == quote["exact"]
    words = _downloaded(panel, "Markdown")
    assert words.startswith("# Council backs harbour tram")
    assert "**Lucan Thorngate** (direct)" in words


def test_it_works_by_keyboard_alone(beside: Beside) -> None:
    panel, tab, _ = beside
    panel.bring_to_front()
    controls = "body :is(button, input, select):not([hidden] *, [hidden])"
    wanted = panel.locator(controls).count()
    seen = set()
    panel.locator("body").evaluate("document.activeElement.blur()")
    for _ in range(wanted + 10):
        panel.keyboard.press("Tab")
        place = panel.evaluate(f'[...document.querySelectorAll("{controls}")].indexOf(document.activeElement)')
        if place >= 0:
            seen.add(place)
            assert panel.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert len(seen) == wanted
    panel.get_by_role("button", name="Go to the next mark").press("Enter")
    tab.wait_until(lambda _: bool(_focus(tab)))
    panel.get_by_role("button", name="Switch off").press("Enter")
    tab.wait_for("off")
    expect(panel.locator("#found")).to_be_hidden()
    expect(panel.get_by_role("button", name="Annotate this page")).to_be_visible()


def test_it_can_switch_a_page_on_again(tab: Tab) -> None:
    tab.annotate()
    panel = tab.panel()
    panel.get_by_role("button", name="Switch off").click()
    tab.wait_for("off")
    panel.get_by_role("button", name="Annotate this page").click()
    tab.wait_for("on")
    expect(panel.locator("#speakers > li").first).to_be_visible()


def test_the_notice_on_the_page_opens_it_beside(tab: Tab, browser: Chromium, news: str) -> None:
    tab.annotate()
    shadow = Shadow(tab.page)
    shadow.wait_for("notice", "4 speakers")
    shadow.press("notice", "Open the panel")
    panel = browser.wait_for_view("panel/index.html")
    headline = "document.getElementById('headline').textContent"
    panel.wait_for(headline, "Council backs harbour tram after nine-hour debate")
    # It follows the reader from tab to tab.
    is_hidden = "document.getElementById('found').hidden"
    browser.open(f"{news}/late")
    panel.wait_for(is_hidden, True)
    tab.page.bring_to_front()
    panel.wait_for(is_hidden, False)
    panel.run("document.querySelectorAll('.speaker')[3].click()")
    tab.wait_until(lambda _: "fourofthelastfivetramlines" in _focus(tab))
    tab.click()
    panel.wait_for(is_hidden, True)


def test_a_page_that_was_not_opened_to_it_is_explained(opened: Callable[[str], Tab]) -> None:
    panel = opened("/article").panel()
    expect(panel.locator("#state")).to_contain_text("This page has not been read.")
    panel.get_by_role("button", name="Annotate this page").click()
    expect(panel.locator("#trouble")).to_contain_text("Press the toolbar button")


def _downloaded(panel: Page, form: str) -> str:
    panel.get_by_label("Format of the export").select_option(form)
    with panel.expect_download() as download:
        panel.get_by_role("button", name="Download").click()
    expect(panel.locator("#status")).to_contain_text("Saved: annotations.")
    panel.wait_for_timeout(50)
    return download.value.path().read_text(encoding="utf-8")


def _focus(tab: Tab) -> str:
    return tab.covered().get("focus", "")


def _characters(spans: list[dict[str, Any]]) -> str:
    return "".join("".join(span["exact"].split()) for span in spans)
