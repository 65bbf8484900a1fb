/** Makes one kind of problem, with a remedy for each, of everything that can go wrong between a page and the service. */

import { ServiceProblem } from "../shared/client.js";

/** @typedef {import("../shared/messages.js").Problem} Problem */

/** A problem on its way to the reader. */
export class Trouble extends Error {
  /**
   * @param {string} code
   * @param {string[]} values
   * @param {number | null} retryAfter seconds
   */
  constructor(code, values = [], retryAfter = null) {
    super(code);
    this.problem = { code, values, retryAfter };
  }
}

const CODES = /** @type {Record<string, string>} */ ({
  "token-required": "token",
  "origin-not-allowed": "not-allowed",
  "too-long": "too-long",
  "unsupported-language": "not-english",
  "too-many-requests": "too-many",
  busy: "busy",
  "past-deadline": "timed-out",
});

/**
 * @param {unknown} error
 * @param {{address: string, origin: string}} place the service's address, and whom it has to allow
 * @returns {Problem}
 */
export function problemOf(error, { address, origin }) {
  if (error instanceof Trouble) return error.problem;
  if (error instanceof DOMException && ["TimeoutError", "AbortError"].includes(error.name)) return plain("timed-out");
  if (!(error instanceof ServiceProblem)) return plain("other", [String(error)]);
  if (error.status === 0) return plain("no-service", [address]);
  const code = CODES[error.code];
  if (code === "not-allowed") return plain(code, [origin]);
  if (code) return plain(code, [error.detail], error.retryAfter);
  // A problem of ours has a code; what another program answers has none.
  return error.code ? plain("other", [`${error.message}. ${error.detail}`]) : plain("not-whosaid", [address]);
}

/**
 * @param {string} code
 * @param {string[]} values
 * @param {number | null} retryAfter
 * @returns {Problem}
 */
function plain(code, values = [], retryAfter = null) {
  return { code, values, retryAfter };
}
