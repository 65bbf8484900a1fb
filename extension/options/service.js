/** Which service is asked, and whether it answers. */

import { api } from "../shared/browser.js";
import { byId, element } from "../shared/element.js";
import { askBackground } from "../shared/messages.js";
import { change, isLoopback, originPattern, settings } from "../shared/settings.js";
import { say } from "../shared/strings.js";
import { troubleParts } from "../shared/trouble.js";

/** @param {(message: string) => void} announce */
export async function showService(announce) {
  const [address, token] = [byId("address", HTMLInputElement), byId("token", HTMLInputElement)];
  const set = await settings();
  address.value = set.address;
  token.value = set.token;
  const demandToken = () => {
    const url = addressOf(address.value);
    address.setCustomValidity(url ? "" : say("address_wrong"));
    // A service that others can reach has a token, or it does not start.
    token.required = url !== null && !isLoopback(url);
  };
  address.addEventListener("input", demandToken);
  demandToken();
  byId("service", HTMLFormElement).addEventListener("submit", async (event) => {
    event.preventDefault();
    const url = addressOf(address.value);
    if (!url) return;
    // Asked at once: the browser allows it only while it handles the reader's click.
    const allowed = await api.permissions.request({ origins: [originPattern(url)] });
    if (!allowed) return announce(say("permission_refused"));
    address.value = url;
    await change({ address: url, token: token.value.trim() });
    announce(say("saved"));
    await check(announce);
  });
  byId("check", HTMLButtonElement).addEventListener("click", () => check(announce));
}

/**
 * @param {string} typed
 * @returns {string | null} ending in a slash; null if it is none
 */
function addressOf(typed) {
  const url = URL.parse(typed.trim());
  if (!url || !["http:", "https:"].includes(url.protocol)) return null;
  const path = url.pathname.endsWith("/") ? url.pathname : `${url.pathname}/`;
  return `${url.origin}${path}`;
}

/** @param {(message: string) => void} announce */
async function check(announce) {
  const box = byId("health", HTMLElement);
  const { health, problem } = await askBackground({ type: "health" });
  const actions = {
    retry: () => check(announce),
    anyway: () => {},
    options: () => byId("address", HTMLInputElement).focus(),
  };
  const parts = problem
    ? troubleParts(problem, actions)
    : [
        element("p", { class: "title" }, say("health_good")),
        element("p", {}, say("health_facts", health.version, health.model, Math.round(health.milliseconds))),
      ];
  box.replaceChildren(...parts);
  box.className = problem ? "problem" : "well";
  box.hidden = false;
  announce(parts.map(({ textContent }) => textContent).join(". "));
}
