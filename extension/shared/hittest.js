/** Which annotations lie under a point. Highlights are no elements: they get no events, so the text is asked. */

import { covers } from "./annotations.js";
import { shownOf } from "./layers.js";

/** @typedef {import("./annotations.js").Answer} Answer */
/** @typedef {import("./annotations.js").Claim} Claim */
/** @typedef {import("./annotations.js").Quotation} Quotation */
/** @typedef {import("./annotations.js").Speaker} Speaker */
/** @typedef {import("./layers.js").View} View */
/** @typedef {import("./ranges.js").TextMap} TextMap */
/** @typedef {{quotation: Quotation | null, claim: Claim | null, speaker: Speaker | null}} Hit */

/** Pixels above and below a character that count as its own: between two lines of one mark there is no hole. */
const LEADING = 6;

/**
 * The offset in the text of the character under a point of the viewport, or null if none is there.
 * @param {TextMap} map
 * @param {number} x
 * @param {number} y
 * @returns {number | null}
 */
export function offsetAt(map, x, y) {
  const caret = caretAt(x, y);
  if (!(caret?.node instanceof Text)) return null;
  // A caret stands between two characters, and beside the text it snaps to the nearest: only a box tells.
  for (const within of [caret.offset, caret.offset - 1]) {
    if (within >= 0 && within < caret.node.length && isOver(caret.node, within, x, y)) {
      return map.offsetOf(caret.node, within);
    }
  }
  return null;
}

/**
 * What is shown at an offset: the innermost quotation, the claim and the named speaker; null if nothing is.
 * @param {Answer} answer
 * @param {View} view
 * @param {number} offset
 * @returns {Hit | null}
 */
export function hitAt(answer, view, offset) {
  const shown = shownOf(answer, view);
  const quotations = shown.quotations.filter(({ content }) => covers(content, offset));
  const hit = {
    quotation: quotations.sort((a, b) => lengthOf(a) - lengthOf(b))[0] ?? null,
    claim: shown.claims.find(({ span }) => covers([span], offset)) ?? null,
    speaker: shown.speakers.find(({ mentions }) => covers(mentions, offset)) ?? null,
  };
  return hit.quotation || hit.claim || hit.speaker ? hit : null;
}

/** @param {Quotation} quotation */
function lengthOf({ content }) {
  return content.reduce((sum, { start, end }) => sum + end - start, 0);
}

/**
 * @param {number} x
 * @param {number} y
 * @returns {{node: Node, offset: number} | null}
 */
function caretAt(x, y) {
  if ("caretPositionFromPoint" in document) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret && { node: caret.offsetNode, offset: caret.offset };
  }
  // Safari before 26 and Chromium before 128 know only this one.
  const range = /** @type {Document} */ (document).caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}

/**
 * Whether the point lies in a box of that character.
 * @param {Text} node
 * @param {number} within
 * @param {number} x
 * @param {number} y
 */
function isOver(node, within, x, y) {
  const range = document.createRange();
  range.setStart(node, within);
  range.setEnd(node, within + 1);
  return [...range.getClientRects()].some(
    ({ left, right, top, bottom }) => left <= x && x <= right && top - LEADING <= y && y <= bottom + LEADING,
  );
}
