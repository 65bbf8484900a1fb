/** Which words get which highlight: an answer as named lists of spans, before anything touches a page. */

import { coloursOf, gradeOf } from "./palette.js";

/** @typedef {import("./annotations.js").Answer} Answer */
/** @typedef {import("./annotations.js").Claim} Claim */
/** @typedef {import("./annotations.js").Quotation} Quotation */
/** @typedef {import("./annotations.js").Span} Span */
/** @typedef {import("./annotations.js").Speaker} Speaker */
/** @typedef {"direct" | "mixed" | "indirect" | "names" | "claims" | "phrases"} Kind */
/**
 * What a reader wants to see; a claim is shown from `threshold` (a score) up; `only` is a speaker's id, if what others
 * say is hidden.
 * @typedef {{kinds: ReadonlySet<Kind>, threshold: number, only: string | null}} View
 */

/** Every kind that can be switched on and off. */
export const KINDS = Object.freeze(
  /** @type {Kind[]} */ (["direct", "mixed", "indirect", "names", "claims", "phrases"]),
);

/**
 * The score from which the service itself would show claims.
 * @param {Answer} answer
 */
export function ownThreshold({ claims }) {
  const highlighted = claims.filter(({ highlight }) => highlight).map(({ score }) => score);
  return highlighted.length > 0 ? Math.floor(Math.min(...highlighted) * 100) / 100 : 0.25;
}

/**
 * The part of an answer that a view shows.
 * @param {Answer} answer
 * @param {View} view
 * @returns {{quotations: Quotation[], claims: Claim[], speakers: Speaker[]}}
 */
export function shownOf({ quotations, claims, speakers }, { kinds, threshold, only }) {
  return {
    quotations: quotations.filter(
      ({ kind, speaker, also }) => kinds.has(kind) && (only === null || speaker === only || also.includes(only)),
    ),
    claims: kinds.has("claims")
      ? claims.filter(({ score, claimer }) => score >= threshold && (only === null || claimer === only))
      : [],
    speakers: kinds.has("names") ? speakers.filter(({ id }) => only === null || id === only) : [],
  };
}

/**
 * Highlight name (without prefix) → spans, for what the view shows.
 * @param {Answer} answer
 * @param {View} view
 * @returns {Map<string, Span[]>}
 */
export function layersOf(answer, view) {
  /** @type {Map<string, Span[]>} */
  const layers = new Map();
  const add = (/** @type {string} */ name, /** @type {Span[]} */ spans) => {
    const layer = layers.get(name);
    if (layer) layer.push(...spans);
    else layers.set(name, [...spans]);
  };
  const colours = coloursOf(answer.speakers);
  const { quotations, claims, speakers } = shownOf(answer, view);
  for (const { kind, speaker, content } of quotations)
    add(`${kind}-${colours.get(speaker ?? "") ?? "nobody"}`, content);
  for (const { id, mentions } of speakers) add(`name-${colours.get(id)}`, mentions);
  for (const { score, span } of claims) add(`claim-${gradeOf(score)}`, [span]);
  if (view.kinds.has("phrases")) {
    for (const { mentions } of answer.key_phrases) add("phrase", mentions);
  }
  return layers;
}
