"""Three thousand marks on one page: what lies under the pointer is found at once."""

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

_MANY = 3000
_HIT_MILLISECONDS = 5

# A page of the service lets a test call the modules: the middles of marks are asked for, all over a long page.
_TIME_HITS = """async (many) => {
  const [{ TextMap }, { Painter }, { offsetAt, hitAt }, { layersOf, KINDS }] = await Promise.all(
    ["ranges", "paint", "hittest", "layers"].map((name) => import(`/shared/${name}.js`)));
  const pieces = [];
  const [quotations, claims] = [[], []];
  let text = "";
  for (let n = 0; n < many / 2; n++) {
    const node = document.createTextNode(`“We counted ${n} trams,” said the mayor of Port Ellery after the vote. `);
    if (n % 4 === 0) document.body.appendChild(document.createElement("p"));
    document.body.lastChild.append(node);
    pieces.push({ node, from: 0, start: text.length, length: node.length });
    const span = (start, end) =>
      ({ start: text.length + start, end: text.length + end, exact: node.data.slice(start, end) });
    quotations.push({ id: `q${n}`, kind: "direct", act: "speech", content: [span(0, 15)], speaker: null, also: [] });
    claims.push({ id: `c${n}`, span: span(4, 14), sentence: span(0, 15), score: 0.9, claimer: null });
    text += node.data;
  }
  const answer = { speakers: [], quotations, claims, topics: [], key_phrases: [] };
  const view = { kinds: new Set(KINDS), threshold: 0, only: null };
  const map = new TextMap(text, pieces);
  const painter = new Painter(map);
  painter.paint(layersOf(answer, view));
  const shown = [...painter.shown.values()].flat().length;
  const times = [];
  for (let n = 0; n < many / 2; n += 50) {
    const [range] = map.rangesOf(claims[n].span);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    const { left, top, width, height } = range.getBoundingClientRect();
    await new Promise(requestAnimationFrame);
    const start = performance.now();
    const offset = offsetAt(map, left + width / 2, top + height / 2);
    const hit = offset === null ? null : hitAt(answer, view, offset);
    times.push(performance.now() - start);
    if (hit?.quotation?.id !== `q${n}` || hit?.claim?.id !== `c${n}`) throw new Error(`Missed ${n}`);
  }
  painter.clear();
  return { shown, times: times.sort((a, b) => a - b) };
}"""


def test_what_lies_under_the_pointer_is_found_at_once(chromium: Browser, address: str) -> None:
    page = chromium.new_page(base_url=address)
    page.goto("/docs")
    found = page.evaluate(_TIME_HITS, _MANY)
    page.close()
    assert found["shown"] == _MANY
    median, slow = found["times"][len(found["times"]) // 2], found["times"][int(len(found["times"]) * 0.9)]
    print(f"hit test among {_MANY} marks: median {median:.2f} ms, 90th percentile {slow:.2f} ms")
    assert median < _HIT_MILLISECONDS
