/** What is marked when a page is annotated; the panel can show and hide more for the page at hand. */

import { byId, element } from "../shared/element.js";
import { KINDS } from "../shared/layers.js";
import { change, settings } from "../shared/settings.js";
import { say } from "../shared/strings.js";

export async function showKinds() {
  const shown = new Set((await settings()).kinds);
  const items = KINDS.map((kind) => {
    const flip = () => {
      if (toggle.checked) shown.add(kind);
      else shown.delete(kind);
      change({ kinds: KINDS.filter((each) => shown.has(each)) });
    };
    const toggle = element("input", { type: "checkbox", checked: shown.has(kind), change: flip });
    return element(
      "li",
      {},
      element("label", {}, toggle, element("span", { class: `key key-${kind}` }, say(`kind_${kind}`))),
    );
  });
  byId("kinds", HTMLElement).replaceChildren(...items);
}
