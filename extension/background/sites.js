/** The sites that the reader allowed to be annotated without a click: one list, and what the browser permits of it. */

import { api } from "../shared/browser.js";
import { change, settings, sitePattern } from "../shared/settings.js";
import { SCRIPTS } from "./scripts.js";

const SCRIPT = "automatic";

/**
 * Puts a site on the list, or takes it off with its permission.
 * @param {string} host
 * @param {boolean} allowed
 */
export async function allowSite(host, allowed) {
  const { sites } = await settings();
  const others = sites.filter((each) => each !== host);
  await change({ sites: allowed ? [...others, host].sort() : others });
  // Where the reader gave the extension all sites, the browser does not take one back; the list says enough.
  if (!allowed) await api.permissions.remove({ origins: [sitePattern(host)] }).catch(() => false);
  await registerSites();
}

/** Brings what the browser does on allowed sites in step with the list and with what it permits. */
export async function registerSites() {
  const { sites } = await settings();
  const permitted = [];
  for (const host of sites) {
    if (await api.permissions.contains({ origins: [sitePattern(host)] })) permitted.push(host);
  }
  if (permitted.length < sites.length) await change({ sites: permitted });
  await api.scripting.unregisterContentScripts({ ids: [SCRIPT] }).catch(() => {});
  if (permitted.length === 0) return;
  const files = [...SCRIPTS, "content/automatic.js"];
  await api.scripting.registerContentScripts([
    { id: SCRIPT, js: files, matches: permitted.map(sitePattern), runAt: "document_idle" },
  ]);
}
