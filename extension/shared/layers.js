/** Which words get which highlight: an answer as named lists of spans, before anything touches a page. */

import { coloursOf, gradeOf } from "./palette.js";

/** @typedef {import("./annotations.js").Answer} Answer */
/** @typedef {import("./annotations.js").Span} Span */
/** @typedef {"direct" | "mixed" | "indirect" | "names" | "claims" | "phrases"} Kind */
/**
 * What a reader wants to see; a claim is shown from `threshold` (a score) up.
 * @typedef {{kinds: ReadonlySet<Kind>, threshold: number}} View
 */

/** Every kind that can be switched on and off. */
export const KINDS = Object.freeze(
  /** @type {Kind[]} */ (["direct", "mixed", "indirect", "names", "claims", "phrases"]),
);

/**
 * Highlight name (without prefix) → spans, for what the view shows.
 * @param {Answer} answer
 * @param {View} view
 * @returns {Map<string, Span[]>}
 */
export function layersOf(answer, { kinds, threshold }) {
  /** @type {Map<string, Span[]>} */
  const layers = new Map();
  const add = (/** @type {string} */ name, /** @type {Span[]} */ spans) =>
    layers.set(name, [...(layers.get(name) ?? []), ...spans]);
  const colours = coloursOf(answer.speakers);
  for (const { kind, speaker, content } of answer.quotations) {
    if (kinds.has(kind)) add(`${kind}-${colours.get(speaker ?? "") ?? "nobody"}`, content);
  }
  if (kinds.has("names")) {
    for (const { id, mentions } of answer.speakers) add(`name-${colours.get(id)}`, mentions);
  }
  if (kinds.has("claims")) {
    for (const { score, span } of answer.claims) if (score >= threshold) add(`claim-${gradeOf(score)}`, [span]);
  }
  if (kinds.has("phrases")) {
    for (const { mentions } of answer.key_phrases) add("phrase", mentions);
  }
  return layers;
}
