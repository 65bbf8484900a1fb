/** The sites that are annotated without a click; each can be taken off the list, and its permission with it. */

import { byId, element } from "../shared/element.js";
import { askBackground } from "../shared/messages.js";
import { settings } from "../shared/settings.js";
import { say } from "../shared/strings.js";

/** @param {(message: string) => void} announce */
export async function showSites(announce) {
  const { sites } = await settings();
  const items = sites.map((host) => {
    const remove = async () => {
      await askBackground({ type: "site", host, allowed: false });
      announce(say("site_removed", host));
    };
    const label = say("remove_site", host);
    return element(
      "li",
      {},
      host,
      element("button", { type: "button", "aria-label": label, click: remove }, say("remove")),
    );
  });
  const none = element("li", { class: "hint" }, say("no_sites"));
  byId("sites", HTMLElement).replaceChildren(...(items.length > 0 ? items : [none]));
}
