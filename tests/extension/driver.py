"""Drives the extension in a real Chromium as a reader does: by its toolbar button, its keys and its panel."""

import itertools
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, Worker

EXTENSION = Path(__file__).parents[2] / "extension"
SITE = "news.test"
_PATIENCE_SECONDS = 15

# What each of our highlights covers: its characters without white space, in document order, each counted once.
COVERED = """() => {
  const layers = {};
  for (const [name, highlight] of CSS.highlights) {
    if (!name.startsWith("whosaid-")) continue;
    const nodes = new Map();
    for (const range of highlight) {
      if (range.collapsed) continue;
      if (range.startContainer !== range.endContainer) throw new Error("A range leaves its text node.");
      const taken = nodes.get(range.startContainer) ?? new Set();
      for (let at = range.startOffset; at < range.endOffset; at++) taken.add(at);
      nodes.set(range.startContainer, taken);
    }
    const isBefore = (a, b) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING;
    layers[name.slice(8)] = [...nodes]
      .sort(([a], [b]) => (isBefore(a, b) ? -1 : 1))
      .map(([node, taken]) => node.data.split("").filter((_, at) => taken.has(at)).join(""))
      .join("").replace(/\\s/g, "");
  }
  return layers;
}"""


class Chromium:
    """A browser that has the extension."""

    def __init__(self, context: BrowserContext, devtools: CDPSession, extension: Path) -> None:
        self.context = context
        self._devtools = devtools
        self.id: str = devtools.send("Extensions.loadUnpacked", {"path": str(extension)})["id"]

    @property
    def worker(self) -> Worker:
        """The extension's background."""
        workers = [each for each in self.context.service_workers if self.id in each.url]
        return workers[0] if workers else self.context.wait_for_event("serviceworker")

    def background(self, expression: str, argument: Any = None) -> Any:
        """What an expression (or function) comes to in the background."""
        return self.worker.evaluate(expression, argument)

    def change(self, **changed: Any) -> None:
        """Changes settings, as the options page does."""
        self.background("(changed) => chrome.storage.local.set(changed)", changed)

    def reset(self, address: str) -> None:
        """Forgets settings and answers; the service is at `address` now."""
        self.background("() => Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()])")
        self.change(address=f"{address}/")

    def open(self, url: str) -> "Tab":
        """A new tab in front."""
        before = self._tab_ids()
        page = self.context.new_page()
        page.goto(url)
        page.bring_to_front()
        [tab_id] = self._tab_ids() - before
        return Tab(self, page, tab_id)

    def _tab_ids(self) -> set[int]:
        return set(self.background("() => chrome.tabs.query({}).then((tabs) => tabs.map(({id}) => id))"))

    def page_of(self, path: str) -> Page:
        """One of the extension's own pages, in a tab."""
        page = self.context.new_page()
        page.goto(f"chrome-extension://{self.id}/{path}")
        return page

    def click(self, url: str) -> None:
        """Clicks the toolbar button while the page at `url` is in front; that grants activeTab."""
        targets = self._devtools.send("Target.getTargets", {"filter": [{"type": "tab"}]})["targetInfos"]
        [target] = [each for each in targets if each["url"] == url]
        self._devtools.send("Extensions.triggerAction", {"id": self.id, "targetId": target["targetId"]})

    def wait_for_view(self, path: str) -> "View":
        """A side panel or popup of the extension's, once it is open."""
        url = f"chrome-extension://{self.id}/{path}"
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for target in self._devtools.send("Target.getTargets")["targetInfos"]:
                if target["url"] == url:
                    return View(self._devtools, target["targetId"], self.context.pages[0])
            self.context.pages[0].wait_for_timeout(50)
        raise AssertionError(f"{path} was not opened.")


class View:
    """A side panel or popup, which is no page to the driver: only the browser's own tools reach it."""

    def __init__(self, devtools: CDPSession, target: str, clock: Page) -> None:
        self._devtools = devtools
        self._clock = clock
        self._answers: dict[int, Any] = {}
        self._numbers = itertools.count(1)
        attached = devtools.send("Target.attachToTarget", {"targetId": target, "flatten": False})
        self._session: str = attached["sessionId"]
        devtools.on("Target.receivedMessageFromTarget", self._hear)

    def run(self, expression: str) -> Any:
        """What an expression comes to in the view."""
        number = next(self._numbers)
        parameters = {"expression": expression, "awaitPromise": True, "returnByValue": True, "userGesture": True}
        message = {"id": number, "method": "Runtime.evaluate", "params": parameters}
        self._devtools.send("Target.sendMessageToTarget", {"sessionId": self._session, "message": json.dumps(message)})
        while number not in self._answers:
            self._clock.wait_for_timeout(10)
        return self._answers.pop(number).get("value")

    def wait_for(self, expression: str, value: Any) -> None:
        """Waits until an expression comes to that value."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while (found := self.run(expression)) != value:
            if time.monotonic() > deadline:
                raise AssertionError(f"{expression} is {found!r}")
            self._clock.wait_for_timeout(50)

    def _hear(self, event: dict[str, Any]) -> None:
        if event["sessionId"] == self._session:
            message = json.loads(event["message"])
            if "id" in message:
                self._answers[message["id"]] = message["result"]["result"]


class Tab:
    """A page with the extension's button above it."""

    def __init__(self, browser: Chromium, page: Page, tab_id: int) -> None:
        self.browser = browser
        self.page = page
        self.id = tab_id

    def click(self) -> None:
        """Clicks the toolbar button."""
        self.browser.click(self.page.url)

    def annotate(self) -> dict[str, Any]:
        """Clicks, waits until the page is annotated, and returns the report."""
        self.click()
        return self.wait_for("on")

    def ask(self, **message: Any) -> dict[str, Any]:
        """Sends a message to the content script, as panel and keys do; returns its report, {} if none runs."""
        report: dict[str, Any] = self.browser.background(
            "([id, message]) => chrome.tabs.sendMessage(id, message, {frameId: 0}).catch(() => ({}))",
            [self.id, message],
        )
        return report

    def report(self) -> dict[str, Any]:
        """How things stand in the page."""
        return self.ask(type="report")

    def wait_for(self, status: str) -> dict[str, Any]:
        """The report, once the page has that status."""
        return self.wait_until(lambda report: report.get("status") == status)

    def wait_until(self, holds: Any) -> dict[str, Any]:
        """The first report for which something holds."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        report: dict[str, Any] = {}
        while time.monotonic() < deadline:
            report = self.report()
            if holds(report):
                return report
            self.page.wait_for_timeout(40)
        shown = "(tabId) => Promise.all([chrome.action.getBadgeText({tabId}), chrome.action.getTitle({tabId})])"
        button = self.browser.background(shown, self.id)
        raise AssertionError(f"Still {report.get('status')}, {report.get('problem')}; the button says {button}")

    def covered(self) -> dict[str, str]:
        """The characters under each highlight, as the page itself sees them."""
        layers: dict[str, str] = self.page.evaluate(COVERED)
        return {name: words for name, words in layers.items() if words}

    def panel(self) -> Page:
        """The panel for this page, in a tab of its own."""
        return self.browser.page_of(f"panel/index.html?tab={self.id}")


@contextmanager
def chromium(playwright: Playwright, *arguments: str, extension: Path = EXTENSION) -> Iterator[Chromium]:
    """A Chromium with the extension, in which the host `SITE` is this machine."""
    with TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=shutil.which("chromium"),
            ignore_default_args=["--disable-extensions"],
            args=[
                "--no-sandbox",
                "--headless=new",
                "--enable-unsafe-extension-debugging",
                "--disable-background-networking",
                "--disable-component-update",
                f"--host-resolver-rules=MAP {SITE} 127.0.0.1",
                *arguments,
            ],
            viewport={"width": 1100, "height": 760},
            reduced_motion="reduce",
        )
        assert context.browser
        yield Chromium(context, context.browser.new_browser_cdp_session(), extension)
        context.close()


def expected(report: dict[str, Any], layers: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """What highlights should cover: the characters of the spans of each layer, without white space."""
    text = report["source"]["text"].encode("utf-16-le")
    found = {}
    for name, spans in layers.items():
        places = sorted({at for span in spans for at in range(span["start"], span["end"])})
        words = b"".join(text[2 * at : 2 * at + 2] for at in places).decode("utf-16-le")
        if words:
            found[name] = "".join(words.split())
    return found


def layers_of(report: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The spans that the view of a report shows, by layer."""
    answer, view = report["answer"], report["view"]
    places = {speaker["id"]: index % 8 for index, speaker in enumerate(answer["speakers"])}
    layers: dict[str, list[dict[str, Any]]] = {}
    for each in answer["quotations"]:
        if each["kind"] in view["kinds"]:
            layers.setdefault(f"{each['kind']}-{places.get(each['speaker'], 'nobody')}", []).extend(each["content"])
    if "names" in view["kinds"]:
        for each in answer["speakers"]:
            layers.setdefault(f"name-{places[each['id']]}", []).extend(each["mentions"])
    if "claims" in view["kinds"]:
        for each in answer["claims"]:
            if each["score"] >= view["threshold"]:
                grade = 1 + sum(each["score"] >= least for least in (0.25, 0.4, 0.6))
                layers.setdefault(f"claim-{grade}", []).append(each["span"])
    return layers
