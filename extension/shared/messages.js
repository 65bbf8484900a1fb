/** What the parts of the extension say to one another: every message, and what is answered to it. */

import { api } from "./browser.js";

/** @typedef {import("./annotations.js").Answer} Answer */
/** @typedef {import("./annotations.js").Span} Span */
/** @typedef {import("./citation.js").Source} Source */
/** @typedef {import("./layers.js").Kind} Kind */
/** What a reader sees of a page: the view as it can be sent. @typedef {{kinds: Kind[], threshold: number, only: string | null}} PlainView */
/**
 * What is wrong: `problem_CODE` and `remedy_CODE` are strings with `values` in them.
 * @typedef {{code: string, values: string[], retryAfter: number | null}} Problem
 */
/** @typedef {{text: string, title?: string, language?: string, offset_unit: "utf16" | "codepoint"}} Request */
/** @typedef {{answer: Answer, cached: boolean} | {problem: Problem}} Outcome */
/** @typedef {"off" | "reading" | "on" | "waiting" | "problem"} Status `waiting`: switched on, but nothing to read yet */
/**
 * How things stand in a page.
 * @typedef {object} Report
 * @property {Status} status
 * @property {Problem | null} problem
 * @property {string[]} notices what a reader should know of the answer
 * @property {Answer | null} answer
 * @property {Source} source
 * @property {PlainView} view
 * @property {{spans: number, missing: number}} anchored spans of the answer, and those not found in the page
 * @property {{finding: number, asking: number, painting: number}} milliseconds
 * @property {boolean} cached
 */
/** @typedef {{name: string, version: string, model: string, milliseconds: number}} Health */
/**
 * To a page; the answer is its Report.
 * @typedef {{type: "report"} | {type: "toggle"} | {type: "clear"} | {type: "annotate", anyway: boolean}
 *   | {type: "view", view: PlainView} | {type: "reveal", spans: Span[]} | {type: "pin", spans: Span[] | null}
 *   | {type: "step", by: 1 | -1}} ToPage
 */
/**
 * To the background. A page sends `ask`, `dress`, `undress`, `reported`, `keys`, `panel` and `options`; panel and options the rest.
 * @typedef {{type: "ask", request: Request} | {type: "dress"} | {type: "undress"} | {type: "reported", report: Report}
 *   | {type: "keys"} | {type: "panel"} | {type: "options"} | {type: "switch", tabId: number} | {type: "trouble", tabId: number}
 *   | {type: "w3c", request: Request} | {type: "health"} | {type: "clear-cache"}
 *   | {type: "site", host: string, allowed: boolean}} ToBackground
 */

/**
 * @param {ToBackground} message
 * @returns {Promise<any>}
 */
export function askBackground(message) {
  return api.runtime.sendMessage(message);
}

/**
 * @param {number} tabId
 * @param {ToPage} message
 * @returns {Promise<Report>}
 * @throws where no content script runs
 */
export function askPage(tabId, message) {
  return api.tabs.sendMessage(tabId, message, { frameId: 0 });
}

/**
 * Answers messages; those of other types are left to others.
 * @param {Record<string, (message: any, sender: chrome.runtime.MessageSender) => unknown>} handlers by type
 */
export function listen(handlers) {
  api.runtime.onMessage.addListener((message, sender, respond) => {
    const handle = handlers[message?.type];
    if (!handle) return false;
    // Called at once: what the browser allows only on a reader's click is allowed only now.
    const answer = handle(message, sender);
    Promise.resolve(answer).then(respond, (error) => respond({ failure: String(error) }));
    return true;
  });
}
