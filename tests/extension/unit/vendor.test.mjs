import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { test } from "node:test";
import { EXTENSION } from "./page.mjs";

const published = dirname(createRequire(import.meta.url).resolve("@mozilla/readability"));

test("Readability is as it was published", () => {
  for (const name of ["Readability.js", "LICENSE.md"]) {
    const vendored = readFileSync(`${EXTENSION}vendor/readability/${name}`);
    assert.ok(vendored.equals(readFileSync(`${published}/${name}`)), name);
  }
});
