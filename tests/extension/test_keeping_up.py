"""A page that changes: the annotations follow within a second of quiet, and nothing wrong is ever marked."""

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Keep
from .driver import Tab, expected, layers_of

pytestmark = pytest.mark.browser

Open = Callable[[str], Tab]


def _is_right(tab: Tab, report: dict[str, Any]) -> bool:
    return bool(report.get("status") == "on" and tab.covered() == expected(report, layers_of(report)))


def test_components_that_are_drawn_anew(opened: Open) -> None:
    tab = opened("/renders")
    report = tab.annotate()
    before = tab.covered()
    tab.page.evaluate("renderAnew()")
    assert tab.covered() != before
    tab.page.wait_for_timeout(1000)
    assert tab.covered() == before == expected(report, layers_of(report))


def test_content_that_comes_late(opened: Open, keep: Keep) -> None:
    tab = opened("/late")
    tab.annotate()
    tab.page.evaluate("bringMore()")
    report = tab.wait_until(lambda report: "Imre Valdane" in _names(report))
    assert _is_right(tab, report)
    tab.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    keep(tab.page, "late-content")


def test_an_article_that_comes_after_the_click(opened: Open) -> None:
    tab = opened("/app/first")
    tab.page.evaluate("go('nowhere')")
    tab.click()
    tab.wait_for("waiting")
    tab.page.evaluate("go('second')")
    assert _is_right(tab, tab.wait_for("on"))


def test_going_on_in_a_single_page_application(opened: Open, keep: Keep) -> None:
    tab = opened("/app/first")
    tab.annotate()
    tab.page.evaluate("go('second')")
    report = tab.wait_until(lambda report: "Imre Valdane" in _names(report))
    assert report["source"]["url"].endswith("/app/second")
    assert _is_right(tab, report)
    keep(tab.page, "single-page-application")
    tab.page.evaluate("go('nowhere')")
    tab.wait_for("waiting")
    assert tab.covered() == {}
    tab.page.evaluate("go('first')")
    report = tab.wait_until(lambda report: "Lucan Thorngate" in _names(report))
    assert _is_right(tab, report)
    assert report["cached"], "coming back is instant"
    tab.click()
    tab.wait_for("off")
    tab.page.evaluate("go('second')")
    tab.page.wait_for_timeout(900)
    assert tab.report()["status"] == "off"
    assert tab.covered() == {}


def test_edited_words_are_not_marked_for_a_moment(opened: Open) -> None:
    tab = opened("/article")
    tab.annotate()
    marked_at_once = tab.page.evaluate(
        """async () => {
          const node = [...document.querySelectorAll("p")].find((p) => p.textContent.includes("Lucan")).firstChild;
          node.data = node.data.replace("I have nothing against trams", "I have a lot against all trams");
          // Before the browser paints again.
          await new Promise(requestAnimationFrame);
          const ranges = [...CSS.highlights].flatMap(([, highlight]) => [...highlight]);
          return ranges.filter((range) => range.startContainer === node && !range.collapsed).map(String);
        }"""
    )
    assert not any("trams" in words for words in marked_at_once)
    report = tab.wait_until(lambda report: "a lot against all trams" in report["source"]["text"])
    assert _is_right(tab, report)


def test_words_put_between_marked_words_are_not_marked(opened: Open) -> None:
    tab = opened("/article")
    tab.annotate()
    marked = tab.page.evaluate(
        """async () => {
          document.querySelector("em").before("by no means ");
          await new Promise(requestAnimationFrame);
          return [...CSS.highlights].flatMap(([, highlight]) => [...highlight]).map(String).join("|");
        }"""
    )
    assert "by no means" not in marked
    assert _is_right(tab, tab.wait_until(lambda report: "by no means" in report["source"]["text"]))


def test_what_changes_while_the_page_is_read_is_read_too(opened: Open) -> None:
    tab = opened("/late")
    # The article grows as soon as the click has put the card's host into the page: the first answer is not yet there.
    tab.page.evaluate(
        """() => new MutationObserver((_, observer) => {
          observer.disconnect();
          setTimeout(bringMore, 30);
        }).observe(document.documentElement, { childList: true })"""
    )
    tab.click()
    report = tab.wait_until(lambda report: "Imre Valdane" in _names(report))
    assert _is_right(tab, report)


def test_a_clock_in_the_page_does_not_make_it_ask_again(opened: Open) -> None:
    tab = opened("/article")
    tab.annotate()
    tab.page.evaluate(
        """() => {
          const clock = document.querySelector("header").appendChild(document.createElement("span"));
          setInterval(() => { clock.textContent = String(performance.now()); }, 50);
        }"""
    )
    before = tab.report()["milliseconds"]
    tab.page.wait_for_timeout(2500)
    report = tab.report()
    assert report["milliseconds"] == before
    assert _is_right(tab, report)


def test_a_page_that_never_rests_stays_right(opened: Open) -> None:
    tab = opened("/article")
    report = tab.annotate()
    tab.page.evaluate(
        """() => {
          const ticker = document.querySelector("#story").appendChild(document.createElement("p"));
          setInterval(() => { ticker.textContent = `Last seen ${performance.now()} milliseconds ago`; }, 50);
        }"""
    )
    tab.page.wait_for_timeout(3000)
    layers = tab.covered()
    assert layers["direct-1"] == expected(report, layers_of(report))["direct-1"]
    assert not any("Lastseen" in words for words in layers.values())


def _names(report: dict[str, Any]) -> list[str]:
    return [each["name"] for each in (report.get("answer") or {}).get("speakers", [])]
