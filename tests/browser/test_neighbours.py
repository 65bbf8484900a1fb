"""Hostile neighbours: whatever a page of another site or another extension tries, it reads nothing and nothing is read.

The sites are on loopback addresses, where the browser's own wall between public pages and this machine does not stand:
what holds here holds by the service alone.
"""

import json
import re
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright
from werkzeug.serving import make_server

from server import create_app
from server.settings import Settings
from tests.extension.driver import chromium as extended
from tests.serving import QuietHandler, listening, running, serving

from .conftest import ARGUMENTS

pytestmark = pytest.mark.browser

BODY = json.dumps({"text": "“The bridge will open in May,” Mayor Ann Lee said on Monday."})
SITES = ("evil.test", "localhost", "127.0.0.1")  # one that has nothing to do with the service, and its own hosts

# Each attack says what it could learn; "nothing" is what all should say. `service` is the address under attack.
READ = """async ([service, method, body, mode, type]) => {
  const signal = AbortSignal.timeout(20_000);
  const options = { signal, method, mode, credentials: "include", headers: type ? { "Content-Type": type } : {} };
  if (method === "POST") options.body = body;
  try {
    const response = await fetch(service, options);
    return (await response.text()) || (response.type === "opaque" ? "nothing" : `status ${response.status}`);
  } catch { return "nothing"; }
}"""
XHR = """([service, body]) => new Promise((done) => {
  const request = new XMLHttpRequest();
  request.open("POST", service);
  request.onload = () => done(request.responseText);
  request.onerror = () => done("nothing");
  request.send(body);
})"""
BEACON = "([service, body]) => { navigator.sendBeacon(service, body); return 'nothing'; }"
FORM = """([service, body]) => new Promise((done) => {
  document.body.innerHTML = `<iframe name="answer"></iframe>
    <form method="post" enctype="text/plain" target="answer"><input></form>`;
  const form = document.querySelector("form");
  form.action = service;
  form.firstElementChild.name = body.slice(0, -1) + ', "x": "';  // the trick that makes a form's body JSON
  form.firstElementChild.value = '"}';
  const frame = document.querySelector("iframe");
  frame.onload = () => done(frame.contentDocument?.body?.innerText || "nothing");
  form.submit();
})"""
TAG = """([service, tag, attribute]) => new Promise((done) => {
  const element = document.createElement(tag);
  if (tag === "link") element.rel = "stylesheet";
  element.onload = () => done("it loads");
  element.onerror = () => done("nothing");
  element[attribute] = service;
  document.body.append(element);
})"""
MODULE = "([service]) => import(service).then(() => 'it loads', () => 'nothing')"
WORKER = """([service]) => new Promise((done) => {
  const source = `try { importScripts(${JSON.stringify(service)}); postMessage("it loads"); }
    catch { postMessage("nothing"); }`;
  new Worker(URL.createObjectURL(new Blob([source]))).onmessage = ({ data }) => done(data);
})"""
SOCKET = """([service]) => new Promise((done) => {
  const socket = new WebSocket(service.replace("http", "ws"));
  socket.onopen = () => done("it opens");
  socket.onmessage = ({ data }) => done(data);
  socket.onerror = () => done("nothing");
})"""
EVENTS = """([service]) => new Promise((done) => {
  const source = new EventSource(service);
  source.onopen = source.onmessage = () => done("it opens");
  source.onerror = () => { source.close(); done("nothing"); };
})"""
WINDOW = """([service]) => new Promise((done) => {
  const opened = open(service);
  setTimeout(() => {
    try { done(opened?.document?.body?.innerText || "nothing"); } catch { done("nothing"); }
    opened?.close();
  }, 500);
})"""
POSTS = [
    (READ, ["POST", BODY, mode, kind])
    for mode in ("cors", "no-cors")
    for kind in ("", "text/plain", "application/json", "application/x-ndjson", "application/x-www-form-urlencoded")
] + [(XHR, [BODY]), (BEACON, [BODY]), (FORM, [BODY])]
PATHS = ("/", "/docs", "/v1/", "/healthz", "/metrics", "/openapi.json", "/static/page.css", "/shared/marks.js", "/no")
PROBES = [
    (READ, ["GET", "", "cors", ""]),
    (READ, ["GET", "", "no-cors", ""]),
    *((TAG, [tag, name]) for tag, name in (("script", "src"), ("img", "src"), ("link", "href"), ("video", "src"))),
    (MODULE, []),
    (WORKER, []),
    (EVENTS, []),
    (SOCKET, []),
    (WINDOW, []),
]


class _Site(QuietHandler):
    """A site of which every page is empty and allows everything."""

    timeout = 0.2  # seconds that an idle connection is kept: a rebound name must not find its old site there

    def get(self) -> None:
        self.answer(
            200, b"<!doctype html><title>A site</title><body>", {"Content-Type": "text/html", "Connection": "close"}
        )


@pytest.fixture(scope="module")
def site() -> Iterator[int]:
    with running(listening(_Site)) as port:
        yield port


@pytest.fixture(scope="module")
def neighbour(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium in which every host name ending in .test is this machine."""
    rules = "--host-resolver-rules=MAP *.test 127.0.0.1"
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*ARGUMENTS, rules])
    yield browser
    browser.close()


@pytest.fixture(params=SITES)
def hostile(request: pytest.FixtureRequest, neighbour: Browser, site: int) -> Iterator[Page]:
    """A page of another site."""
    context = neighbour.new_context()
    page = context.new_page()
    page.goto(f"http://{request.param}:{site}/")
    yield page
    context.close()


def _counted(address: str, name: str, **labels: str) -> float:
    """What a counter of the service's metrics stands at, all its labels together."""
    with urllib.request.urlopen(f"{address}/metrics") as response:
        lines = response.read().decode().splitlines()
    wanted = [f'{label}="{value}"' for label, value in labels.items()]
    return sum(float(line.split()[-1]) for line in lines if line.startswith(name) and all(w in line for w in wanted))


@pytest.fixture(autouse=True)
def nothing_annotated(address: str) -> Iterator[None]:
    before = _counted(address, "whosaid_texts_total")
    yield
    assert _counted(address, "whosaid_texts_total") == before, "an article was annotated"


def test_no_request_of_a_page_is_annotated_or_read(hostile: Page, address: str) -> None:
    before = _counted(address, "whosaid_requests_total", status="403")
    for route in ("/v1/annotate", "/v1/annotate/batch"):
        for script, more in POSTS:
            assert hostile.evaluate(script, [address + route, *more]) == "nothing", more
    assert _counted(address, "whosaid_requests_total", status="403") > before, "no attack arrived"


@pytest.mark.parametrize("path", PATHS)
def test_a_page_learns_nothing_by_loading(hostile: Page, address: str, path: str) -> None:
    """What is there and what is not look alike, so that a page cannot tell whether or which Whosaid runs."""
    for script, more in PROBES:
        assert hostile.evaluate(script, [address + path, *more]) == "nothing", more


def test_a_page_cannot_frame_the_service(hostile: Page, address: str) -> None:
    for tag, attribute in (("iframe", "src"), ("object", "data"), ("embed", "src")):
        hostile.evaluate(
            """([tag, attribute, address]) => new Promise((done) => {
              const element = document.createElement(tag);
              element.onload = element.onerror = done;
              setTimeout(done, 1000);
              element[attribute] = address;
              document.body.append(element);
            })""",
            [tag, attribute, f"{address}/"],
        )
    framed = [frame for frame in hostile.frames[1:] if frame.locator("#text, textarea").count()]
    assert framed == []
    assert not any(frame.url.startswith(address) for frame in hostile.frames[1:])


def test_a_rebound_host_name_is_not_served(neighbour: Browser, app: Flask, address: str) -> None:
    """Rebinding: a page comes from its own site, whose host name then means the service, on the same port."""
    context = neighbour.new_context()
    page = context.new_page()
    with running(listening(_Site)) as port:
        page.goto(f"http://rebound.test:{port}/")
        page.wait_for_timeout(1000)
    before = _counted(address, "whosaid_requests_total", status="400")
    with running(make_server("127.0.0.1", port, app, threaded=True)):
        told = [
            page.evaluate(READ, [path, method, BODY, "same-origin", "application/json"])
            for method, path in [("POST", "/v1/annotate"), ("POST", "/v1/annotate/batch"), *(("GET", p) for p in PATHS)]
        ]
    context.close()
    assert {json.loads(answer)["type"] for answer in told} == {"urn:whosaid:problem:untrusted-host"}
    assert _counted(address, "whosaid_requests_total", status="400") == before + len(told)


OTHER = {
    "manifest_version": 3,
    "name": "Another extension",
    "version": "1",
    "background": {"service_worker": "background.js"},
    "host_permissions": ["http://127.0.0.1/*"],
}
SEND = """async ([service, body, kind]) => {
  const response = await fetch(service, { method: "POST", headers: { "Content-Type": kind }, body });
  return [response.status, await response.text()];
}"""


@pytest.fixture
def another(tmp_path: Path) -> Path:
    """An extension that may read every answer of this machine, as far as the browser goes."""
    (tmp_path / "manifest.json").write_text(json.dumps(OTHER), encoding="utf-8")
    (tmp_path / "background.js").write_text("", encoding="utf-8")
    return tmp_path


def test_another_extension_is_refused_unless_a_setting_allows_it(
    playwright: Playwright, address: str, another: Path
) -> None:
    with extended(playwright, extension=another) as browser:
        for path in ("/v1/annotate", "/v1/annotate/batch"):
            for kind in ("application/json", "application/x-ndjson", "text/plain"):
                status, answer = browser.background(SEND, [address + path, BODY, kind])
                assert status == 403
                assert "Lee" not in answer
        origin = f"chrome-extension://{browser.id}"
        with serving(_allowing(origin)) as allowed:
            status, answer = browser.background(SEND, [f"{allowed}/v1/annotate", BODY, "application/json"])
            assert status == 200
            assert json.loads(answer)["speakers"][0]["name"] == "Ann Lee"


def _allowing(origin: str) -> Flask:
    assert re.fullmatch(r"chrome-extension://[a-p]{32}", origin)
    return create_app(Settings(allowed_origins=(origin,)))


def test_what_is_refused_here_is_answered_to_a_program(address: str) -> None:
    """The attacks would have been answered if they came from where they may."""
    request = urllib.request.Request(f"{address}/v1/", headers={"Accept": "application/json"})
    with urllib.request.urlopen(request) as response:
        about: dict[str, Any] = json.load(response)
    assert about["name"] == "whosaid"
