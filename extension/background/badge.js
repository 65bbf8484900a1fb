/** Says on the toolbar button how things stand in a tab; where a page is closed to extensions, the button says why. */

import { api } from "../shared/browser.js";
import { say } from "../shared/strings.js";
import { keyOf } from "../shared/trouble.js";

/** @typedef {import("../shared/messages.js").Problem} Problem */
/** @typedef {import("../shared/messages.js").Report} Report */

const CALM = "#12395b";
const ALARM = "#a12a1a";
const PANEL = "panel/index.html";

/**
 * @param {number} tabId
 * @param {Report} report
 */
export async function showReport(tabId, { status, answer, problem }) {
  const words = {
    off: "",
    reading: "…",
    on: String(answer?.quotations.length ?? ""),
    waiting: "–",
    problem: "!",
  }[status];
  const title = problem ? say(keyOf("problem", problem.code), ...problem.values) : say(`title_${status}`);
  await show(tabId, words, status === "problem" ? ALARM : CALM, title);
}

/**
 * Says it in a popup, since nothing can be said on such a page.
 * @param {number} tabId
 * @param {Problem} problem
 */
export async function showTrouble(tabId, problem) {
  await api.storage.session.set({ [keyOfTab(tabId)]: problem });
  await show(tabId, "!", ALARM, say(keyOf("problem", problem.code), ...problem.values));
  await api.action.setPopup({ tabId, popup: `${PANEL}?popup` });
  // Where the browser does not open it by itself, the next click does.
  await api.action.openPopup?.().catch(() => {});
}

/**
 * @param {number} tabId
 * @returns {Promise<Problem | null>}
 */
export async function troubleOf(tabId) {
  const key = keyOfTab(tabId);
  return (await api.storage.session.get(key))[key] ?? null;
}

/** Another page came into the tab. @param {number} tabId */
export async function forgetTrouble(tabId) {
  if (!(await troubleOf(tabId))) return;
  await api.storage.session.remove(keyOfTab(tabId));
  await api.action.setPopup({ tabId, popup: "" }).catch(() => {});
}

/**
 * @param {number} tabId
 * @param {string} text
 * @param {string} color
 * @param {string} title
 */
async function show(tabId, text, color, title) {
  await api.action.setBadgeBackgroundColor({ tabId, color });
  await api.action.setBadgeText({ tabId, text });
  await api.action.setTitle({ tabId, title });
}

/** @param {number} tabId */
function keyOfTab(tabId) {
  return `trouble ${tabId}`;
}
