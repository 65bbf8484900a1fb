"""Answers lately given: the same bytes at once, within bounds, and not where the caller wants nothing stored."""

import pytest
from flask import Flask

from server import create_app
from server.cache import Answers
from server.settings import Settings, SettingsError
from tests.conftest import ARTICLE

NO_STORE = {"Cache-Control": "no-store"}


def _annotated(app: Flask, text: str = ARTICLE, **asked: str) -> tuple[bytes, bool]:
    """The answer, and whether it was made for this request."""
    response = app.test_client().post("/v1/annotate", json={"text": text}, **asked)
    assert response.status_code == 200
    return response.data, "encoder" in response.headers["Server-Timing"]


@pytest.fixture
def fresh() -> Flask:
    return create_app(Settings())


def test_asked_again_it_is_answered_from_memory(fresh: Flask) -> None:
    first, was_made = _annotated(fresh)
    assert was_made
    assert _annotated(fresh) == (first, False)


def test_another_title_or_format_is_another_answer(fresh: Flask) -> None:
    _annotated(fresh)
    client = fresh.test_client()
    titled = client.post("/v1/annotate", json={"text": ARTICLE, "title": "Bridge"})
    assert "encoder" in titled.headers["Server-Timing"]
    w3c = client.post("/v1/annotate?format=w3c", json={"text": ARTICLE})
    assert w3c.get_json()["type"] == "AnnotationPage"


def test_no_store_neither_keeps_nor_uses(fresh: Flask) -> None:
    assert _annotated(fresh, headers=NO_STORE)[1]  # type: ignore[arg-type]
    assert _annotated(fresh)[1]
    assert _annotated(fresh, headers=NO_STORE)[1]  # type: ignore[arg-type]


def test_it_can_be_switched_off() -> None:
    app = create_app(Settings(cache_bytes=0))
    assert _annotated(app)[1]
    assert _annotated(app)[1]
    with pytest.raises(SettingsError, match="CACHE_BYTES"):
        Settings(cache_bytes=-1).check()


def test_what_was_not_asked_for_longest_makes_room() -> None:
    answers = Answers(most_bytes=10)
    answers.keep("a", b"1234")
    answers.keep("b", b"1234")
    assert answers.get("a") == b"1234"
    answers.keep("c", b"1234")
    assert (answers.get("a"), answers.get("b"), answers.get("c")) == (b"1234", None, b"1234")
    answers.keep("d", b"12345678901")
    assert answers.get("d") is None
    answers.keep("a", b"123456")
    assert (answers.get("a"), answers.get("c")) == (b"123456", b"1234")
