/** What a reader has set; kept on this machine, never in the browser's account. */

import { api } from "./browser.js";
import { KINDS } from "./layers.js";

/** @typedef {import("./layers.js").Kind} Kind */
/**
 * @typedef {object} Settings
 * @property {string} address of the service, ending in a slash
 * @property {string} token
 * @property {Kind[]} kinds shown when a page is annotated
 * @property {string[]} colours of speakers, as #rrggbb; none if they are the palette's
 * @property {string} claimColour as #rrggbb; empty if it is the sheet's
 * @property {string[]} sites host names that are annotated without a click
 */

/** @type {Readonly<Settings>} */
export const DEFAULTS = Object.freeze({
  address: "http://127.0.0.1:5000/",
  token: "",
  kinds: KINDS.filter((kind) => kind !== "phrases"),
  colours: [],
  claimColour: "",
  sites: [],
});

/** @returns {Promise<Settings>} */
export async function settings() {
  return api.storage.local.get({ ...DEFAULTS });
}

/** @param {Partial<Settings>} changed */
export function change(changed) {
  return api.storage.local.set(changed);
}

/**
 * Calls back after each change, with the names of what changed.
 * @param {(names: string[]) => void} changed
 */
export function onChange(changed) {
  api.storage.onChanged.addListener((changes, area) => {
    if (area === "local") changed(Object.keys(changes));
  });
}

/**
 * The permission that requests to an address need; patterns carry no port.
 * @param {string} address
 */
export function originPattern(address) {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}

/** @param {string} host */
export function sitePattern(host) {
  return `*://${host}/*`;
}

/** @param {string} address */
export function isLoopback(address) {
  return ["127.0.0.1", "localhost", "[::1]"].includes(new URL(address).hostname);
}
