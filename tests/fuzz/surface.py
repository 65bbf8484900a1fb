"""The HTTP surface under fuzz: requests good and bad, whole and damaged, and what holds for every answer to them."""

import gzip
import json
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from server.annotation.document import Document
from server.annotation.pipeline import ANNOTATORS, Options
from server.openapi import document
from server.problems import MEDIA_TYPE
from tests.fuzz.invariants import check_answer
from tests.fuzz.texts import TEXTS
from tests.server.test_error_shape import CANARY, check_problem

_JSON, _NDJSON = "application/json", "application/x-ndjson"
_ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=9), inner, max_size=3)),
    max_leaves=6,
)
_GOOD = {
    "title": st.text(max_size=60),
    "url": st.sampled_from(("https://news.example/a?b=" + CANARY, "", "no address", "javascript:" + CANARY)),
    "language": st.sampled_from(("en", "en-GB", "EN-us")),
    "annotators": st.lists(st.sampled_from(ANNOTATORS), min_size=1, max_size=4),
    "offset_unit": st.sampled_from(("codepoint", "utf16")),
    "thoughts": st.booleans(),
    "claim_share": st.one_of(st.floats(0, 1), st.sampled_from((0, 1))),
}
_PATHS = (
    *document()["paths"],
    "/v1",
    "/v1/annotate/",
    "/static/base.css",
    "/shared/marks.js",
    "/shared/../manifest.json",
)
_HEADERS = {
    "Origin": st.sampled_from(("null", "", "http://localhost", "https://evil.example", "moz-extension://x", "\u00e9")),
    "Host": st.sampled_from(("localhost", "127.0.0.1:5000", "evil.example", "", "[::1]", "a b", "localhost:x")),
    "Content-Encoding": st.sampled_from(("gzip", "identity", "br", "", "gzip, gzip")),
    "Content-Length": st.sampled_from(("0", "5", "-1", "x", "99999999999999999999")),
    "Sec-Fetch-Site": st.sampled_from(("none", "cross-site", "same-origin", "")),
    "If-None-Match": st.sampled_from(("*", '"x"', 'W/"x"', '"', ",")),
    "Accept": st.sampled_from(("application/ld+json", "*/*;q=0", "text/html;q=x", ";", "application/ld+json;q=0, */*")),
    "Authorization": st.sampled_from(("Bearer", "Basic eA==", "Bearer \u00e9", "")),
    "Cookie": st.just("a=b;;"),
}


@dataclass(frozen=True)
class Request:
    """One request; `wanted` is the body's object where it should be a good one."""

    method: str
    path: str
    body: bytes
    kind: str
    headers: dict[str, str] = field(default_factory=dict)
    wanted: dict[str, Any] | None = None


@st.composite
def good_requests(draw: DrawFn) -> Request:
    """Requests as the contract has them."""
    wanted = {"text": draw(TEXTS.filter(bool))} | draw(st.fixed_dictionaries({}, optional=_GOOD))
    body = json.dumps(wanted, ensure_ascii=draw(st.booleans())).encode()
    zipped = draw(st.booleans())
    headers = {"Content-Encoding": "gzip"} if zipped else {}
    path = "/v1/annotate" + draw(st.sampled_from(("", "?format=json", "?format=w3c", "?x=y")))
    return Request("POST", path, gzip.compress(body, 1) if zipped else body, _JSON, headers, wanted)


@st.composite
def bad_requests(draw: DrawFn) -> Request:
    """Requests of which something is off: a field, the bytes, the type, a header, the method or the path."""
    value: Any = {"text": CANARY} | draw(st.fixed_dictionaries({}, optional=_GOOD))
    for name in draw(st.lists(st.sampled_from(["text", "more", "key", *_GOOD]), max_size=2)):
        value[name] = draw(_ANYTHING)
    body = json.dumps(draw(st.one_of(st.just(value), _ANYTHING)), ensure_ascii=draw(st.booleans())).encode(
        "utf-8", "surrogatepass"
    )
    if draw(st.booleans()):
        at = draw(st.integers(0, len(body)))
        body = body[:at] + draw(st.binary(max_size=6)) + body[at + draw(st.integers(0, 9)) :]
    method = draw(
        st.sampled_from(("POST", "POST", "POST", "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"))
    )
    path = draw(st.one_of(st.just("/v1/annotate"), st.just("/v1/annotate/batch"), st.sampled_from(_PATHS)))
    path += draw(st.sampled_from(("", "", "?format=w3c", f"?format={CANARY}", "?format", "?%ff=%00")))
    kind = draw(st.sampled_from((_JSON, _JSON, _NDJSON, "text/plain", "", "application/json; charset=latin-1", ";")))
    return Request(method, path, body, kind, draw(st.fixed_dictionaries({}, optional=_HEADERS)))


def batches() -> st.SearchStrategy[list[bytes]]:
    """The lines of a batch: requests, damaged ones, blank lines and bytes."""
    lines = st.one_of(
        good_requests().map(lambda request: json.dumps({"key": "k", **(request.wanted or {})}).encode()),
        bad_requests().map(lambda request: request.body.replace(b"\n", b" ")),
        st.binary(max_size=20).map(lambda raw: raw.replace(b"\n", b"")),
        st.sampled_from((b"", b"  ", b"\r")),
    )
    return st.lists(lines, max_size=6)


def check_good(client: FlaskClient, request: Request) -> None:
    """A good request is answered with true annotations, or told that its text is not English."""
    response = _sent(client, request)
    wanted = request.wanted or {}
    if response.status_code == 422 and "language" not in wanted:
        assert check_problem(response, 422)["type"].endswith(":unsupported-language")
        return
    assert response.status_code == 200, response.data[:300]
    if "w3c" in request.path:
        assert response.get_json()["type"] == "AnnotationPage"
        return
    options = Options(claim_share=wanted.get("claim_share", 0.15))
    check_answer(response.get_json(), Document(wanted["text"], wanted.get("title")), options)
    tag = {"If-None-Match": response.headers["ETag"]}
    assert _sent(client, request, tag).status_code == 304


def check_bad(client: FlaskClient, request: Request) -> None:
    """Whatever comes, the answer is a documented one: never a failure of ours, never a word of what was sent."""
    response = _sent(client, request)
    assert response.status_code < 500, response.data[:300]
    if response.status_code >= 400 and request.method != "HEAD":
        check_problem(response, response.status_code)
    elif request.path.partition("?")[0] == "/v1/annotate" and response.status_code == 200 and request.method == "POST":
        assert response.mimetype in (_JSON, "application/ld+json")


def check_batch(client: FlaskClient, lines: list[bytes]) -> None:
    """Every line that is not blank has its answer, in its place."""
    response = client.post("/v1/annotate/batch", data=b"\n".join(lines), content_type=_NDJSON)
    assert response.status_code == 200
    answers = [json.loads(line) for line in response.data.splitlines()]
    assert len(answers) == sum(1 for line in lines if line.strip())
    for answer in answers:
        assert ("speakers" in answer) != ("status" in answer)
        assert answer.get("status", 200) < 500


def _sent(client: FlaskClient, request: Request, more: dict[str, str] | None = None) -> Any:
    headers = {name: value.encode().decode("latin-1") for name, value in {**request.headers, **(more or {})}.items()}
    response = client.open(
        request.path, method=request.method, data=request.body, content_type=request.kind, headers=headers
    )
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    if response.status_code >= 400:
        assert response.content_type == MEDIA_TYPE
    return response
