import assert from "node:assert/strict";
import { test } from "node:test";
import { isBlock, TextBuilder } from "../../../extension/content/text.js";
import { open } from "./page.mjs";

/** @param {string} html */
function built(html) {
  const page = open(html);
  const builder = new TextBuilder();
  const visit = (node) => {
    if (node.nodeType === 3) return builder.add(node);
    if (isBlock(node)) builder.endBlock();
    node.childNodes.forEach(visit);
    if (isBlock(node)) builder.endBlock();
  };
  visit(page.body);
  return builder;
}

test("a line break in the source is a space, the end of a block a newline", () => {
  const { text } = built("<p>The council\n      voted.</p>\n\n  <p>The mayor<br>left.</p>");
  assert.equal(text, "The council voted.\nThe mayor\nleft.\n");
});

test("words of neighbouring elements are kept apart as they are in the page", () => {
  assert.equal(built("<p>said <b>Ann</b> <i>Lee</i>, twice</p>").text, "said Ann Lee, twice\n");
  assert.equal(built("<p>un<b>believ</b>able</p>").text, "unbelievable\n");
});

test("every piece says where its words stand in the page", () => {
  const { text, pieces } = built("<p>  A\t\tlong &nbsp; “story”\n <em> with\n gaps </em> in it </p><p>😀 𝒃</p>");
  for (const { node, from, start, length } of pieces) {
    assert.equal(node.data.slice(from, from + length).replace(/\s/g, " "), text.slice(start, start + length));
  }
  const covered = pieces.reduce((sum, { length }) => sum + length, 0);
  assert.equal(covered, text.replace(/\n/g, "").length, "only newlines stand in no node");
});
