/** The keyboard shortcuts as they are now; only the browser's own page can change them. */

import { api } from "../shared/browser.js";
import { byId, element } from "../shared/element.js";
import { readable } from "../shared/keys.js";
import { say } from "../shared/strings.js";

export async function showKeys() {
  const commands = await api.commands.getAll();
  const lines = commands.flatMap(({ name, description, shortcut }) => [
    element("dt", {}, shortcut ? element("kbd", {}, readable(shortcut)) : say("no_key")),
    element("dd", {}, description || (name === "_execute_action" ? say("key_toggle") : (name ?? ""))),
  ]);
  byId("keys", HTMLElement).replaceChildren(...lines);
  byId("keys-hint", HTMLElement).hidden = commands.every(({ shortcut }) => shortcut);
  byId("change-keys", HTMLButtonElement).addEventListener("click", () => {
    const { openShortcutSettings } = /** @type {any} */ (api.commands);
    if (openShortcutSettings) openShortcutSettings();
    else api.tabs.create({ url: "chrome://extensions/shortcuts" });
  });
}
