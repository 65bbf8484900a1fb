/** The keyboard shortcuts as they are now: readers change them, and a browser keeps some for itself. */

import { api } from "./browser.js";

/**
 * Command → its keys, as they stand on a keyboard; commands without keys are left out. Content scripts ask the
 * background for it.
 * @returns {Promise<Record<string, string>>}
 */
export async function keysByCommand() {
  const commands = await api.commands.getAll();
  return Object.fromEntries(
    commands.filter(({ shortcut }) => shortcut).map(({ name, shortcut }) => [name ?? "", readable(shortcut ?? "")]),
  );
}

/** @param {string} shortcut */
export function readable(shortcut) {
  return shortcut.replace("Period", ".").replace("Comma", ",");
}
