/** Opens the panel where the browser has a place for it. */

import { api } from "../shared/browser.js";

/**
 * To be called at once on a reader's click or key: later the browser refuses. Firefox also refuses where the click was
 * in a page.
 * @param {chrome.tabs.Tab | undefined} tab
 * @returns {Promise<boolean>} whether it was opened
 */
export function openPanel(tab) {
  const { sidebarAction } = /** @type {any} */ (api);
  const opening =
    api.sidePanel && tab?.windowId !== undefined
      ? api.sidePanel.open({ windowId: tab.windowId })
      : sidebarAction?.open();
  return Promise.resolve(opening).then(
    () => opening !== undefined,
    () => false,
  );
}
