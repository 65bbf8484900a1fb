/** Puts the sheet that colours highlights into a page, with the reader's own colours, and takes it out again. */

import { api } from "../shared/browser.js";
import { settings } from "../shared/settings.js";
import { colourSheet } from "../shared/sheet.js";

const FILES = ["shared/highlights.css", "content/forced-colours.css"];

/** One after the other: a sheet must not be put in while it is taken out. */
let last = /** @type {Promise<unknown>} */ (Promise.resolve());

/** @param {number} tabId */
export function dress(tabId) {
  return inTurn(async () => {
    await takeOut(tabId);
    const css = colourSheet(await settings());
    const target = { tabId };
    await api.scripting.insertCSS({ target, files: FILES });
    if (css) await api.scripting.insertCSS({ target, css });
    await api.storage.session.set({ [keyOf(tabId)]: css });
  });
}

/** @param {number} tabId */
export function undress(tabId) {
  return inTurn(() => takeOut(tabId));
}

/** @param {number} tabId */
async function takeOut(tabId) {
  const key = keyOf(tabId);
  const css = (await api.storage.session.get(key))[key];
  if (css === undefined) return;
  const target = { tabId };
  await api.storage.session.remove(key);
  await api.scripting.removeCSS({ target, files: FILES });
  if (css) await api.scripting.removeCSS({ target, css });
}

/** @param {() => Promise<void>} act */
function inTurn(act) {
  last = last.catch(() => {}).then(act);
  return last;
}

/** @param {number} tabId */
function keyOf(tabId) {
  return `sheet ${tabId}`;
}
