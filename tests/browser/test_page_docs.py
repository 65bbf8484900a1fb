"""The page at /docs shows the whole OpenAPI document and can be tried."""

import json

import pytest
from playwright.sync_api import Page, expect

from server.openapi import document

pytestmark = pytest.mark.browser


@pytest.fixture
def docs(page: Page) -> Page:
    page.goto("/docs")
    page.locator("#problems table").wait_for()
    return page


def test_every_route_schema_and_problem_is_shown(docs: Page) -> None:
    spec = document()
    routes = [f"{method.upper()} {path}" for path, methods in spec["paths"].items() for method in methods]
    assert docs.locator("#routes h3").all_inner_texts() == routes
    assert docs.locator("#schemas h3").all_inner_texts() == list(spec["components"]["schemas"])
    shown = docs.locator("#problems code").all_inner_texts()
    assert {"malformed-json", "unsupported-language", "busy", "too-long"} <= set(shown)
    for link in docs.locator(".chapters a[href^='#']").all():
        assert docs.locator(f"[id='{(link.get_attribute('href') or '')[1:]}']").count() == 1


def test_the_examples_are_for_this_address(docs: Page, address: str) -> None:
    for example in docs.locator("#curl pre").all_inner_texts():
        assert f"{address}/v1/" in example


def test_an_example_can_be_tried(docs: Page) -> None:
    docs.get_by_role("button", name="Send").click()
    expect(docs.locator("#outcome-status")).to_contain_text("200")
    expect(docs.locator("#outcome-headers")).to_contain_text("etag: ")
    answer = json.loads(docs.locator("#outcome-body").inner_text())
    assert answer["offset_unit"] == "codepoint"


def test_a_wrong_body_shows_the_problem(docs: Page) -> None:
    docs.get_by_role("textbox", name="Body of").fill("{")
    docs.get_by_role("button", name="Send").click()
    expect(docs.locator("#outcome-status")).to_contain_text("400")
    expect(docs.locator("#outcome-body")).to_contain_text("urn:whosaid:problem:malformed-json")
