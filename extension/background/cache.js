/** Keeps answers for as long as the browser runs, one for each text: coming back to an article is instant. */

import { api } from "../shared/browser.js";

/** @typedef {import("../shared/annotations.js").Answer} Answer */

const PREFIX = "answer ";
const ORDER = "answers";
const MOST = 60;

/**
 * @param {string} base the service that was asked
 * @param {object} content what was asked
 * @returns {Promise<Answer | null>}
 */
export async function kept(base, content) {
  const key = await keyOf(base, content);
  return (await api.storage.session.get(key))[key] ?? null;
}

/**
 * @param {string} base
 * @param {object} content
 * @param {Answer} answer
 */
export async function keep(base, content, answer) {
  const key = await keyOf(base, content);
  const order = [...(await keys()).filter((each) => each !== key), key];
  await drop(order.splice(0, order.length - MOST));
  try {
    await api.storage.session.set({ [key]: answer, [ORDER]: order });
  } catch {
    // The browser allows so many bytes: the older half goes. An answer that does not fit then is not kept.
    await drop(order.splice(0, Math.ceil(order.length / 2)));
    await api.storage.session.set({ [ORDER]: order.filter((each) => each !== key) });
  }
}

/** Forgets every answer. */
export async function clearCache() {
  await drop(await keys());
  await api.storage.session.remove(ORDER);
}

/** @returns {Promise<string[]>} the oldest first */
async function keys() {
  return (await api.storage.session.get(ORDER))[ORDER] ?? [];
}

/** @param {string[]} dropped */
async function drop(dropped) {
  if (dropped.length > 0) await api.storage.session.remove(dropped);
}

/**
 * @param {string} base
 * @param {object} content
 */
async function keyOf(base, content) {
  const bytes = new TextEncoder().encode(JSON.stringify([base, content]));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return PREFIX + [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
