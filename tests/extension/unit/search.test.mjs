import assert from "node:assert/strict";
import { test } from "node:test";
import { CharacterIndex } from "../../../extension/content/search.js";
import { open } from "./page.mjs";

/** @param {string} html */
function indexed(html) {
  const page = open(html);
  const nodes = [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return new CharacterIndex(nodes);
}

const words = (found) => found.map(({ node, from, to }) => node.data.slice(from, to));

test("white space does not matter, and the words may stand in several nodes", () => {
  const index = indexed("<p>The city\n   council <b>voted</b> on  Tuesday</p>");
  assert.deepEqual(words(index.find("city council voted on")), ["city\n   council", "voted", "on"]);
});

test("repeated words are found one after the other", () => {
  const index = indexed("<p>Yes.</p><p>No.</p><p>Yes.</p>");
  const [first, second] = [index.find("Yes."), index.find("Yes.")];
  assert.notEqual(first[0].node, second[0].node);
  assert.deepEqual(index.find("No."), [], "few characters are not looked for further up");
});

test("many characters are found wherever they stand", () => {
  const index = indexed("<p>A sentence that nobody else would write.</p><p>The end of it all is near.</p>");
  index.find("The end of it all is near.");
  assert.deepEqual(words(index.find("A sentence that nobody else would write.")), [
    "A sentence that nobody else would write.",
  ]);
});

test("what the page does not say is not found", () => {
  assert.deepEqual(indexed("<p>Something</p>").find("anything at all, really"), []);
  assert.deepEqual(indexed("<p>Something</p>").find("  "), []);
});
