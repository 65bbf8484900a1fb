"""Every failure of every route has one shape, and none repeats what was sent."""

import gzip
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.problems import PROBLEMS

CANARY = "Zanzibar"  # stands in every body below and must stand in no answer
DEEP = b'{"text": ' + b"[" * 100_000


def check_problem(response: Any, status: int) -> dict[str, Any]:
    """Asserts the one shape; returns the problem."""
    assert response.status_code == status, response.data[:300]
    assert response.content_type == "application/problem+json"
    problem: dict[str, Any] = response.get_json(force=True)
    assert set(problem) == {"type", "title", "status", "detail"} | ({"errors"} if status == 422 else set())
    assert problem["status"] == status
    assert PROBLEMS[problem["type"].removeprefix("urn:whosaid:problem:")] == (status, problem["title"])
    assert problem["detail"]
    assert CANARY not in response.get_data(as_text=True)
    for error in problem.get("errors", ()):
        assert set(error) == {"pointer", "detail"}
    if status in (429, 503):
        assert int(response.headers["Retry-After"]) > 0
    return problem


def test_every_route_refuses_in_one_shape(app: Flask, client: FlaskClient) -> None:
    routes = [rule for rule in app.url_map.iter_rules() if "<" not in rule.rule]
    assert len(routes) >= 9
    for rule in routes:
        check_problem(client.delete(rule.rule), 405)
        check_problem(client.get(rule.rule, headers={"Origin": "https://news.example"}), 403)
        check_problem(client.get(rule.rule, headers={"Host": "evil.example"}), 400)
    for path in (
        "/nowhere",
        "/v1/nowhere",
        f"/{CANARY}",
        f"/v1/annotate/{CANARY}",
        "/static/../server",
        "/shared/nothing.js",
    ):
        check_problem(client.get(path), 404)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b'{"text": "Zanzibar"', 400),
        (b'{"text": NaN}', 400),
        (b'{"text": "\\ud83d Zanzibar"}', 400),
        (b'{"text": "Zanzibar \xff"}', 400),
        (DEEP, 400),
        (b"[]", 422),
        (b'"Zanzibar"', 422),
        (b"null", 422),
        (b"{}", 422),
        (b'{"text": ""}', 422),
        (b'{"text": 5}', 422),
        (b'{"text": null}', 422),
        (b'{"text": ["Zanzibar"]}', 422),
        (b'{"text": "Zanzibar", "more": 1}', 422),
        (b'{"text": "Zanzibar", "Zanzibar is an island": 1}', 422),
        (b'{"text": "Zanzibar", "title": 5}', 422),
        (b'{"text": "Zanzibar", "annotators": "claims"}', 422),
        (b'{"text": "Zanzibar", "annotators": ["Zanzibar"]}', 422),
        (b'{"text": "Zanzibar", "annotators": []}', 422),
        (b'{"text": "Zanzibar", "offset_unit": "byte"}', 422),
        (b'{"text": "Zanzibar", "thoughts": 1}', 422),
        (b'{"text": "Zanzibar", "thoughts": "yes"}', 422),
        (b'{"text": "Zanzibar", "claim_share": "0.5"}', 422),
        (b'{"text": "Zanzibar", "claim_share": 1.5}', 422),
        (b'{"text": "Zanzibar", "claim_share": 1e999}', 400),
        (b'{"text": "Zanzibar", "language": "not a tag"}', 422),
    ],
)
def test_bad_bodies(client: FlaskClient, body: bytes, status: int) -> None:
    check_problem(client.post("/v1/annotate", data=body, content_type="application/json"), status)
    assert client.post("/v1/annotate", json={"text": "Fine."}).status_code == 200


def test_errors_point_at_the_fields(client: FlaskClient) -> None:
    response = client.post("/v1/annotate", json={"text": "", "annotators": ["claims", "cats"], "thoughts": 1})
    problem = check_problem(response, 422)
    assert {error["pointer"] for error in problem["errors"]} == {"/text", "/annotators/1", "/thoughts"}


def test_a_text_in_another_language_is_refused_unless_english_is_claimed(client: FlaskClient) -> None:
    french = (
        "Le maire a dit lundi que le pont serait ouvert au mois de mai, mais les habitants de la ville ne sont pas"
        " tous du même avis et plusieurs d'entre eux ont écrit au conseil pour demander une nouvelle étude."
    )
    problem = check_problem(client.post("/v1/annotate", json={"text": french}), 422)
    assert problem["type"].endswith(":unsupported-language")
    assert client.post("/v1/annotate", json={"text": french, "language": "en-GB"}).status_code == 200
    check_problem(client.post("/v1/annotate", json={"text": "It is open.", "language": "fr"}), 422)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "application/vnd.api+json"]
)
@pytest.mark.parametrize("route", ["/v1/annotate", "/v1/annotate/batch"])
def test_bodies_that_a_web_page_could_forge_are_not_read(client: FlaskClient, route: str, kind: str) -> None:
    check_problem(client.post(route, data=b'{"text": "Zanzibar"}', content_type=kind), 415)


def test_limits_are_named(client: FlaskClient) -> None:
    problem = check_problem(client.post("/v1/annotate", json={"text": "é" * 200_001}), 413)
    assert "200,000" in problem["detail"]
    long = b'{"text": "' + b"x" * 3_000_000 + b'"}'
    check_problem(client.post("/v1/annotate", data=long, content_type="application/json"), 413)


def test_gzip_is_read_and_bombs_are_not(client: FlaskClient) -> None:
    def post(body: bytes, encoding: str = "gzip") -> Any:
        return client.post(
            "/v1/annotate", data=body, content_type="application/json", headers={"Content-Encoding": encoding}
        )

    assert post(gzip.compress(b'{"text": "It is open."}')).status_code == 200
    check_problem(post(gzip.compress(b"0" * 300_000_000, 1)), 413)
    check_problem(post(b"no gzip"), 400)
    check_problem(post(gzip.compress(b'{"text": "Zanzibar"}')[:-9]), 400)
    check_problem(post(b"{}", "br"), 415)


def test_an_unknown_format_is_said_to_be_unknown(client: FlaskClient) -> None:
    check_problem(client.post("/v1/annotate?format=xml", json={"text": "Zanzibar."}), 406)


def test_a_failure_nobody_foresaw_shows_and_logs_nothing_of_the_text(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(type(app.extensions["whosaid"].service), "annotate", fail)
    check_problem(client.post("/v1/annotate", json={"text": CANARY}), 500)
    assert "RuntimeError" in caplog.text
    assert CANARY not in caplog.text
