/** Brings the content script into a page, and tells why where that cannot be done. */

import { api } from "../shared/browser.js";
import { askPage } from "../shared/messages.js";
import { SCRIPTS } from "./scripts.js";

/** @typedef {import("../shared/messages.js").Problem} Problem */
/** @typedef {import("../shared/messages.js").Report} Report */

/** On a busy machine the permission that a click gives may reach the page a moment after the click. */
const PATIENCE_MILLISECONDS = [60, 200, 600];

const STORES = ["chromewebstore.google.com", "addons.mozilla.org", "chrome.google.com", "microsoftedge.microsoft.com"];

/**
 * Switches a page on, or off if it is on.
 * @param {chrome.tabs.Tab} tab
 * @param {boolean} isClicked by the toolbar button, which opens every page that can be opened
 * @returns {Promise<Problem | null>} why that cannot be
 */
export async function switchPage(tab, isClicked) {
  const id = tab.id ?? -1;
  if (!(await report(id))) {
    try {
      await bringIn(id, isClicked && /^https?:/.test(tab.url ?? "") ? PATIENCE_MILLISECONDS : []);
    } catch (error) {
      return reasonOf(tab.url ?? "", String(error), isClicked);
    }
  }
  return askPage(id, { type: "toggle" }).then(
    () => null,
    () => problem("stale"),
  );
}

/**
 * @param {number} tabId
 * @param {number[]} patience milliseconds to wait before each further try
 */
async function bringIn(tabId, patience) {
  const files = [...SCRIPTS, "content/start.js"];
  try {
    await api.scripting.executeScript({ target: { tabId }, files });
  } catch (error) {
    const [wait, ...rest] = patience;
    if (wait === undefined) throw error;
    await new Promise((resolve) => setTimeout(resolve, wait));
    await bringIn(tabId, rest);
  }
}

/**
 * How things stand in a page; null if no content script runs there.
 * @param {number} tabId
 * @returns {Promise<Report | null>}
 */
export function report(tabId) {
  return askPage(tabId, { type: "report" }).catch(() => null);
}

/**
 * Why a page cannot be read.
 * @param {string} url empty if the browser does not tell
 * @param {string} error
 * @param {boolean} isClicked
 * @returns {Problem}
 */
export function reasonOf(url, error, isClicked) {
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: "", hostname: "" };
  if (protocol === "file:") return problem("file-page");
  if (STORES.includes(hostname) || /(chrome|edge|about):|gallery/.test(error)) return problem("closed-page");
  if (protocol !== "" && !/^https?:/.test(protocol)) return problem("closed-page");
  if (!/permission|cannot access|missing host/i.test(error)) return problem("other", [error]);
  return problem(isClicked ? "closed-page" : "page-permission");
}

/**
 * @param {string} code
 * @param {string[]} values
 * @returns {Problem}
 */
function problem(code, values = []) {
  return { code, values, retryAfter: null };
}
