"""Reads off the page what is highlighted, and off the answer what should be."""

from typing import Any, NamedTuple

from playwright.sync_api import Page

Answer = dict[str, Any]

_COLLECT = """() => {
  const body = document.getElementById("text-body");
  const before = (range) => {
    const lead = document.createRange();
    lead.setStart(body, 0);
    lead.setEnd(range.startContainer, range.startOffset);
    return lead.toString().length;
  };
  return [...CSS.highlights].flatMap(([name, highlight]) =>
    [...highlight].map((range) => [name.replace("whosaid-", ""), before(range), range.toString()]));
}"""


class Mark(NamedTuple):
    """Highlighted words; `start` counts UTF-16 code units without newlines, which stand in no text node."""

    layer: str
    start: int
    words: str


def marks(page: Page, *layers: str) -> list[Mark]:
    """What is highlighted now, in text order; of layers whose names start so, if any are given."""
    found = sorted((Mark(*each) for each in page.evaluate(_COLLECT)), key=lambda mark: (mark.start, mark.words))
    return [mark for mark in found if not layers or mark.layer.startswith(layers)]


def expected(text: str, spans: list[tuple[str, dict[str, Any]]]) -> list[Mark]:
    """What should be highlighted: each span with the name of its layer."""
    units = text.encode("utf-16-le")
    found = []
    for layer, span in spans:
        before = units[: 2 * span["start"]].decode("utf-16-le").replace("\n", "")
        found.append(Mark(layer, len(before.encode("utf-16-le")) // 2, span["exact"].replace("\n", "")))
    return sorted(found, key=lambda mark: (mark.start, mark.words))


def annotate(page: Page, text: str, title: str = "") -> Answer:
    """Types the text in, has it annotated, and returns the service's answer."""
    page.get_by_label("Headline").fill(title)
    page.get_by_role("textbox", name="Article").fill(text)
    with page.expect_response("**/v1/annotate") as response:
        page.get_by_role("button", name="Annotate").click()
    answer: Answer = response.value.json()
    page.locator("#reading").wait_for()
    return answer
