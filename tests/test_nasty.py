"""The nasty texts, quickly: the same checks as the fuzzer's, on every kind, and the sizes at the limits."""

import gzip
import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, seed, settings

from server.annotation.document import Document
from tests.fuzz.invariants import check_answer, check_document
from tests.fuzz.targets import DEFAULT, check_annotated, check_exported, targets
from tests.nasty import FOUND, KINDS, LANGUAGES
from tests.server.test_error_shape import check_problem

_LENGTH = 300  # code points
_LIMIT = 200_000
TEXTS = {
    **{kind: make(_LENGTH) for kind, make in KINDS.items()},
    **LANGUAGES,
    **{f"found {number}": text for number, text in enumerate(FOUND)},
}


@pytest.mark.parametrize("kind", TEXTS)
def test_nothing_breaks(app: Flask, kind: str) -> None:
    service = app.extensions["whosaid"].service
    check_document(Document(TEXTS[kind]))
    check_annotated(service, TEXTS[kind], "Ann Lee says so", DEFAULT)
    check_exported(service, TEXTS[kind], TEXTS[kind])


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_languages_are_never_taken_for_english(client: FlaskClient, language: str) -> None:
    response = client.post("/v1/annotate", json={"text": LANGUAGES[language] * 3})
    if response.status_code == 200:  # too few words tell it from any other: the answer says so
        assert response.get_json()["language"] == "und"
        assert "language-undetermined" in {warning["code"] for warning in response.get_json()["warnings"]}
    else:
        assert check_problem(response, 422)["type"].endswith(":unsupported-language")


def _answered(client: FlaskClient, text: str) -> dict[str, Any]:
    response = client.post("/v1/annotate", json={"text": text, "language": "en"})
    assert response.status_code == 200
    found: dict[str, Any] = response.get_json()
    check_answer(found, Document(text), DEFAULT)
    return found


@pytest.mark.parametrize(
    "kind",
    [
        "straight marks",
        "straight marks, spaced",
        "opening marks",
        "closing marks",
        "pairs",
        "apostrophes",
    ],
)
def test_fifty_thousand_quotation_marks(client: FlaskClient, kind: str) -> None:
    _answered(client, KINDS[kind](50_000))


def test_quotations_a_thousand_deep(client: FlaskClient) -> None:
    text = KINDS["nested deeply"](6000)
    document = Document(text)
    assert max(quoted.depth for quoted in document.quoted) == 999
    assert _answered(client, text)["quotations"]


@pytest.mark.parametrize("kind", ["one word", "one sentence", "combining marks", "NULs", "spaces", "full stops"])
def test_as_long_as_the_limit(client: FlaskClient, kind: str) -> None:
    assert _answered(client, KINDS[kind](_LIMIT))["length"] == _LIMIT


@pytest.mark.parametrize("character", ["x", "é", "😀", '"', "\u0301"])
def test_ten_megabytes_of_one_character_are_too_long(client: FlaskClient, character: str) -> None:
    body = json.dumps({"text": character * 10_000_000}, ensure_ascii=False).encode()
    check_problem(client.post("/v1/annotate", data=body, content_type="application/json"), 413)
    zipped = client.post(
        "/v1/annotate",
        data=gzip.compress(body, 1),
        content_type="application/json",
        headers={"Content-Encoding": "gzip"},
    )
    check_problem(zipped, 413)


def test_the_fuzzer_finds_nothing_at_once(app: Flask) -> None:
    for target in targets(app).values():
        configured = settings(
            max_examples=10,
            database=None,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        seed(1)(configured(given(target.inputs)(target.check)))()
