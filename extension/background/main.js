/** The background's one entry: what a click, a key and each message set going. It keeps nothing in memory. */

import { api } from "../shared/browser.js";
import { askPage, listen } from "../shared/messages.js";
import { keysByCommand } from "../shared/keys.js";
import { speakWith, say } from "../shared/strings.js";
import { forgetTrouble, showReport, showTrouble, troubleOf } from "./badge.js";
import { clearCache } from "./cache.js";
import { dress, undress } from "./dress.js";
import { switchPage } from "./pages.js";
import { openPanel } from "./panel.js";
import { ask, askW3c, health } from "./service.js";
import { allowSite, registerSites } from "./sites.js";

speakWith((key, values) => api.i18n.getMessage(key, values));

const PANEL_ITEM = "panel";
const KEY = "Alt+Shift+W";

/** @param {chrome.tabs.Tab} tab */
async function toggle(tab) {
  const problem = await switchPage(tab, true);
  if (problem && tab.id !== undefined) await showTrouble(tab.id, problem);
}

/** @param {1 | -1} by @param {chrome.tabs.Tab | undefined} tab */
function step(by, tab) {
  if (tab?.id !== undefined) askPage(tab.id, { type: "step", by }).catch(() => {});
}

/** Chromium keeps Alt+Shift+W for itself, so the manifest asks for Q; where keys can be set, W is what readers know. */
function preferKey() {
  const { update } = /** @type {any} */ (api.commands);
  update?.call(api.commands, { name: "_execute_action", shortcut: KEY });
}

api.action.onClicked.addListener(toggle);

api.commands.onCommand.addListener((command, tab) => {
  if (command === "panel") openPanel(tab);
  else step(command === "next" ? 1 : -1, tab);
});

api.contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
  if (menuItemId === PANEL_ITEM) openPanel(tab);
});

api.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") preferKey();
  api.contextMenus.create({ id: PANEL_ITEM, title: say("open_panel"), contexts: ["action"] });
  registerSites();
});
api.runtime.onStartup.addListener(registerSites);
api.permissions.onRemoved.addListener(registerSites);
api.tabs.onUpdated.addListener((tabId, { status }) => {
  if (status === "loading") forgetTrouble(tabId);
});

listen({
  ask: ({ request }) => ask(request),
  w3c: ({ request }) => askW3c(request),
  health,
  keys: keysByCommand,
  dress: (_, { tab }) => dress(tab?.id ?? -1),
  undress: (_, { tab }) => undress(tab?.id ?? -1),
  reported: ({ report }, { tab }) => (tab?.id === undefined ? undefined : showReport(tab.id, report)),
  panel: (_, { tab }) => openPanel(tab),
  options: () => api.runtime.openOptionsPage(),
  switch: async ({ tabId }) => {
    const problem = await switchPage(await api.tabs.get(tabId), false);
    return { problem };
  },
  trouble: ({ tabId }) => troubleOf(tabId),
  site: ({ host, allowed }) => allowSite(host, allowed),
  "clear-cache": clearCache,
});

// Without side panel and sidebar the button opens the panel as a popup.
if (!api.sidePanel && !(/** @type {any} */ (api).sidebarAction))
  api.action.setPopup({ popup: "panel/index.html?popup" });
