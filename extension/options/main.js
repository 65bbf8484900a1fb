/** The options page's entry. Every change takes effect at once, but for the service's address and token. */

import { api } from "../shared/browser.js";
import { byId } from "../shared/element.js";
import { askBackground } from "../shared/messages.js";
import { onChange } from "../shared/settings.js";
import { fillStrings, say, speakWith } from "../shared/strings.js";
import { showColours } from "./colours.js";
import { showKeys } from "./keys.js";
import { showKinds } from "./kinds.js";
import { showService } from "./service.js";
import { showSites } from "./sites.js";

speakWith((key, values) => api.i18n.getMessage(key, values));
fillStrings(document);
document.title = say("options_heading");
document.documentElement.lang = api.i18n.getUILanguage();

/** @param {string} message for screen readers; the same message twice is read twice */
function announce(message) {
  const status = byId("status", HTMLElement);
  status.textContent = status.textContent === message ? `${message}\u00a0` : message;
}

byId("clear", HTMLButtonElement).addEventListener("click", async () => {
  await askBackground({ type: "clear-cache" });
  announce(say("cache_cleared"));
  byId("clear", HTMLButtonElement).textContent = say("cache_cleared");
});

onChange((names) => {
  if (names.includes("sites")) showSites(announce);
});

await Promise.all([showService(announce), showKinds(), showColours(), showSites(announce), showKeys()]);
