/** The switch for the site in front: annotate its pages without a click. The browser asks the reader for leave. */

import { api } from "../shared/browser.js";
import { byId } from "../shared/element.js";
import { askBackground } from "../shared/messages.js";
import { settings, sitePattern } from "../shared/settings.js";
import { say } from "../shared/strings.js";

/**
 * @param {string} url of the page; empty if the browser does not tell
 */
export async function showSite(url) {
  const section = byId("site-section", HTMLElement);
  const host = /^https?:/.test(url) ? new URL(url).hostname : "";
  section.hidden = host === "";
  if (host === "") return;
  const toggle = byId("site", HTMLInputElement);
  byId("site-label", HTMLElement).textContent = say("site_label", host);
  toggle.checked = (await settings()).sites.includes(host);
  toggle.onchange = async () => {
    // Asked at once: the browser allows it only while it handles the reader's click.
    const allowed = toggle.checked && (await api.permissions.request({ origins: [sitePattern(host)] }));
    toggle.checked = allowed;
    await askBackground({ type: "site", host, allowed });
  };
}
