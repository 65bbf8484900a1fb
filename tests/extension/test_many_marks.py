"""Three thousand marks on one page: scrolling stays smooth."""

from collections.abc import Callable

import pytest

from .driver import Tab

pytestmark = pytest.mark.browser

_MANY = 3000
_FRAME_MILLISECONDS = 50
_KINDS = ["direct", "mixed", "indirect", "names", "claims"]

_SCROLL = """async () => {
  const frames = [];
  let last = performance.now();
  for (let n = 0; n < 40; n++) {
    scrollBy({ top: 300, behavior: "instant" });
    await new Promise(requestAnimationFrame);
    frames.push(performance.now() - last);
    last = performance.now();
  }
  return frames.sort((a, b) => a - b);
}"""


def test_a_long_page_scrolls_smoothly(opened: Callable[[str], Tab]) -> None:
    tab = opened("/long")
    tab.annotate()
    tab.ask(type="view", view={"kinds": _KINDS, "threshold": 0, "only": None})
    marks = tab.page.evaluate("[...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0)")
    assert marks >= _MANY
    frames = tab.page.evaluate(_SCROLL)
    print(f"scrolling over {marks} marks: median {frames[20]:.1f} ms a frame, 90th percentile {frames[36]:.1f} ms")
    assert frames[20] < _FRAME_MILLISECONDS
