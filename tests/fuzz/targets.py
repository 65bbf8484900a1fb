"""What is fuzzed: each target draws inputs and checks what must hold for all of them."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import click
import orjson
import schemathesis
from flask import Flask
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from server.annotation.document import Document
from server.annotation.pipeline import ANNOTATORS, Options
from server.exports import markdown, w3c
from server.offsets import OffsetMap
from server.openapi import document
from server.presentation import present
from server.service import AnnotateRequest, Answer, Service
from server.terminal import coloured
from tests.fuzz import surface
from tests.fuzz.invariants import check_answer, check_document, spans_of, without_offsets
from tests.fuzz.texts import TEXTS
from tests.server.test_openapi import schema

DEFAULT = Options()
_OPTIONS = st.builds(
    Options,
    annotators=st.sets(st.sampled_from(ANNOTATORS), min_size=1).map(frozenset),
    thoughts=st.booleans(),
    claim_share=st.floats(0, 1),
)
_SECONDS, _SECONDS_PER_CHARACTER = 1.0, 0.002  # of CPU time for one text; prose takes a fortieth of that


@dataclass(frozen=True)
class Target:
    """Inputs, and the check that raises where something does not hold for one of them."""

    inputs: SearchStrategy[Any]
    check: Callable[[Any], None]


def targets(app: Flask) -> dict[str, Target]:
    """All targets by name; `app` is what is fuzzed."""
    service: Service = app.extensions["whosaid"].service
    client = app.test_client()
    return {
        "document": Target(st.tuples(TEXTS, st.none() | TEXTS), lambda drawn: check_document(Document(*drawn))),
        "offsets": Target(TEXTS, _check_offsets),
        "answer": Target(st.tuples(TEXTS, st.none() | TEXTS, _OPTIONS), lambda d: check_annotated(service, *d)),
        "parts": Target(TEXTS, lambda text: _check_parts(service, text)),
        "exports": Target(st.tuples(TEXTS, TEXTS), lambda drawn: check_exported(service, *drawn)),
        "requests": Target(surface.good_requests(), lambda request: surface.check_good(client, request)),
        "bad requests": Target(surface.bad_requests(), lambda request: surface.check_bad(client, request)),
        "batches": Target(surface.batches(), lambda lines: surface.check_batch(client, lines)),
        "contract": Target(_cases(), _check_case),
    }


def _check_offsets(text: str) -> None:
    """Offsets in UTF-16 are what encoding the text up to there says."""
    offset = OffsetMap(text, "utf16")
    assert [offset(at) for at in range(len(text) + 1)] == [
        len(text[:at].encode("utf-16-le")) // 2 for at in range(len(text) + 1)
    ]


def _answer(service: Service, text: str, title: str | None, options: Options, **more: Any) -> Answer:
    return service.annotate(AnnotateRequest(text, title, language="en", options=options, **more))


def check_annotated(service: Service, text: str, title: str | None, options: Options) -> None:
    """An answer is true in both units, the same twice, and there in time."""
    began = time.process_time()
    answer = _answer(service, text, title, options)
    seconds = time.process_time() - began
    assert seconds < _SECONDS + _SECONDS_PER_CHARACTER * len(text), f"{seconds:.1f} s for {len(text)} characters"
    plain = present(answer)
    check_answer(plain, answer.document, options)
    again = present(_answer(service, text, title, options, offset_unit="utf16"))
    check_answer(again, answer.document, options)
    assert orjson.dumps(without_offsets(plain)) == orjson.dumps(without_offsets(again)), "not the same twice"


def _check_parts(service: Service, text: str) -> None:
    """One annotator alone says what it says among all; with thoughts there is no less speech."""
    whole = present(_answer(service, text, None, Options()))
    for names, lists in ((["speakers"], ["speakers", "quotations"]), (["topics"], ["topics", "key_phrases"])):
        part = present(_answer(service, text, None, Options(annotators=frozenset(names))))  # type: ignore[arg-type]
        assert all(part[name] == whole[name] for name in lists), f"{names} alone are others"
    claims = present(_answer(service, text, None, Options(annotators=frozenset({"claims"}))))
    assert claims["claims"] == whole["claims"], "claims alone are others"
    assert {q["id"] for q in claims["quotations"]} <= {q["id"] for q in whole["quotations"]}


def check_exported(service: Service, text: str, title: str) -> None:
    """Exports hold the text's words where they say, and cannot be made to hold anything else."""
    answer = _answer(service, text, title, Options(thoughts=True), url="https://news.example/")
    for item in w3c(answer)["items"]:
        selectors = item["target"].get("selector", [])
        for place, quote in zip(selectors[::2], selectors[1::2], strict=True):
            start, end = place["start"], place["end"]
            assert quote["exact"] == text[start:end]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])
    assert not any(mark in line.replace(f"\\{mark}", "") for line in _free_lines(answer) for mark in "<|`")
    shown = click.unstyle(coloured(answer))
    assert all(character.isprintable() or character in "\n\t" for character in shown)
    assert sum(1 for _ in spans_of(present(answer))) >= len(answer.annotations.quotations)


def _free_lines(answer: Answer) -> Iterator[str]:
    """The lines of the Markdown that hold words of the text, without backslashes that are escaped themselves."""
    for line in markdown(answer).replace("\\\\", "").split("\n"):
        if not line.startswith("- ") or " > " not in line:
            yield line


def _cases() -> SearchStrategy[schemathesis.Case[Any]]:
    return st.one_of(
        *(schema[path][method].as_strategy() for path, each in document()["paths"].items() for method in each)
    )


def _check_case(case: schemathesis.Case[Any]) -> None:
    """The app keeps to its document."""
    case.call_and_validate(excluded_checks=[positive_data_acceptance, negative_data_rejection])
