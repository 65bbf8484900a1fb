"""A reader's way in Chromium: one click, what is marked, the card, and a page that is as it was afterwards."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .conftest import Keep
from .driver import Chromium, Tab, expected, layers_of
from .shadow import Shadow

pytestmark = pytest.mark.browser

_WATCH = """() => {
  globalThis.changes = [];
  new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      globalThis.changes.push([type, target.nodeName, [...addedNodes].map(({ nodeName }) => nodeName).join()]);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}"""
_BOXES = """() => [...document.querySelectorAll("body, body *")].map((each) => {
  const { left, top, width, height } = each.getBoundingClientRect();
  return [each.nodeName, left, top + scrollY, width, height].join(" ");
})"""


@pytest.mark.parametrize("path", ["/article", "/strict", "/dark", "/renders"])
def test_one_click_marks_the_words_and_another_leaves_no_trace(
    opened: Callable[[str], Tab], keep: Keep, path: str
) -> None:
    tab = opened(path)
    before, boxes = tab.page.content(), tab.page.evaluate(_BOXES)
    tab.page.evaluate(_WATCH)
    report = tab.annotate()
    assert len(report["answer"]["quotations"]) >= 8
    assert report["anchored"]["missing"] == 0
    assert tab.covered() == expected(report, layers_of(report))
    assert tab.page.evaluate(_BOXES) == boxes, "nothing may move"
    changes = tab.page.evaluate("changes")
    assert changes == [["childList", "HTML", "WHOSAID-CARD"]], "only the host of the card may be added"
    keep(tab.page, f"annotated{path.replace('/', '-')}")
    tab.click()
    tab.wait_for("off")
    assert tab.page.content() == before
    assert tab.covered() == {}


def test_what_stands_beside_the_article_is_not_read(tab: Tab) -> None:
    text = tab.annotate()["source"]["text"]
    assert text.startswith("PORT ELLERY")
    assert "newsletter" not in text
    assert "Ellery Courier" not in text
    assert "who leads the opposition on the council" in text, "a line break in the source is a space"


def test_pointing_at_a_quotation_shows_who_said_it(tab: Tab, keep: Keep) -> None:
    report = tab.annotate()
    shadow = Shadow(tab.page)
    tab.page.mouse.move(*_place(tab.page, "whosaid-direct-0"))
    card = shadow.wait_for("card", "Ottoline Brask")
    assert "Mayor" in card
    assert "Direct quotation" in card
    score = next(each["score"] for each in report["answer"]["quotations"] if each["kind"] == "direct")
    assert f"{round(score * 100)} %" in card
    assert "Ottoline Brask also says the first rails" in card
    keep(tab.page, "card")
    # The pointer can go into the card; away from words and card it closes.
    tab.page.mouse.move(*shadow.place("card", "Copy quotation"), steps=8)
    tab.page.wait_for_timeout(500)
    assert shadow.text("card")
    tab.page.mouse.move(5, 700)
    tab.page.wait_for_timeout(500)
    assert shadow.text("card") == ""


def test_a_claim_tells_why_it_is_one(tab: Tab) -> None:
    report = tab.annotate()
    tab.page.mouse.move(*_place(tab.page, "whosaid-claim-4"))
    card = Shadow(tab.page).wait_for("card", "A claim:")
    claim = max(report["answer"]["claims"], key=lambda each: float(each["score"]))
    assert all(reason in card for reason in claim["reasons"])
    assert f"{round(claim['score'] * 100)} %" in card


def test_a_quotation_is_copied_with_its_speaker_and_a_link_to_its_words(tab: Tab, browser: Chromium, news: str) -> None:
    tab.annotate()
    shadow = Shadow(tab.page)
    tab.page.mouse.click(*_place(tab.page, "whosaid-direct-0"))
    shadow.wait_for("card", "Copy quotation")
    shadow.press("card", "Copy quotation")
    shadow.wait_for("card", "Copied")
    lines = _clipboard(browser).splitlines()
    assert lines[0].startswith("“This is the day we stop talking")
    assert lines[1] == "— Ottoline Brask, Mayor"
    assert lines[3].startswith(f"{news}/article#:~:text=%E2%80%9CThis%20is%20the%20day")
    shadow.press("card", "Copy link")
    tab.page.wait_for_timeout(300)
    assert _clipboard(browser) == lines[3]
    # A browser that is given the link finds the words, and scrolls to them.
    visit = browser.context.new_page()
    visit.set_viewport_size({"width": 800, "height": 300})
    visit.goto(lines[3])
    visit.wait_for_timeout(500)
    assert visit.evaluate("scrollY") > 0


def test_keys_lead_from_mark_to_mark(tab: Tab) -> None:
    tab.annotate()
    shadow = Shadow(tab.page)
    places = []
    for _ in range(4):
        tab.ask(type="step", by=1)
        assert shadow.text("card")
        places.append(tab.covered()["focus"])
    assert len(set(places)) == 4
    assert shadow.spoken().startswith("4 of ")
    tab.ask(type="step", by=-1)
    assert tab.covered()["focus"] == places[2]
    tab.page.keyboard.press("Tab")
    assert "Ottoline Brask" in shadow.text("card")
    assert tab.page.evaluate("document.activeElement.localName") == "whosaid-card", "the card's buttons come next"
    tab.page.keyboard.press("Escape")
    assert shadow.text("card") == ""


def test_coming_back_is_instant(tab: Tab) -> None:
    assert not tab.annotate()["cached"]
    tab.click()
    tab.wait_for("off")
    report = tab.annotate()
    assert report["cached"]
    assert report["milliseconds"]["asking"] < 300


def test_the_button_says_how_things_stand(tab: Tab, browser: Chromium) -> None:
    report = tab.annotate()
    badge = "(tabId) => Promise.all([chrome.action.getBadgeText({tabId}), chrome.action.getTitle({tabId})])"
    assert browser.background(badge, tab.id) == [
        str(len(report["answer"]["quotations"])),
        "Annotated; click to switch off",
    ]
    tab.click()
    tab.wait_for("off")
    assert browser.background(badge, tab.id) == ["", "Annotate this page"]


def _place(page: Page, layer: str) -> tuple[float, float]:
    """The middle of the first line of a highlight, scrolled into sight."""
    x, y = page.evaluate(
        """(layer) => {
          const ranges = [...CSS.highlights.get(layer)];
          ranges.sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
          ranges[0].startContainer.parentElement.scrollIntoView({ block: "center" });
          const { left, top, width, height } = ranges[0].getClientRects()[0];
          return [left + width / 2, top + height / 2];
        }""",
        layer,
    )
    return x, y


def _clipboard(browser: Chromium) -> str:
    page = browser.page_of("options/index.html")
    browser.context.grant_permissions(["clipboard-read"])
    words: str = page.evaluate("navigator.clipboard.readText()")
    page.close()
    return words
