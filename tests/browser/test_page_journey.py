"""A reader's way through the page at /, on both samples, with the real service."""

import json
import re
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from .painted import Answer, expected, marks

pytestmark = pytest.mark.browser


class Opened(NamedTuple):
    """A sample, annotated."""

    page: Page
    text: str
    answer: Answer


@pytest.fixture(params=["A tram for the harbour", "A battery made of salt"])
def opened(page: Page, request: pytest.FixtureRequest) -> Opened:
    page.get_by_role("button", name=request.param).click()
    article = page.get_by_role("textbox", name="Article")
    text = article.input_value()
    article.focus()
    with page.expect_response("**/v1/annotate") as response:
        page.keyboard.press("Control+Enter")
    page.locator("#reading").wait_for()
    return Opened(page, text, response.value.json())


def _set_threshold(page: Page, per_cent: int) -> None:
    page.get_by_label("Show from a score of").fill(str(per_cent))


def test_words_are_highlighted_where_the_answer_has_them(opened: Opened) -> None:
    page, text, answer = opened
    _set_threshold(page, 0)
    assert answer["quotations"]
    assert answer["claims"]
    colours = {speaker["id"]: index % 8 for index, speaker in enumerate(answer["speakers"])}
    spans = [
        (f"{quotation['kind']}-{colours.get(quotation['speaker'], 'nobody')}", span)
        for quotation in answer["quotations"]
        for span in quotation["content"]
    ]
    spans += [(f"name-{colours[each['id']]}", span) for each in answer["speakers"] for span in each["mentions"]]
    assert marks(page, "direct", "mixed", "indirect", "name") == expected(text, spans)
    claims = [
        (f"claim-{1 + sum(each['score'] >= least for least in (0.25, 0.4, 0.6))}", each["span"])
        for each in answer["claims"]
    ]
    assert marks(page, "claim") == expected(text, claims)


def test_a_speaker_leads_through_the_quotations(opened: Opened) -> None:
    page, text, answer = opened
    for quotation in (each for each in answer["quotations"] if each["speaker"] == answer["speakers"][-1]["id"]):
        page.locator("#speakers .speaker").nth(len(answer["speakers"]) - 1).click()
        assert marks(page, "focus") == expected(text, [("focus", span) for span in quotation["content"]])
        assert _is_in_sight(page, "focus")


def test_a_speakers_quotations_can_be_unfolded(opened: Opened) -> None:
    page, _, answer = opened
    speaker = answer["speakers"][0]
    row = page.locator("#speakers > li").first
    row.get_by_role("button", name=f"of {speaker['name']}").click()
    said = row.locator(".quotation")
    expect(said).to_have_count(len(speaker["quotations"]))
    said.last.click()
    assert marks(page, "focus")


def test_the_switches_show_and_hide_a_kind(opened: Opened) -> None:
    page, _, answer = opened
    switch = page.get_by_role("checkbox", name=re.compile("^Direct"))
    assert marks(page, "direct")
    switch.uncheck()
    assert not marks(page, "direct")
    assert marks(page, "indirect")
    switch.check()
    assert marks(page, "direct")
    page.get_by_role("checkbox", name="Key phrases").check()
    assert len(marks(page, "phrase")) == sum(len(each["mentions"]) for each in answer["key_phrases"])


def test_the_threshold_chooses_the_claims(opened: Opened) -> None:
    page, _, answer = opened
    items = page.locator("#claims > li")
    flagged = [claim for claim in answer["claims"] if claim["highlight"]]
    assert items.count() >= len(flagged)
    for per_cent in (0, 60, 100):
        _set_threshold(page, per_cent)
        scores = sorted(
            (claim["score"] for claim in answer["claims"] if claim["score"] >= per_cent / 100), reverse=True
        )
        expect(items).to_have_count(len(scores))
        assert len(marks(page, "claim")) == len(scores)
        assert [f"{int(100 * score + 0.5)} %" for score in scores] == [_score(item) for item in items.all()]


def test_a_topic_or_key_phrase_marks_its_words_until_pressed_again(opened: Opened) -> None:
    page, text, answer = opened
    buttons = page.locator("[data-pin]")
    groups = [topic["evidence"] for topic in answer["topics"]] + [each["mentions"] for each in answer["key_phrases"]]
    expect(buttons).to_have_count(len(groups))
    for index in (0, len(groups) - 1):
        buttons.nth(index).click()
        expect(buttons.nth(index)).to_have_attribute("aria-pressed", "true")
        assert marks(page, "evidence") == expected(text, [("evidence", span) for span in groups[index]])
    buttons.nth(len(groups) - 1).click()
    assert not marks(page, "evidence")


def test_pointing_at_a_quotation_shows_who_said_it(opened: Opened) -> None:
    page, _, answer = opened
    quotation = next(each for each in answer["quotations"] if each["speaker"] and each["kind"] == "direct")
    speaker = next(each for each in answer["speakers"] if each["id"] == quotation["speaker"])
    x, y = page.evaluate(
        """() => {
          const direct = [...CSS.highlights].filter(([name]) => name.startsWith("whosaid-direct"));
          const ranges = direct.flatMap(([, highlight]) => [...highlight]);
          ranges.sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
          const box = ranges[0].getClientRects()[0];
          return [box.left + box.width / 2, box.top + box.height / 2];
        }"""
    )
    page.mouse.move(x, y)
    card = page.locator("#card")
    expect(card).to_contain_text(speaker["name"])
    expect(card).to_contain_text("Direct quotation")
    expect(card).to_contain_text(f"{round(quotation['score'] * 100)} %")
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()
    page.mouse.click(x, y)
    page.mouse.move(5, 5)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_arrow_keys_step_from_mark_to_mark(opened: Opened) -> None:
    page = opened.page
    page.get_by_role("group", name="The article's text").focus()
    places = []
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        expect(page.locator("#card")).to_be_visible()
        assert _is_in_sight(page, "focus")
        places.append(marks(page, "focus")[0].start)
    assert places == sorted(places)
    expect(page.locator("#status")).to_contain_text("3 of ")
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()


def test_editing_leaves_no_trace_of_the_annotations(opened: Opened) -> None:
    page, text, _ = opened
    page.get_by_role("button", name="Edit the text").click()
    assert marks(page) == []
    article = page.get_by_role("textbox", name="Article")
    expect(article).to_be_focused()
    assert article.input_value() == text


def test_exports(opened: Opened) -> None:
    page, _, answer = opened
    endings = {"JSON": "json", "W3C JSON-LD": "jsonld", "Markdown": "md"}
    copied = {name: _copied(page, name, ending) for name, ending in endings.items()}
    assert json.loads(copied["JSON"]) == answer
    annotations = json.loads(copied["W3C JSON-LD"])
    assert annotations["type"] == "AnnotationPage"
    assert len(annotations["items"]) == sum(len(answer[name]) for name in ("quotations", "claims", "topics"))
    assert answer["speakers"][0]["name"] in copied["Markdown"]
    assert all(heading in copied["Markdown"] for heading in ("## Topics", "## Who said what", "## What to check"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "annotations.md"
    assert download.value.path().read_text(encoding="utf-8") == copied["Markdown"]


def _copied(page: Page, name: str, ending: str) -> str:
    page.get_by_label("Format of the export").select_option(name)
    page.locator("#copy").click()
    expect(page.locator("#status")).to_have_text(f"Copied: annotations.{ending}")
    words: str = page.evaluate("navigator.clipboard.readText()")
    return words


def _score(item: Locator) -> str:
    words = item.locator(".claim-score").inner_text().split()
    return " ".join(words[:2])


def _is_in_sight(page: Page, layer: str) -> Any:
    return page.evaluate(
        """(name) => {
          const { top, bottom } = [...CSS.highlights.get(name)][0].getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        }""",
        f"whosaid-{layer}",
    )
