"""Probes and counters."""

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import ARTICLE


def test_up_and_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "up"}
    assert client.get("/readyz").get_json() == {"status": "ready"}


def test_not_ready_where_the_probe_fails(client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(app.extensions["whosaid"].service), "probe", lambda _: False)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.headers["Retry-After"]


def test_metrics_count_texts_and_hold_none(client: FlaskClient) -> None:
    client.post("/v1/annotate", json={"text": ARTICLE, "url": "https://news.example/sorrel"})
    text = client.get("/metrics").get_data(as_text=True)
    assert 'whosaid_requests_total{method="POST",route="/v1/annotate",status="200"}' in text
    assert "whosaid_request_seconds_bucket" in text
    assert "Sorrel" not in text
    assert "sorrel" not in text


def test_an_unknown_path_or_method_adds_no_series(client: FlaskClient) -> None:
    client.get("/sorrel-bridge")
    client.open("/", method="SORREL")
    text = client.get("/metrics").get_data(as_text=True)
    assert "sorrel" not in text.lower()
    assert 'method="other"' in text


def test_the_log_tells_sizes_and_timings_only(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post(
            "/v1/annotate?format=json&q=Sorrel",
            json={"text": ARTICLE, "title": "Sorrel", "url": "https://sorrel.example"},
        )
        client.get("/Sorrel")
    assert "POST /v1/annotate 200" in caplog.text
    assert "sorrel" not in caplog.text.lower()


def test_about(client: FlaskClient) -> None:
    about = client.get("/v1/").get_json()
    assert about["api_version"] == "1"
    assert about["model"]["licence"]
    assert about["limits"]["max_text_length"] == 200_000
    assert about["annotators"] == ["speakers", "claims", "topics"]
