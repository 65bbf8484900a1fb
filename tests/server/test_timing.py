"""Server-Timing: each answer tells how long its stages took."""

import re

from flask.testing import FlaskClient

from tests.conftest import ARTICLE


def _stages(header: str) -> list[str]:
    assert re.fullmatch(r"(?:[a-z]+;dur=\d+\.\d\d(?:, |$))+", header)
    return re.findall(r"[a-z]+(?=;)", header)


def test_an_answer_tells_all_its_stages(client: FlaskClient) -> None:
    response = client.post("/v1/annotate", json={"text": ARTICLE}, headers={"Cache-Control": "no-store"})
    assert _stages(response.headers["Server-Timing"]) == [
        *("guard", "parse", "wait", "document", "encoder", "quotations", "speakers", "claims", "topics", "phrases"),
        "serialise",
    ]


def test_a_failure_tells_how_far_it_came(client: FlaskClient) -> None:
    response = client.post("/v1/annotate", data="{", content_type="application/json")
    assert _stages(response.headers["Server-Timing"]) == ["guard", "parse"]


def test_one_request_does_not_hold_the_times_of_another(client: FlaskClient) -> None:
    client.post("/v1/annotate", json={"text": ARTICLE})
    assert _stages(client.get("/v1/").headers["Server-Timing"]) == ["guard"]
