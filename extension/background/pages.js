/** Brings the content script into a page, and tells why where that cannot be done. */

import { api } from "../shared/browser.js";
import { askPage } from "../shared/messages.js";
import { SCRIPTS } from "./scripts.js";

/** @typedef {import("../shared/messages.js").Problem} Problem */
/** @typedef {import("../shared/messages.js").Report} Report */

const STORES = ["chromewebstore.google.com", "addons.mozilla.org", "chrome.google.com", "microsoftedge.microsoft.com"];

/**
 * Switches a page on, or off if it is on.
 * @param {chrome.tabs.Tab} tab
 * @returns {Promise<Problem | null>} why that cannot be
 */
export async function switchPage(tab) {
  const id = tab.id ?? -1;
  if (!(await report(id))) {
    try {
      await api.scripting.executeScript({ target: { tabId: id }, files: [...SCRIPTS, "content/start.js"] });
    } catch (error) {
      return reasonOf(tab, String(error));
    }
  }
  return askPage(id, { type: "toggle" }).then(
    () => null,
    () => problem("stale"),
  );
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
 * @param {chrome.tabs.Tab} tab
 * @param {string} error
 */
export function reasonOf({ url }, error) {
  if (!url) return problem("page-permission");
  const { protocol, hostname, pathname } = new URL(url);
  if (protocol === "file:") return problem("file-page");
  if (!["http:", "https:"].includes(protocol)) return problem("closed-page", [protocol]);
  if (STORES.includes(hostname)) return problem("closed-page", [hostname]);
  if (pathname.toLowerCase().endsWith(".pdf")) return problem("closed-page", ["PDF"]);
  return /permission|cannot access/i.test(error) ? problem("page-permission") : problem("other", [error]);
}

/**
 * @param {string} code
 * @param {string[]} values
 * @returns {Problem}
 */
function problem(code, values = []) {
  return { code, values, retryAfter: null };
}
