/** The legend, which is also the switches: each kind with a sample of how it looks and how many there are. */

import { element } from "./element.js";
import { KINDS } from "./layers.js";
import { say } from "./strings.js";

/** @typedef {import("./annotations.js").Answer} Answer */
/** @typedef {import("./layers.js").Kind} Kind */

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
    const label = element("span", { class: `key key-${kind}` }, say(`kind_${kind}`));
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
