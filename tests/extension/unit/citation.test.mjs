import assert from "node:assert/strict";
import { test } from "node:test";
import { citationOf, claimCitationOf, linkTo, wordsOf } from "../../../extension/shared/citation.js";
import { markdownOf } from "../../../extension/shared/markdown.js";
import { ANSWER, SOURCE, TEXT } from "./answer.mjs";
import { spanOf } from "./page.mjs";

const [first, , joint] = ANSWER.quotations;

test("a quotation is taken along with who said it and where", () => {
  assert.deepEqual(citationOf(ANSWER, first, SOURCE).split("\n"), [
    "“The bridge will open in May,”",
    "— Ann Lee, Mayor",
    "The bridge",
    "https://news.example/bridge#:~:text=%E2%80%9CThe%20bridge%20will%20open%20in%20May%2C%E2%80%9D",
  ]);
  assert.match(citationOf(ANSWER, joint, SOURCE), /— Ann Lee, Mayor; Tom Hale\n/);
  assert.match(claimCitationOf(ANSWER, ANSWER.claims[0], SOURCE), /^it cost \$12 million\n— Tom Hale\n/);
});

test("a link says which of two equal passages is meant", () => {
  const second = TEXT.lastIndexOf("“It will hold,”");
  const link = linkTo(SOURCE, [{ start: second, end: second + 15, exact: "“It will hold,”" }]);
  assert.match(decodeURIComponent(link), /text=hold,” Lee and Hale said\.-,“It will hold,”$/);
});

test("what means something in a fragment is encoded, and the page's own is kept", () => {
  const text = "A well-known, odd & long story";
  const link = linkTo({ text, title: "", url: "https://news.example/a#top:~:text=old" }, [
    spanOf(text, "well-known, odd & long"),
  ]);
  assert.equal(link, "https://news.example/a#top:~:text=well%2Dknown%2C%20odd%20%26%20long");
});

test("of a long passage a link names both ends", () => {
  const words = Array.from({ length: 60 }, (_, n) => `word${n}`).join(" ");
  const link = linkTo({ text: words, title: "", url: "https://news.example/a" }, [spanOf(words, words)]);
  assert.match(decodeURIComponent(link), /text=word0 word1 word2 word3 word4,word55 word56 word57 word58 word59$/);
});

test("split quotations are joined by an ellipsis", () => {
  assert.equal(wordsOf([{ exact: "“One ” " }, { exact: "two\n three" }]), "“One ” … two three");
});

test("Markdown keeps words as words", () => {
  const hostile = { ...ANSWER, key_phrases: [{ text: "[a](http://x.example) <b>*b*</b>", score: 1, mentions: [] }] };
  assert.ok(markdownOf(hostile, "# t").includes("\\[a\\](http://x.example) \\<b\\>\\*b\\*\\</b\\>"));
  assert.ok(markdownOf(ANSWER, "T").includes("**Ann Lee, Tom Hale** (direct): “It will hold,”"));
});
