"""Looks into the closed shadow root that stands in a page, as only the browser's own tools can."""

import re
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

_WORDS = re.compile(r"\s+")


class Shadow:
    """What the extension shows in a page: its card and its notice."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._devtools = page.context.new_cdp_session(page)

    def text(self, part: str) -> str:
        """The words of the part with that class; empty if it is not shown."""
        words = self._call(part, "function () { return this.matches(':popover-open') ? this.innerText : ''; }")
        return _WORDS.sub(" ", words or "").strip()

    def html(self, part: str) -> str:
        """The part's markup."""
        return str(self._call(part, "function () { return this.outerHTML; }"))

    def spoken(self) -> str:
        """What a screen reader was told last."""
        return str(self._call("visually-hidden", "function () { return this.textContent; }"))

    def press(self, part: str, label: str) -> None:
        """Clicks the button with that label with the mouse."""
        self._page.mouse.click(*self.place(part, label))

    def place(self, part: str, label: str) -> tuple[float, float]:
        """The middle of the button with that label."""
        box = self._call(
            part,
            """function (label) {
              const button = [...this.querySelectorAll("button")].find((each) =>
                (each.getAttribute("aria-label") ?? each.textContent).includes(label));
              const { left, top, width, height } = button.getBoundingClientRect();
              return [left + width / 2, top + height / 2];
            }""",
            label,
        )
        return box[0], box[1]

    def wait_for(self, part: str, words: str, seconds: float = 5) -> str:
        """The part's words, once `words` are among them."""
        for _ in range(int(seconds * 20)):
            text = self.text(part)
            if words in text:
                return text
            self._page.wait_for_timeout(50)
        raise AssertionError(f"The {part} says: {self.text(part)!r}")

    def _call(self, part: str, function: str, argument: Any = None) -> Any:
        node = self._find(part)
        if node is None:
            return None
        found = self._devtools.send("DOM.resolveNode", {"backendNodeId": node})["object"]["objectId"]
        parameters = {"objectId": found, "functionDeclaration": function, "returnByValue": True}
        if argument is not None:
            parameters["arguments"] = [{"value": argument}]
        return self._devtools.send("Runtime.callFunctionOn", parameters)["result"].get("value")

    def _find(self, part: str) -> int | None:
        document = self._devtools.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
        for host in _below(document):
            if host["nodeName"] == "WHOSAID-CARD":
                for node in _below(host["shadowRoots"][0]):
                    attributes = node.get("attributes", [])
                    if part in dict(zip(attributes[::2], attributes[1::2], strict=True)).get("class", "").split():
                        return int(node["backendNodeId"])
        return None


def _below(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("children", []):
        yield from _below(child)
