"""The published document is valid, complete, and true of the running app."""

import json
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from server import create_app
from server.openapi import document
from server.settings import Settings


@schemathesis.serializer("application/x-ndjson")
def _as_lines(_: schemathesis.SerializationContext, value: Any) -> bytes:
    return json.dumps(value, default=str).encode()  # any integer, also beyond 64 bits


schema = schemathesis.openapi.from_wsgi("/openapi.json", create_app(Settings()))


def test_the_document_is_valid(client: FlaskClient) -> None:
    response = client.get("/openapi.json")
    assert response.get_json() == document()
    OpenAPIV31SpecValidator(response.get_json()).validate()


def test_every_route_is_documented(app: Flask) -> None:
    routes = {
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if "<" not in rule.rule
    }
    served = {(path, method.lower()) for path, method in routes if method in ("GET", "POST")}
    assert served == {(path, method) for path, item in document()["paths"].items() for method in item}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_app_keeps_to_the_document(case: schemathesis.Case[Any]) -> None:
    """Fuzzed: no undocumented status, type or body; bad data refused.

    Whether a text is English is no matter of a schema, so a good request may be refused for that.
    """
    case.call_and_validate(excluded_checks=[positive_data_acceptance, negative_data_rejection])


def test_the_document_is_not_sent_twice(client: FlaskClient) -> None:
    tag = client.get("/openapi.json").headers["ETag"]
    assert client.get("/openapi.json", headers={"If-None-Match": tag}).status_code == 304
