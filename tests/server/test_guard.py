"""Who may call: every case of a caller who may and of one who may not."""

import hashlib
from typing import Any

import pytest
from flask.testing import FlaskClient

from server import create_app
from server.settings import CHROMIUM_EXTENSION, Settings

TEXT = {"text": "“It is open,” Ann Lee said."}
FIREFOX = "moz-extension://0f2a6f0e-3c1b-4c52-9a39-7f0f2b8f4d11"


def _post(client: FlaskClient, **more: Any) -> Any:
    return client.post("/v1/annotate", json=TEXT, **more)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Origin": CHROMIUM_EXTENSION, "Sec-Fetch-Site": "none"},
        {"Origin": FIREFOX},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_friends_are_answered(client: FlaskClient, headers: dict[str, str]) -> None:
    assert _post(client, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://news.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://localhost:8080"},
        {"Origin": "https://localhost"},
        {"Origin": "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {"Origin": CHROMIUM_EXTENSION + ".evil.example"},
        {"Origin": FIREFOX + ".evil.example"},
        {"Origin": FIREFOX.upper()},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_web_pages_and_other_extensions_are_refused(client: FlaskClient, headers: dict[str, str]) -> None:
    response = _post(client, headers=headers)
    assert response.status_code == 403
    assert response.content_type == "application/problem+json"
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[::1]", "", "a b"])
def test_a_rebound_host_is_refused(client: FlaskClient, host: str) -> None:
    response = _post(client, headers={"Host": host, "Origin": f"http://{host}"})
    assert response.status_code == 400
    assert response.content_type == "application/problem+json"


@pytest.mark.parametrize("route", ["/", "/docs"])
def test_a_link_from_another_site_opens_a_page(client: FlaskClient, route: str) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.get(route, headers=link).status_code == 200
    assert client.get(route, headers=link | {"Sec-Fetch-Dest": "iframe"}).status_code == 403


@pytest.mark.parametrize("origin", [CHROMIUM_EXTENSION, FIREFOX])
def test_the_extension_may_read_answers_across_origins(client: FlaskClient, origin: str) -> None:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    response = client.options("/v1/annotate", headers=asked)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == origin
    assert "Access-Control-Allow-Private-Network" not in response.headers


def test_nobody_else_may_preflight(client: FlaskClient) -> None:
    asked = {"Origin": "https://news.example", "Access-Control-Request-Method": "POST"}
    assert client.options("/v1/annotate", headers=asked).status_code == 403


def test_an_operator_can_allow_an_origin() -> None:
    client = create_app(Settings(allowed_origins=("https://desk.example",))).test_client()
    response = _post(client, headers={"Origin": "https://desk.example"})
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "https://desk.example"
    assert _post(client, headers={"Origin": "https://desk.example.evil.example"}).status_code == 403


def test_a_token_is_demanded_where_one_is_set() -> None:
    client = create_app(Settings(token_sha256=hashlib.sha256(b"secret").hexdigest())).test_client()
    refused = _post(client)
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"] == "Bearer"
    assert _post(client, headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert _post(client, headers={"Authorization": "Basic secret"}).status_code == 401
    assert _post(client, headers={"Authorization": "Bearer secret"}).status_code == 200
    assert client.get("/healthz").status_code == 200


def test_a_bind_to_the_network_by_other_means_is_not_answered_for(client: FlaskClient) -> None:
    assert client.get("/healthz", environ_overrides={"SERVER_NAME": "0.0.0.0"}).status_code == 403  # noqa: S104


def test_too_many_requests_are_told_when_to_come_back() -> None:
    client = create_app(Settings(requests_per_minute=2)).test_client()
    statuses = [_post(client).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert int(_post(client).headers["Retry-After"]) >= 1


def test_every_answer_forbids_framing_caching_and_foreign_scripts(client: FlaskClient) -> None:
    for response in (client.get("/"), _post(client), client.get("/nowhere")):
        assert "no-store" in response.headers["Cache-Control"]
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
