"""Saved pages of real sites, annotated in a real browser: `python -m tests.benchmark.pages FOLDER`.

FOLDER holds one folder a page with `source.html` in it. Each page is opened as if from its site, without its scripts
and pictures, and the toolbar button is clicked. It is checked that every span that the service returned is marked with
exactly its words and nothing else is, and that the page's HTML is afterwards what it was. Exit code 1 if one of them
fails. The service runs in this process, warm.
"""

import argparse
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import sync_playwright

from server import create_app
from server.settings import Settings
from tests.benchmark.table import table
from tests.extension.driver import SITE, Chromium, Tab, chromium, expected, layers_of
from tests.serving import QuietHandler, listening, running, serving

_TARGET_MS, _EXTENSION_TARGET_MS = 1500.0, 300.0
_ABOUT_1000_WORDS = range(700, 1301)
_ALL_KINDS = ["direct", "mixed", "indirect", "names", "claims", "phrases"]

# Neither scripts nor anything from elsewhere: a saved page is looked at as it was saved.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

# How long until highlights are there, told from the moment before the click.
_CLOCK = """() => {
  const start = performance.now();
  const look = () => {
    if (CSS.highlights.size > 0) requestAnimationFrame(() => { globalThis.whosaidShown = performance.now() - start; });
    else requestAnimationFrame(look);
  };
  look();
}"""


class Seen(NamedTuple):
    """What one page came to; times in milliseconds, `click` from the click to highlights on the screen."""

    name: str
    outcome: str
    words: int = 0
    spans: int = 0
    missing: int = 0
    is_right: bool = True
    is_restored: bool = True
    click: float = 0
    finding: float = 0
    asking: float = 0
    painting: float = 0

    @property
    def extension(self) -> float:
        """Milliseconds spent in the extension itself."""
        return self.finding + self.painting


def main() -> int:
    """Goes through all pages and prints what was seen."""
    options = _options()
    pages = sorted(path for path in options.folder.iterdir() if (path / "source.html").is_file())
    with (
        _site(options.folder) as port,
        serving(create_app(Settings())) as address,
        sync_playwright() as playwright,
        chromium(playwright, f"--ip-address-space-overrides=127.0.0.1:{port}=public") as browser,
    ):
        browser.reset(address)
        _warm(browser, port, pages[0])
        seen = [look(browser, f"http://{SITE}:{port}/{page.name}/source.html", page.name) for page in pages]
    _report(seen, options.verbose)
    annotated = [each for each in seen if each.outcome == "on"]
    failures = sum(each.missing for each in annotated)
    return int(failures > 0 or not all(each.is_right and each.is_restored for each in seen))


def look(browser: Chromium, url: str, name: str) -> Seen:
    """One page: annotated, compared, and switched off."""
    tab = browser.open(url)
    try:
        return _looked(tab, name)
    finally:
        tab.page.close()


def _looked(tab: Tab, name: str) -> Seen:
    before = tab.page.content()
    tab.page.evaluate(_CLOCK)
    tab.click()
    report = tab.wait_until(lambda report: report.get("status") in ("on", "waiting", "problem"))
    if report["status"] != "on":
        tab.ask(type="clear")
        return Seen(name, report["problem"]["code"], is_restored=tab.page.content() == before)
    tab.page.wait_for_timeout(100)
    click = tab.page.evaluate("globalThis.whosaidShown ?? 0")
    everything = tab.ask(type="view", view={"kinds": _ALL_KINDS, "threshold": 0, "only": None})
    is_right = tab.covered() == _expected(everything)
    tab.click()
    tab.wait_for("off")
    return Seen(
        name,
        "on",
        words=len(report["source"]["text"].split()),
        spans=report["anchored"]["spans"],
        missing=report["anchored"]["missing"],
        is_right=is_right,
        is_restored=tab.page.content() == before and tab.covered() == {},
        click=click,
        **report["milliseconds"],
    )


def _expected(report: dict[str, Any]) -> dict[str, str]:
    layers = layers_of(report)
    phrases = [span for phrase in report["answer"]["key_phrases"] for span in phrase["mentions"]]
    return expected(report, {**layers, "phrase": phrases})


def _warm(browser: Chromium, port: int, page: Path) -> None:
    """Once around, so that nothing is measured that happens only at the start."""
    look(browser, f"http://{SITE}:{port}/{page.name}/source.html", page.name)
    browser.background("() => chrome.storage.session.clear()")


def _report(seen: list[Seen], is_verbose: bool) -> None:
    annotated = [each for each in seen if each.outcome == "on"]
    middling = [each for each in annotated if each.words in _ABOUT_1000_WORDS]
    if is_verbose:
        head = "page outcome words spans missing right restored click finding asking painting".split()
        print(table(head, [[*each[:5], *("yes" if flag else "NO" for flag in each[5:7]), *each[7:]] for each in seen]))
    outcomes = Counter(each.outcome for each in seen)
    print(f"{len(seen)} pages: " + ", ".join(f"{number} {outcome}" for outcome, number in outcomes.most_common()))
    spans, missing = sum(each.spans for each in annotated), sum(each.missing for each in annotated)
    print(f"{spans:,} spans, {missing} not found in the page")
    print(f"{sum(not each.is_right for each in annotated)} pages where other words are marked than those")
    print(f"{sum(not each.is_restored for each in seen)} pages that were not the same afterwards")
    rows = [_times("all annotated", annotated), _times("700 to 1,300 words", middling)]
    print(table(["ms, median / worst", "pages", "click to highlights", "extension", "service and browser"], rows))
    if middling:
        click = statistics.median(each.click for each in middling)
        own = statistics.median(each.extension for each in middling)
        print(f"targets for 1,000 words: click {click <= _TARGET_MS}, extension {own <= _EXTENSION_TARGET_MS}")


def _times(name: str, seen: list[Seen]) -> list[str | int]:
    def pair(values: list[float]) -> str:
        return f"{statistics.median(values):,.0f} / {max(values):,.0f}" if values else "–"

    columns = [[each.click for each in seen], [each.extension for each in seen], [each.asking for each in seen]]
    return [name, len(seen), *map(pair, columns)]


@contextmanager
def _site(folder: Path) -> Iterator[int]:
    """The port on which the saved pages are served meanwhile."""

    class Handler(QuietHandler):
        def get(self) -> None:
            file = (folder / self.path.lstrip("/")).resolve()
            found = file.is_file() and file.is_relative_to(folder.resolve())
            headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": _POLICY}
            self.answer(200 if found else 404, file.read_bytes() if found else b"", headers)

    with running(listening(Handler)) as port:
        yield port


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Annotate saved pages in a browser, and check what is marked.")
    parser.add_argument("folder", type=Path, help="one folder a page, with source.html in it")
    parser.add_argument("--verbose", action="store_true", help="one line a page")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
