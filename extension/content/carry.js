/** What a reader can take along from the card: words with their attribution, or a link to them. */

import { citationOf, claimCitationOf, linkTo } from "../shared/citation.js";

/** @typedef {import("../shared/annotations.js").Span} Span */
/** @typedef {import("../shared/card.js").CardActions} CardActions */
/** @typedef {import("../shared/hittest.js").Hit} Hit */
/** @typedef {import("../shared/messages.js").Report} Report */

/**
 * @param {() => Report} report
 * @param {(spans: Span[]) => void} reveal
 * @returns {CardActions}
 */
export function cardActions(report, reveal) {
  const copy = (/** @type {Hit} */ { quotation, claim }) => {
    const { answer, source } = report();
    if (!answer) return Promise.resolve(false);
    if (quotation) return write(citationOf(answer, quotation, source));
    return claim ? write(claimCitationOf(answer, claim, source)) : Promise.resolve(false);
  };
  const share = (/** @type {Hit} */ { quotation, claim }) => {
    const spans = quotation?.content ?? (claim ? [claim.span] : []);
    return spans.length > 0 ? write(linkTo(report().source, spans)) : Promise.resolve(false);
  };
  return { reveal, copy, share };
}

/** @param {string} words */
async function write(words) {
  // Pages that came without encryption have no clipboard of the modern kind.
  if (!navigator.clipboard) return copyByEvent(words);
  return navigator.clipboard.writeText(words).then(
    () => true,
    () => copyByEvent(words),
  );
}

/** @param {string} words */
function copyByEvent(words) {
  const fill = (/** @type {ClipboardEvent} */ event) => {
    event.clipboardData?.setData("text/plain", words);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("copy", fill, { capture: true, once: true });
  const isDone = document.execCommand("copy");
  removeEventListener("copy", fill, { capture: true });
  return isDone;
}
