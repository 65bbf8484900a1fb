/** Opens the panel where the browser has a place for it. */

import { api } from "../shared/browser.js";

/**
 * To be called at once on a reader's click or key: later the browser refuses.
 * @param {chrome.tabs.Tab | undefined} tab
 */
export function openPanel(tab) {
  const { sidebarAction } = /** @type {any} */ (api);
  if (api.sidePanel && tab?.windowId !== undefined) return api.sidePanel.open({ windowId: tab.windowId }).catch(() => {});
  return sidebarAction?.open().catch(() => {});
}
