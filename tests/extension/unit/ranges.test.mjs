import assert from "node:assert/strict";
import { test } from "node:test";
import { TextMap } from "../../../extension/shared/ranges.js";
import { open, spanOf } from "./page.mjs";

const TEXT = "“It is open,” Ann Lee said.\nIt cost $12 million.";

function mapped() {
  const page = open("<p>“It is <em>open</em>,” Ann Lee\nsaid.</p><p>It cost $12 million.</p>");
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  const pieces = [];
  for (let start = 0; walker.nextNode();) {
    const node = walker.currentNode;
    if (TEXT[start] === "\n") start += 1;
    pieces.push({ node, from: 0, start, length: node.length });
    start += node.length;
  }
  return { page, map: new TextMap(TEXT, pieces) };
}

const read = (ranges) => ranges.map(String);

test("a span becomes one range in each text node", () => {
  const { map } = mapped();
  assert.deepEqual(read(map.rangesOf(spanOf(TEXT, "“It is open,”"))), ["“It is ", "open", ",”"]);
  assert.deepEqual(read(map.rangesOf(spanOf(TEXT, "said.\nIt cost"))), ["said.", "It cost"]);
});

test("white space may differ, words may not", () => {
  const { map } = mapped();
  assert.deepEqual(read(map.rangesOf(spanOf(TEXT, "Ann Lee said"))), ["Ann Lee\nsaid"]);
  assert.deepEqual(map.rangesOf({ start: 0, end: 3, exact: "No." }), []);
  assert.deepEqual(map.rangesOf({ start: 5, end: 5, exact: "" }), []);
});

test("words that the page no longer says get no range", () => {
  const { page, map } = mapped();
  page.querySelector("em").firstChild.data = "shut";
  assert.deepEqual(map.rangesOf(spanOf(TEXT, "“It is open,”")), []);
  assert.deepEqual(read(map.rangesOf(spanOf(TEXT, "$12 million"))), ["$12 million"]);
  page.querySelectorAll("p")[1].remove();
  assert.deepEqual(map.rangesOf(spanOf(TEXT, "$12 million")), []);
});

test("places in the page lead back to offsets", () => {
  const { page, map } = mapped();
  assert.equal(map.offsetOf(page.querySelector("em").firstChild, 1), TEXT.indexOf("open") + 1);
  assert.equal(map.offsetOf(page.body, 0), null);
});
