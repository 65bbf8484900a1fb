"""An article is words, whatever it holds: it is never markup, and its marks stand where they should."""

import pytest
from playwright.sync_api import Error, Page, expect

from .painted import annotate, expected, marks

pytestmark = pytest.mark.browser

HOSTILE = """“<img src=x onerror=document.title='owned'> is not a picture,” Mayor <b>Ann</b> Lee said on Monday.

“</p><script>document.title='owned'</script> costs $12 million,” said Ann Lee, who leads the <i>council</i>."""
ASTRAL = """😀 The 𝒃ridge 🌉 opened in May and cost $12 million, the council of Öland said on Monday.

“It is 𝟑𝟎 metres high 🎉 and we waited thirty years 👩‍👩‍👧 for this,” Mayor Ann Lee said. “Now it is here 🇳🇴.”"""


def test_markup_stays_text(page: Page) -> None:
    answer = annotate(page, HOSTILE, title="<img src=x onerror=document.title='owned'>")
    assert answer["quotations"]
    expect(page.locator("#headline")).to_have_text("<img src=x onerror=document.title='owned'>")
    assert page.locator("#reading :is(img, script, b, i)").count() == 0
    assert page.evaluate("document.getElementById('text-body').textContent") == HOSTILE.replace("\n", "")
    assert "owned" not in page.title()


def test_characters_beyond_the_basic_plane_shift_nothing(page: Page) -> None:
    answer = annotate(page, ASTRAL)
    spans = [span for quotation in answer["quotations"] for span in quotation["content"]]
    assert any("🎉" in span["exact"] for span in spans)
    found = [mark._replace(layer="") for mark in marks(page, "direct", "mixed", "indirect")]
    assert found == expected(ASTRAL, [("", span) for span in spans])


def test_a_page_that_says_something_else_is_not_marked(page: Page) -> None:
    text = "“It opens in May,” Ann Lee said."
    wrong, right = {"start": 0, "end": 7, "exact": "“It open"}, {"start": 19, "end": 26, "exact": "Ann Lee"}
    words = page.evaluate(
        """async ([text, spans]) => {
          const { TextMap } = await import("/shared/ranges.js");
          const node = document.body.appendChild(document.createTextNode(text));
          const map = new TextMap(text, [{ node, from: 0, start: 0, length: text.length }]);
          const read = () => spans.map((span) => map.rangesOf(span).join("") || null);
          const before = read();
          node.data = node.data.replace("Ann", "Bob");
          return [before, read(), map.offsetOf(node, 20)];
        }""",
        [text, [wrong, right]],
    )
    assert words == [[None, "Ann Lee"], [None, None], 20]


def test_inline_scripts_do_not_run(page: Page, complaints: list[str]) -> None:
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          try { script.textContent = "document.title = 'owned'"; } catch { return; }
          document.body.append(script);
        }"""
    )
    with pytest.raises(Error, match="TrustedHTML"):
        page.evaluate("document.body.innerHTML = '<p>owned</p>'")
    assert "owned" not in page.title()
    assert complaints
    complaints.clear()


def test_nothing_is_kept(page: Page) -> None:
    with page.expect_request("**/v1/annotate") as asked:
        annotate(page, "“The bridge will open in May,” Mayor Ann Lee said on Monday.")
    assert asked.value.header_value("Cache-Control") == "no-store"
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.reload()
    expect(page.get_by_role("textbox", name="Article")).to_have_value("")
