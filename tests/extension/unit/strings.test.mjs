import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { sourceOf } from "../../../extension/shared/strings.js";
import { EXTENSION } from "./page.mjs";

const messages = JSON.parse(readFileSync(`${EXTENSION}_locales/en/messages.json`, "utf8"));

/** Strings whose keys are put together from what the service answers, or from codes of problems. */
const BUILT = /^(quotation|speaker|claim|confidence|kind|state|title|problem|remedy)_|_(one|many)$/;

function* sources(folder = EXTENSION) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (["vendor", "_locales"].includes(entry.name)) continue;
    if (entry.isDirectory()) yield* sources(`${folder}${entry.name}/`);
    else if (/\.(js|html|json)$/.test(entry.name)) yield readFileSync(folder + entry.name, "utf8");
  }
}

const code = [...sources()].join("\n");
const problems = readFileSync(`${EXTENSION}background/problems.js`, "utf8");

test("every string that is asked for stands in the file", () => {
  const asked = [
    ...code.matchAll(/say\(\s*"(\w+)"/g),
    ...code.matchAll(/say\([^"()]*\? "(\w+)" : "\w+"/g),
    ...code.matchAll(/say\([^"()]*\? "\w+" : "(\w+)"/g),
    ...code.matchAll(/data-say(?:-label)?="(\w+)"/g),
    ...code.matchAll(/__MSG_(\w+)__/g),
  ].map(([, key]) => key);
  assert.ok(asked.length > 80);
  assert.deepEqual(
    asked.filter((key) => !(key in messages)),
    [],
  );
});

test("every string in the file is used", () => {
  const unused = Object.keys(messages).filter(
    (key) => !BUILT.test(key) && !new RegExp(`(\\b|__MSG_)${key}(\\b|__)`).test(code),
  );
  assert.deepEqual(unused, []);
});

test("every problem has a remedy", () => {
  const codes = [...code.matchAll(/(?:new Trouble|problem|plain)\("([a-z-]+)"/g)].map(([, found]) => found);
  const table = [...problems.matchAll(/^ {2}"?[\w-]+"?: "([a-z-]+)",$/gm)].map(([, found]) => found);
  const all = new Set([...codes, ...table].map((found) => found.replaceAll("-", "_")));
  assert.ok(all.size >= 14);
  assert.deepEqual(
    [...all].filter((found) => !(`problem_${found}` in messages && `remedy_${found}` in messages)),
    [],
  );
});

test("values stand where the string wants them", () => {
  const say = sourceOf({ of: { message: "$2 of $1, $1" } });
  assert.equal(say("of", ["$2", "b"]), "b of $2, $2");
  assert.equal(say("missing", []), "");
});
