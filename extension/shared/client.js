/** Asks the service, and makes one kind of error of everything that can go wrong on the way. */

import { say } from "./strings.js";

/** @typedef {import("./annotations.js").Answer} Answer */
/**
 * @typedef {object} Connection
 * @property {string} base URL of the service, ending in a slash
 * @property {string} [token] API token, where the service wants one
 * @property {AbortSignal} [signal]
 */
/** @typedef {{pointer: string, detail: string}} FieldError */

export const JSON_TYPE = "application/json";
export const W3C_TYPE = "application/ld+json";

/** A problem (RFC 9457) that the service answered, or status 0 if it did not answer. */
export class ServiceProblem extends Error {
  /**
   * @param {number} status
   * @param {{type?: string, title?: string, detail?: string, errors?: FieldError[]}} body
   * @param {number | null} retryAfter seconds
   */
  constructor(status, body, retryAfter = null) {
    super(body.title ?? `HTTP ${status}`);
    this.name = "ServiceProblem";
    this.status = status;
    this.code = (body.type ?? "").split(":").pop() ?? "";
    this.detail = body.detail ?? "";
    this.errors = body.errors ?? [];
    this.retryAfter = retryAfter;
  }
}

/**
 * The answer to a request of POST /v1/annotate, in the format asked for.
 * @param {object} request
 * @param {Connection} connection
 * @param {string} accept
 * @returns {Promise<Answer>} for W3C_TYPE, an AnnotationPage
 * @throws {ServiceProblem}
 */
export function annotate(request, connection, accept = JSON_TYPE) {
  // The service shall keep nothing of what somebody reads; the extension keeps answers in the browser itself.
  const headers = { "Content-Type": JSON_TYPE, Accept: accept, "Cache-Control": "no-store" };
  return ask("v1/annotate", { method: "POST", headers, body: JSON.stringify(request) }, connection);
}

/**
 * What the service is and can do: GET /v1/.
 * @param {Connection} connection
 * @throws {ServiceProblem}
 */
export function about(connection) {
  return ask("v1/", { headers: { Accept: JSON_TYPE } }, connection);
}

/**
 * @param {string} path
 * @param {{method?: string, headers: Record<string, string>, body?: string}} init
 * @param {Connection} connection
 */
async function ask(path, init, { base, token, signal }) {
  const headers = token ? { ...init.headers, Authorization: `Bearer ${token}` } : init.headers;
  const response = await fetch(new URL(path, base), { ...init, headers, signal, cache: "no-store" }).catch((error) => {
    if (error.name === "AbortError") throw error;
    throw new ServiceProblem(0, { title: say("no_answer") });
  });
  const body = await response.json().catch(() => null);
  if (!response.ok)
    throw new ServiceProblem(response.status, body ?? {}, secondsOf(response.headers.get("Retry-After")));
  if (body === null) throw new ServiceProblem(response.status, { title: say("unreadable_answer") });
  return body;
}

/** @param {string | null} header */
function secondsOf(header) {
  return header !== null && /^\d+$/.test(header) ? Number(header) : null;
}
