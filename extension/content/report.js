/** What is reported of a page, and the question to the background from which it comes. */

import { askBackground } from "../shared/messages.js";
import { say } from "../shared/strings.js";
import { isPartial } from "./paywall.js";

/** @typedef {import("../shared/annotations.js").Answer} Answer */
/** @typedef {import("../shared/messages.js").Outcome} Outcome */
/** @typedef {import("../shared/messages.js").Problem} Problem */
/** @typedef {import("../shared/messages.js").Report} Report */
/** @typedef {import("./article.js").Article} Article */

/** @returns {Report} */
export function blank() {
  return {
    status: "off",
    problem: null,
    notices: [],
    answer: null,
    source: { text: "", title: document.title, url: location.href },
    view: { kinds: [], threshold: 0.25, only: null },
    anchored: { spans: 0, missing: 0 },
    milliseconds: { finding: 0, asking: 0, painting: 0 },
    cached: false,
  };
}

/**
 * @param {Article} article
 * @param {boolean} isAnyway
 * @returns {Promise<Outcome>}
 */
export async function ask({ text, title }, isAnyway) {
  /** @type {import("../shared/messages.js").Request} */
  const request = {
    text,
    offset_unit: "utf16",
    ...(title && { title }),
    ...(isAnyway && { language: "en" }),
  };
  return askBackground({ type: "ask", request }).catch(() => ({
    problem: plain("stale"),
  }));
}

/**
 * @param {string} code
 * @returns {Problem}
 */
export function plain(code) {
  return { code, values: [], retryAfter: null };
}

/** @param {Article} article */
export function sourceOf({ text, title }) {
  return { text, title, url: location.href };
}

/** @param {Answer} answer */
export function noticesOf({ warnings }) {
  const partial = isPartial(document) ? [say("partial")] : [];
  return [...partial, ...warnings.map(({ detail }) => detail)];
}
