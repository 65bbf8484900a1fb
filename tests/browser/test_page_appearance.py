"""The page in the dark, on a phone, in forced colours and by keyboard alone; the colours are what they say they are."""

import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from .painted import annotate

pytestmark = pytest.mark.browser

ARTICLE = """“The bridge will open in May,” Mayor Ann Lee said on Monday.

It cost $12.4 million, 15 percent more than planned, according to the council of Sorrel, which owns it."""
_ANYTHING = re.compile(r"\S")
Scheme = Literal["light", "dark"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_sticks_out_at_the_side(chromium: Browser, address: str, scheme: Scheme, width: int) -> None:
    page = chromium.new_page(base_url=address, color_scheme=scheme, viewport={"width": width, "height": 640})
    page.goto("/")
    assert _overhang(page) <= 0
    annotate(page, f"{ARTICLE} {'x' * 300}", title="W" * 120)
    assert _overhang(page) <= 0
    page.goto("/docs")
    page.locator("#problems table").wait_for()
    assert _overhang(page) <= 0
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(chromium: Browser, address: str, scheme: Scheme) -> None:
    page = chromium.new_page(base_url=address, color_scheme=scheme)
    page.goto("/")
    style = page.evaluate("(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.body))")
    ink, paper = (_channels(each) for each in style)
    strongest = _channels(_highlight_style(page, "claim-4", "backgroundColor"))
    assert _contrast(ink, paper) >= 7
    assert _contrast(ink, _over(strongest, paper)) >= 4.5
    page.close()


def test_the_sheet_has_the_colours_of_the_palette(page: Page) -> None:
    palette = page.evaluate(
        """async () => {
          const { COLOURS, NOBODY, LINES } = await import("/shared/palette.js");
          return { colours: [...COLOURS.map(({ hex }) => hex), NOBODY.hex], lines: LINES };
        }"""
    )
    names = [*map(str, range(len(palette["colours"]) - 1)), "nobody"]
    for name, colour in zip(names, palette["colours"], strict=True):
        for ground in ((1.0, 1.0, 1.0), _channels("#16171a")[:3]):
            assert _contrast(_channels(colour), ground) >= 3
        for kind, line in palette["lines"].items():
            assert _channels(_highlight_style(page, f"{kind}-{name}", "textDecorationColor")) == _channels(colour)
            assert _highlight_style(page, f"{kind}-{name}", "textDecorationStyle") == line


def test_forced_colours_keep_the_kinds_apart(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    styles = {_highlight_style(page, f"{kind}-0", "textDecorationStyle") for kind in ("direct", "mixed", "indirect")}
    assert len(styles) == 3


def test_everything_can_be_reached_and_named(page: Page) -> None:
    annotate(page, ARTICLE)
    page.locator("body").evaluate("document.activeElement.blur()")
    controls = "#reading :is(button, input, select, [tabindex='0']):not([hidden] *)"
    wanted = page.locator(controls).count()
    seen = set()
    for _ in range(wanted + 12):
        page.keyboard.press("Tab")
        place = page.evaluate(f'[...document.querySelectorAll("{controls}")].indexOf(document.activeElement)')
        if place >= 0:
            seen.add(place)
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert len(seen) == wanted
    assert page.locator("h1:visible").count() == 1
    for button in page.locator("button:visible").all():
        expect(button).to_have_accessible_name(_ANYTHING)


def test_the_lists_come_after_the_text_on_a_phone(chromium: Browser, address: str) -> None:
    page = chromium.new_page(base_url=address, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.goto("/")
    annotate(page, ARTICLE)
    text, lists = page.locator("#article").bounding_box(), page.locator(".sidebar").bounding_box()
    assert text
    assert lists
    assert lists["y"] >= text["y"] + text["height"]
    page.touchscreen.tap(text["x"] + 120, text["y"] + 15)
    expect(page.locator("#card")).to_be_visible()
    page.close()


def _overhang(page: Page) -> Any:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def _highlight_style(page: Page, layer: str, name: str) -> str:
    value: str = page.evaluate(
        "([layer, name]) => getComputedStyle(document.body, `::highlight(whosaid-${layer})`)[name]", [layer, name]
    )
    return value


def _channels(colour: str) -> tuple[float, ...]:
    """Red, green, blue (and alpha) of a CSS colour, 0..1."""
    if colour.startswith("#"):
        return tuple(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    first, second, third, *alpha = (float(each) for each in re.findall(r"[\d.]+", colour))
    return (first / 255, second / 255, third / 255, *alpha)


def _over(colour: tuple[float, ...], ground: tuple[float, ...]) -> tuple[float, ...]:
    """A translucent colour on an opaque ground."""
    alpha = colour[3]
    return tuple(alpha * top + (1 - alpha) * below for top, below in zip(colour[:3], ground, strict=True))


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: tuple[float, ...]) -> float:
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in colour[:3]]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
