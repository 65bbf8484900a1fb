import assert from "node:assert/strict";
import { test } from "node:test";
import { articleOf, wholePage } from "../../../extension/content/article.js";
import { isPartial } from "../../../extension/content/paywall.js";
import { CharacterIndex } from "../../../extension/content/search.js";
import { TextMap } from "../../../extension/shared/ranges.js";
import { open } from "./page.mjs";

const SENTENCE =
  "The council of Port Ellery said on Monday that the harbour line would open in the spring of next year. ";
const STORY = `<article><h1>A line</h1>${`<p>${SENTENCE.repeat(3)}</p>`.repeat(4)}
  <aside class="related">Related: other lines</aside></article>`;

/** @param {{text: string, pieces: object[]}} article */
function assertStands({ text, pieces }) {
  assert.equal(new TextMap(text, pieces).rangesOf({ start: 0, end: text.length, exact: text }).length, pieces.length);
  assert.ok(
    pieces.every(({ node }) => node.isConnected),
    "pieces are the page's own nodes, not the copy's",
  );
}

test("the article is read, what stands beside it is not", () => {
  const page = open(`<nav>Home News Sport</nav>${STORY}<footer>About us</footer>`, "<title>A line | Courier</title>");
  const before = page.documentElement.outerHTML;
  const article = articleOf(page);
  assert.equal(article.text.split("\n").filter(Boolean).length, 4);
  assert.ok(!/Home News|Related|About us/.test(article.text));
  assertStands(article);
  assert.equal(page.documentElement.outerHTML, before);
});

test("where the copy loses track of the nodes, their characters are searched for", () => {
  // By its name this is no article. Readability finds so little that it tries again from a copy of its own.
  const story = [SENTENCE, SENTENCE.replace("Monday", "Tuesday"), SENTENCE.repeat(5)].map((words) => `<p>${words}</p>`);
  const page = open(`<p>Menu</p><div class="sidebar">${story.join("\n")}</div>`);
  const find = CharacterIndex.prototype.find;
  let asked = 0;
  CharacterIndex.prototype.find = function (words) {
    asked += 1;
    return find.call(this, words);
  };
  const article = articleOf(page);
  CharacterIndex.prototype.find = find;
  assert.ok(asked > 0);
  assert.ok(article.text.includes("on Tuesday that"));
  assertStands(article);
});

test("a page of links, or of nothing, is no article", () => {
  const links = "<li><a href='/1'>A headline about the harbour line that opens in spring</a></li>".repeat(30);
  assert.equal(articleOf(open(`<ul>${links}</ul>`)), null);
  assert.equal(articleOf(open("<p>Too short.</p>")), null);
  const whole = wholePage(open(`<ul>${links}</ul><script>var a = "hidden";</script>`));
  assert.equal(whole.text.split("\n").filter(Boolean).length, 30);
  assert.ok(!whole.text.includes("hidden"));
});

test("a page can say that it is not free", () => {
  const data = (value) => `<script type="application/ld+json">{"isAccessibleForFree": ${value}}</script>`;
  assert.ok(isPartial(open(data("false"))));
  assert.ok(isPartial(open(data('"False"'))));
  assert.ok(!isPartial(open(data("true"))));
  assert.ok(isPartial(open("", '<meta property="article:content_tier" content="locked">')));
  assert.ok(!isPartial(open("")));
});
