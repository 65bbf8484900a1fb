import assert from "node:assert/strict";
import { test } from "node:test";
import { spansOf } from "../../../extension/shared/annotations.js";
import { layersOf, ownThreshold } from "../../../extension/shared/layers.js";
import { soughtIn } from "../../../extension/shared/seek.js";
import { colourSheet } from "../../../extension/shared/sheet.js";
import { ANSWER, EVERYTHING } from "./answer.mjs";

const ids = (list) => list.map(({ id }) => id);

test("layers name kind, speaker and strength", () => {
  const layers = layersOf(ANSWER, EVERYTHING);
  assert.deepEqual([...layers.keys()].sort(), [
    "claim-3",
    "claim-4",
    "direct-0",
    "indirect-1",
    "name-0",
    "name-1",
    "phrase",
  ]);
  assert.equal(layers.get("direct-0").length, 2);
});

test("kinds, threshold and speaker choose what is shown", () => {
  const claims = layersOf(ANSWER, { ...EVERYTHING, kinds: new Set(["claims"]), threshold: 0.5 });
  assert.deepEqual([...claims.keys()], ["claim-4"]);
  const hale = layersOf(ANSWER, { ...EVERYTHING, kinds: new Set(["direct", "indirect", "names"]), only: "s2" });
  assert.deepEqual([...hale.keys()].sort(), ["direct-0", "indirect-1", "name-1"], "what he says jointly is his too");
});

test("the service's own choice of claims is where the slider starts", () => {
  assert.equal(ownThreshold(ANSWER), 0.83);
  assert.equal(ownThreshold({ ...ANSWER, claims: [] }), 0.25);
});

test("search looks through words and names, in any order and case", () => {
  assert.deepEqual(ids(soughtIn(ANSWER, EVERYTHING, "MAY bridge").quotations), ["q1"]);
  assert.deepEqual(ids(soughtIn(ANSWER, EVERYTHING, "hale").quotations), ["q2", "q3"]);
  assert.deepEqual(ids(soughtIn(ANSWER, EVERYTHING, "$12").claims), ["c1"]);
  assert.deepEqual(ids(soughtIn(ANSWER, EVERYTHING, "$12").speakers), ["s2"]);
  assert.deepEqual(ids(soughtIn(ANSWER, EVERYTHING, "").speakers), ["s1", "s2"]);
  assert.deepEqual(soughtIn(ANSWER, EVERYTHING, "zeppelin").quotations, []);
});

test("every span of an answer is known", () => {
  assert.equal(spansOf(ANSWER).length, 2 + 3 + 4 + 1);
});

test("a sheet of the reader's colours holds colours and nothing else", () => {
  assert.equal(colourSheet({ colours: [], claimColour: "" }), "");
  assert.equal(colourSheet({ colours: ["#0072b2"], claimColour: "" }), "", "the palette's own colour needs no rule");
  const sheet = colourSheet({ colours: ["", "#aa0044"], claimColour: "#00ff00" });
  assert.match(sheet, /::highlight\(whosaid-indirect-1\) { text-decoration-color: #aa0044; }/);
  assert.match(sheet, /::highlight\(whosaid-claim-4\) { background-color: #00ff0070; }/);
  assert.equal(colourSheet({ colours: ["red; } * { display: none"], claimColour: "url(x)" }), "");
});
