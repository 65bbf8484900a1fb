"""Drives the extension in a real Firefox over WebDriver BiDi, which the browser itself speaks: no driver is needed."""

import base64
import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from websocket import WebSocket, create_connection

from .driver import EXTENSION, SITE

_UUID = "11111111-2222-4333-8444-555555555555"
_ADDRESS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_PATIENCE_SECONDS = 30

# The button is pressed as a reader's click does it, from the browser's own window: that grants activeTab.
_PRESS = """(() => {
  const { extension } = WebExtensionPolicy.getByID(%s);
  const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
  ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
})()"""

_KEY = """[...document.querySelectorAll('keyset[id^="ext-"] key[modifiers="alt,shift"]')].find((key) =>
  [key.getAttribute("key"), key.getAttribute("keycode")].includes(%s)).doCommand()"""


class Firefox:
    """A browser that has the extension; `page` is the tab in front, `desk` a page of the extension's own."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        manifest = json.loads((EXTENSION / "manifest.json").read_text(encoding="utf-8"))
        self._id: str = manifest["browser_specific_settings"]["gecko"]["id"]
        self.send("session.new", capabilities={})
        self.send("webExtension.install", extensionData={"type": "path", "path": str(EXTENSION)})
        self.page: str = self.send("browsingContext.getTree")["contexts"][0]["context"]
        self.desk: str = self.open("options/index.html")

    def send(self, method: str, **parameters: Any) -> Any:
        """One command of the protocol, and what it returns."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == number:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['message']}")
                return answer["result"]

    def open(self, path: str) -> str:
        """A page of the extension's own, in a tab behind."""
        context: str = self.send("browsingContext.create", type="tab", background=True)["context"]
        self.visit(f"moz-extension://{_UUID}/{path}", context)
        return context

    def visit(self, url: str, context: str | None = None) -> None:
        """Opens an address."""
        self.send("browsingContext.navigate", context=context or self.page, url=url, wait="complete")

    def run(self, expression: str, context: str | None = None) -> Any:
        """What an expression comes to in a page; it must be data that JSON can hold."""
        result = self.send(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then((value) => JSON.stringify(value) ?? 'null')",
            target={"context": context or self.page},
            awaitPromise=True,
            userActivation=True,
        )
        if result["type"] == "exception":
            raise RuntimeError(result["exceptionDetails"]["text"])
        return json.loads(result["result"]["value"])

    def click(self) -> None:
        """Clicks the toolbar button."""
        self.run_in_window(_PRESS % json.dumps(self._id))

    def press(self, key: str) -> None:
        """Does what the browser does when Alt, Shift and this key are pressed (`W`, or a code such as `VK_PERIOD`)."""
        self.run_in_window(_KEY % json.dumps(key))

    def run_in_window(self, expression: str) -> Any:
        """What an expression comes to in the browser's own window."""
        window = self.send("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"][0]["context"]
        target = {"context": window}
        result = self.send("script.evaluate", expression=expression, target=target, awaitPromise=False)
        assert result["type"] == "success", result
        return result["result"].get("value")

    def tab_id(self) -> int:
        """The number under which extensions know the tab in front."""
        number: int = self.run("browser.tabs.query({active: true}).then(([tab]) => tab.id)", self.desk)
        return number

    def ask(self, **message: Any) -> dict[str, Any]:
        """Sends a message to the content script; returns its report, {} if none runs."""
        report: dict[str, Any] = self.run(
            f"browser.tabs.sendMessage({self.tab_id()}, {json.dumps(message)}).catch(() => ({{}}))", self.desk
        )
        return report

    def picture(self, path: Path, context: str | None = None) -> None:
        """Keeps what a page looks like."""
        data = self.send("browsingContext.captureScreenshot", context=context or self.page)["data"]
        path.write_bytes(base64.b64decode(data))


@contextmanager
def firefox() -> Iterator[Firefox]:
    """A Firefox with the extension, in which the host `SITE` is this machine."""
    with TemporaryDirectory() as profile:
        (Path(profile) / "user.js").write_text(_preferences(), encoding="utf-8")
        program = shutil.which("firefox-esr") or shutil.which("firefox") or "firefox"
        arguments = ["--headless", "--remote-debugging-port", "0", "--remote-allow-system-access", "about:blank"]
        command = [program, "--profile", profile, *arguments]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        assert process.stderr is not None
        try:
            address = next(found[1] for line in process.stderr if (found := _ADDRESS.search(line)))
            socket = create_connection(f"{address}/session", timeout=_PATIENCE_SECONDS, suppress_origin=True)
            yield Firefox(socket)
            socket.close()
        finally:
            process.terminate()
            process.wait(_PATIENCE_SECONDS)
            process.stderr.close()


def _preferences() -> str:
    manifest = json.loads((EXTENSION / "manifest.json").read_text(encoding="utf-8"))
    preferences = {
        "app.normandy.enabled": False,
        "browser.shell.checkDefaultBrowser": False,
        "browser.startup.homepage_override.mstone": "ignore",
        "datareporting.policy.dataSubmissionEnabled": False,
        "extensions.webextensions.uuids": json.dumps({manifest["browser_specific_settings"]["gecko"]["id"]: _UUID}),
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "network.dns.localDomains": SITE,
        "remote.active-protocols": 1,
        "ui.prefersReducedMotion": 1,
    }
    return "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items())
