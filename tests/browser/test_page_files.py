"""The pages' files are served with types that a browser takes under `nosniff`, and no others are."""

import pytest
from flask.testing import FlaskClient

from server.page import EXTENSION


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_pages_hold_no_inline_script_or_style(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.mimetype == "text/html"
    assert "<script>" not in response.text
    assert "<style" not in response.text
    assert " style=" not in response.text


def test_every_shared_module_is_served(client: FlaskClient) -> None:
    modules = [path.name for path in (EXTENSION / "shared").iterdir() if path.suffix in (".js", ".css")]
    assert "paint.js" in modules
    for name in modules:
        with client.get(f"/shared/{name}") as response:
            assert response.status_code == 200
            assert response.mimetype == ("text/css" if name.endswith(".css") else "text/javascript")


def test_the_strings_are_served(client: FlaskClient) -> None:
    with client.get("/shared/messages.json") as response:
        assert response.mimetype == "application/json"
        assert response.get_json()["topics"]["message"] == "Topics"


@pytest.mark.parametrize("path", ["/shared/missing.js", "/shared/../manifest.json", "/shared/%2e%2e/manifest.json"])
def test_nothing_else_is(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"
