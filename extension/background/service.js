/** Speaks HTTP with the service; nothing else in the extension does. */

import { about, annotate, W3C_TYPE } from "../shared/client.js";
import { api } from "../shared/browser.js";
import { originPattern, settings } from "../shared/settings.js";
import { kept, keep } from "./cache.js";
import { problemOf, Trouble } from "./problems.js";

/** @typedef {import("../shared/messages.js").Health} Health */
/** @typedef {import("../shared/messages.js").Outcome} Outcome */
/** @typedef {import("../shared/messages.js").Problem} Problem */
/** @typedef {import("../shared/messages.js").Request} Request */
/** @typedef {import("../shared/settings.js").Settings} Settings */

/** The version of the contract that this extension speaks. */
const API_VERSION = "1";

/** A browser ends a background script whose request has not been answered in 30 s. */
const PATIENCE_MILLISECONDS = 28_000;

/**
 * The annotations of an article, from the cache if the same was asked before.
 * @param {Request} request
 * @returns {Promise<Outcome>}
 */
export async function ask(request) {
  return tried(async (connection) => {
    const found = await kept(connection.base, request);
    if (found) return { answer: found, cached: true };
    await expectService(connection);
    const answer = await annotate(request, connection);
    await keep(connection.base, request, answer);
    return { answer, cached: false };
  });
}

/**
 * The same as W3C Web Annotations, whose positions are code points.
 * @param {Request} request
 * @returns {Promise<{page: object} | {problem: Problem}>}
 */
export async function askW3c(request) {
  return tried(async (connection) => ({
    page: await annotate({ ...request, offset_unit: "codepoint" }, connection, W3C_TYPE),
  }));
}

/**
 * Whether the service answers, which it is and how fast.
 * @returns {Promise<{health: Health} | {problem: Problem}>}
 */
export async function health() {
  return tried(async (connection) => {
    const start = performance.now();
    const { version, model } = await described(connection);
    const milliseconds = performance.now() - start;
    return { health: { name: "Whosaid", version, model: `${model.name} ${model.version}`, milliseconds } };
  });
}

/** @typedef {{base: string, token: string, signal: AbortSignal}} Link */

/**
 * @template T
 * @param {(connection: Link) => Promise<T>} act
 * @returns {Promise<T | {problem: Problem}>}
 */
async function tried(act) {
  const { address, token } = await settings();
  try {
    await expectPermission(address);
    return await act({ base: address, token, signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
  } catch (error) {
    return { problem: problemOf(error, { address, origin: new URL(api.runtime.getURL("")).origin }) };
  }
}

/**
 * Firefox lets readers take back what the manifest was granted.
 * @param {string} address
 */
async function expectPermission(address) {
  const origins = [originPattern(address)];
  if (!(await api.permissions.contains({ origins }))) throw new Trouble("host-permission", [new URL(address).host]);
}

/**
 * Asked once in a browser session for each address: another program may listen there, or another version.
 * @param {Link} connection
 */
async function expectService(connection) {
  const key = `known ${connection.base}`;
  if ((await api.storage.session.get(key))[key]) return;
  await described(connection);
  await api.storage.session.set({ [key]: true });
}

/** @param {Link} connection */
async function described(connection) {
  const description = await about(connection);
  if (description?.name !== "whosaid") throw new Trouble("not-whosaid", [connection.base]);
  if (description.api_version !== API_VERSION) {
    throw new Trouble("wrong-version", [String(description.api_version), API_VERSION]);
  }
  return description;
}
