/** The legend, which is also the switches: each kind with a sample of how it looks and how many there are. */

import { element } from "../shared/element.js";
import { KINDS } from "../shared/layers.js";

/** @typedef {import("../shared/annotations.js").Answer} Answer */
/** @typedef {import("../shared/layers.js").Kind} Kind */

const LABELS = /** @type {Record<Kind, string>} */ ({
  direct: "Direct quotations",
  mixed: "Partly quoted",
  indirect: "Indirect quotations",
  names: "Speakers’ names",
  claims: "Claims, strongest to check first",
  phrases: "Key phrases",
});

/**
 * @param {Answer} answer
 * @param {Set<Kind>} shown changed by the switches
 * @param {() => void} changed
 * @returns {HTMLElement[]}
 */
export function legendItems(answer, shown, changed) {
  return KINDS.map((kind) => {
    const toggle = element("input", { type: "checkbox", value: kind, checked: shown.has(kind), change: () => flip() });
    const flip = () => {
      if (toggle.checked) shown.add(kind);
      else shown.delete(kind);
      changed();
    };
    const label = element("span", { class: `key key-${kind}` }, LABELS[kind]);
    const number = element("span", { class: "count" }, String(numberOf(answer, kind)));
    return element("li", {}, element("label", {}, toggle, label, number));
  });
}

/**
 * @param {Answer} answer
 * @param {Kind} kind
 */
function numberOf({ quotations, speakers, claims, key_phrases: phrases }, kind) {
  if (kind === "names") return speakers.length;
  if (kind === "claims") return claims.length;
  if (kind === "phrases") return phrases.length;
  return quotations.filter((quotation) => quotation.kind === kind).length;
}
