"""POST /v1/annotate: the contract's answer, for articles and for any text at all."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from server.annotation.results import Span
from server.schemas import AnnotateResponseSchema
from tests.conftest import ARTICLE

LISTS = ("speakers", "quotations", "claims", "topics", "key_phrases", "warnings")
# Pieces by which arbitrary text becomes news: what annotators look for, and what breaks offsets.
PIECES = st.sampled_from(
    'Ann Lee said |“|”|"|‘|’|according to Tom Hale|. |\n|\r\n|\n\n|, she said| that |12.4 million |%|[| |The '
    "|Similar Posts|😀|é|e\u0301|\u202e|\u2028|\x00|\ufeff|אמר|𝕎".split("|")
)
ANY_TEXT = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.lists(PIECES, max_size=40).map("".join))


def annotate(client: FlaskClient, text: str, **more: Any) -> dict[str, Any]:
    response = client.post("/v1/annotate", json={"text": text, **more})
    assert response.status_code == 200, response.data[:300]
    answer: dict[str, Any] = response.get_json()
    return answer


def spans_of(value: Any) -> list[dict[str, Any]]:
    """Every span in an answer, wherever it stands."""
    if isinstance(value, list):
        return [span for inner in value for span in spans_of(inner)]
    if isinstance(value, dict):
        return [value] if set(value) == {"start", "end", "exact"} else spans_of(list(value.values()))
    return []


def check(answer: dict[str, Any], text: str) -> None:
    """Asserts what holds for every answer: the schema, exact spans, ids that resolve, order."""
    assert AnnotateResponseSchema().validate(answer) == {}
    utf16 = answer["offset_unit"] == "utf16"
    units = text.encode("utf-16-le") if utf16 else text
    step = 2 if utf16 else 1
    assert answer["length"] == len(units) // step
    for span in spans_of(answer):
        cut = units[step * span["start"] : step * span["end"]]
        assert (cut.decode("utf-16-le") if isinstance(cut, bytes) else cut) == span["exact"] != ""
    speakers = {speaker["id"]: speaker for speaker in answer["speakers"]}
    quotations = {quotation["id"]: quotation for quotation in answer["quotations"]}
    for quotation in quotations.values():
        who = {quotation["speaker"], *quotation["also"]} - {None}
        assert who <= set(speakers)
        assert all(quotation["id"] in speakers[id_]["quotations"] for id_ in who)
    for claim in answer["claims"]:
        assert claim["claimer"] in {None, *speakers}
        assert claim["quotation"] in {None, *quotations}
        assert claim["sentence"]["start"] <= claim["span"]["start"] <= claim["span"]["end"] <= claim["sentence"]["end"]
    assert sum(topic["primary"] for topic in answer["topics"]) == bool(answer["topics"])
    for starts in (
        [quotation["content"][0]["start"] for quotation in answer["quotations"]],
        [claim["span"]["start"] for claim in answer["claims"]],
    ):
        assert starts == sorted(starts)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT, unit=st.sampled_from(["codepoint", "utf16"]))
@example(text="“A,” said Ann Lee, “B.”", unit="utf16")
@example(text="😀 “It is open,” Ann Lee said.", unit="utf16")
def test_any_text_is_answered_with_exact_spans(client: FlaskClient, text: str, unit: str) -> None:
    if text:
        check(annotate(client, text, offset_unit=unit, language="en"), text)


def test_the_article(client: FlaskClient) -> None:
    answer = annotate(client, ARTICLE)
    check(answer, ARTICLE)
    names = {speaker["id"]: speaker["name"] for speaker in answer["speakers"]}
    said = {quotation["content"][0]["exact"]: names[quotation["speaker"]] for quotation in answer["quotations"]}
    assert said["“We waited thirty years for this,”"] == "Ann Lee"
    assert said["“Now it is here.”"] == "Ann Lee"
    assert said["“I have walked every inch of it,”"] == "Tom Hale"
    assert said["the bridge over the Sorrel would open in May"] == "Ann Lee"
    assert "council" in names.values()
    split = next(q for q in answer["quotations"] if "every inch" in q["content"][0]["exact"])
    assert [span["exact"] for span in split["content"]][1:] == ["“and I would not drive a truck across.”"]
    assert split["kind"] == "direct"
    assert any("12.4 million" in claim["span"]["exact"] for claim in answer["claims"])
    furniture = ARTICLE.index("Similar Posts")
    assert all(span["end"] <= furniture for span in spans_of(answer))
    assert "page-furniture" in {warning["code"] for warning in answer["warnings"]}


@pytest.mark.parametrize("unit", ["codepoint", "utf16"])
def test_nothing_is_trimmed_before_indexing(client: FlaskClient, unit: str) -> None:
    text = "\ufeff\r\n  😀\t\r\n\r\n  “It is open,” Ann Lee said.  \r\n"
    answer = annotate(client, text, offset_unit=unit)
    check(answer, text)
    assert answer["quotations"][0]["content"][0]["exact"] == "“It is open,”"


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "\n" * 5000,
        "😀",
        "\x00",
        "[" * 100_000,
        "“" * 50_000,
        '"' * 50_000,
        "a" * 200_000,
        "A. " * 66_000,
        "“a " * 60_000,
    ],
)
def test_texts_without_sense_are_answered(client: FlaskClient, text: str) -> None:
    check(annotate(client, text, language="en"), text)


def test_the_longest_text_is_answered(client: FlaskClient) -> None:
    text = (ARTICLE * (200_000 // len(ARTICLE) + 1))[:200_000]
    check(annotate(client, text), text)


def test_no_paragraph_breaks(client: FlaskClient) -> None:
    text = ARTICLE.replace("\n", " ")
    answer = annotate(client, text)
    check(answer, text)
    assert "Ann Lee" in {speaker["name"] for speaker in answer["speakers"]}


def test_only_newlines_give_empty_lists_and_say_why(client: FlaskClient) -> None:
    answer = annotate(client, "\n\n\n")
    assert {name: answer[name] for name in LISTS[:-1]} == {key: [] for key in LISTS[:-1]}
    assert [warning["code"] for warning in answer["warnings"]] == ["no-sentences"]


@pytest.mark.parametrize(
    ("annotators", "filled"),
    [(["speakers"], {"speakers", "quotations"}), (["topics"], {"topics", "key_phrases"})],
)
def test_only_what_was_asked_for_is_answered(client: FlaskClient, annotators: list[str], filled: set[str]) -> None:
    answer = annotate(client, ARTICLE, annotators=annotators)
    assert {name for name in LISTS[:-1] if answer[name]} <= filled


def test_claims_alone_bring_along_only_those_they_name(client: FlaskClient) -> None:
    answer = annotate(client, ARTICLE, annotators=["claims"])
    check(answer, ARTICLE)
    assert answer["claims"]
    assert {q["id"] for q in answer["quotations"]} == {c["quotation"] for c in answer["claims"]} - {None}
    assert answer["topics"] == answer["key_phrases"] == []


def test_thoughts_come_only_when_asked_for(client: FlaskClient) -> None:
    text = "Ann Lee believes that the bridge will hold. Tom Hale said that it would not."
    assert {q["act"] for q in annotate(client, text)["quotations"]} == {"speech"}
    assert [q["act"] for q in annotate(client, text, thoughts=True)["quotations"]] == ["thought", "speech"]


@pytest.mark.parametrize("share", [0, 0.05, 0.5, 1])
def test_highlights_stay_within_the_share(client: FlaskClient, share: float) -> None:
    answer = annotate(client, ARTICLE, claim_share=share)
    assert sum(claim["highlight"] for claim in answer["claims"]) <= share * 7


def test_an_unclosed_quotation_is_warned_of(client: FlaskClient) -> None:
    answer = annotate(client, "“It is open, Ann Lee said on Monday at the river.")
    assert "unclosed-quotation" in {warning["code"] for warning in answer["warnings"]}


def test_the_etag_is_the_id_and_spares_the_work(client: FlaskClient) -> None:
    body = {"text": ARTICLE, "url": "https://news.example/bridge"}
    first = client.post("/v1/annotate", json=body)
    assert first.headers["ETag"] == f'"{first.get_json()["id"]}"'
    again = client.post("/v1/annotate", json=body, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    for change in ({"title": "Bridge"}, {"claim_share": 0.2}, {"offset_unit": "utf16"}, {"text": ARTICLE + "."}):
        other = client.post("/v1/annotate", json=body | change, headers={"If-None-Match": first.headers["ETag"]})
        assert other.status_code == 200
        assert other.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("how", [{"headers": {"Accept": "application/ld+json"}}, {"query_string": {"format": "w3c"}}])
def test_w3c_annotations(client: FlaskClient, how: dict[str, Any]) -> None:
    url = "https://news.example/bridge"
    response = client.post("/v1/annotate", json={"text": ARTICLE, "url": url}, **how)
    assert response.content_type.startswith("application/ld+json")
    page = json.loads(response.data)
    plain = annotate(client, ARTICLE)
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == sum(len(plain[name]) for name in ("quotations", "claims", "topics"))
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["target"]["source"] == url
        selectors = item["target"].get("selector", [])
        for position, quote in zip(selectors[::2], selectors[1::2], strict=True):
            span = Span(position["start"], position["end"])
            assert quote["exact"] == span.of(ARTICLE)
            assert quote["prefix"] == ARTICLE[max(span.start - 32, 0) : span.start]
            assert quote["suffix"] == ARTICLE[span.end : span.end + 32]


def test_the_seed_article(client: FlaskClient, shared: Any) -> None:
    gold = json.loads((shared / "data/gold/dev/seed-ceasefire-call.json").read_text(encoding="utf-8"))
    text = gold["text"]
    answer = annotate(client, text)
    check(answer, text)
    names = {speaker["id"]: speaker["name"] for speaker in answer["speakers"]}
    expected = {"Trump", "Witkoff", "Leavitt", "Zelenskyy", "Macron", "Starmer"}
    assert expected <= {name.split()[-1] for name in names.values()}
    for quotation in gold["quotations"]:
        if quotation["type"] == "direct":
            content = Span(*quotation["content"][0])
            found = next(q for q in answer["quotations"] if q["content"][0]["exact"] == content.of(text))
            assert names[found["speaker"]] == quotation["speaker_name"]
    furniture = text.index("Similar Posts")
    headline = Span(text.index("Trump and Putin", 5), text.index("The highly"))
    for span in spans_of(answer):
        assert span["end"] <= furniture
        assert not headline.overlaps(Span(span["start"], span["end"]))
