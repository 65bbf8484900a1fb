/** A problem as a reader meets it: what happened, where, what to do about it, and a button to try again. */

import { element } from "../shared/element.js";
import { retryButton } from "../shared/trouble.js";

/** @typedef {import("../shared/client.js").ServiceProblem} ServiceProblem */

/**
 * @param {ServiceProblem} problem
 * @param {() => void} retry
 * @returns {HTMLElement[]}
 */
export function problemParts(problem, retry) {
  const errors = problem.errors
    .filter(({ detail }) => detail !== problem.detail)
    .map(({ pointer, detail }) => element("li", {}, element("code", {}, pointer || "the body"), ` ${detail}`));
  const parts = [
    element("h2", {}, problem.message + (problem.status ? ` (${problem.status})` : "")),
    problem.detail ? element("p", {}, problem.detail) : null,
    errors.length > 0 ? element("ul", {}, ...errors) : null,
    element("p", { class: "remedy" }, remedyFor(problem)),
    [0, 429, 503].includes(problem.status) ? retryButton(problem.retryAfter ?? 0, retry) : null,
  ];
  return parts.filter((part) => part !== null);
}

const REMEDIES_BY_CODE = /** @type {Record<string, string>} */ ({
  "unsupported-language": "Paste an article in English.",
  "past-deadline": "Shorten the text, or try again when the machine has less to do.",
});

const REMEDIES_BY_STATUS = /** @type {Record<number, string>} */ ({
  0: "Is the service still running? Start it with “flask run”, then try again.",
  400: "Paste the text again as plain text; if that does not help, look for broken characters in it.",
  401: "Enter the API token of this service below, then try again.",
  403: "Open this page at the service's own address, not through another site.",
  413: "Shorten the text, or annotate it in parts.",
  422: "Put right what is named, then try again.",
  429: "Wait a little, then try again.",
  503: "The service is busy. Wait a little, then try again.",
});

/**
 * What a reader can do about a problem.
 * @param {ServiceProblem} problem
 */
export function remedyFor({ code, status }) {
  return REMEDIES_BY_CODE[code] ?? REMEDIES_BY_STATUS[status] ?? "Try again; if it stays, look into the service's log.";
}
