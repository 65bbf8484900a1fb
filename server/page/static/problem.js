/** A problem as a reader meets it: what happened, where, what to do about it, and a button to try again. */

import { element } from "../shared/element.js";
import { count, remedyFor } from "../shared/wording.js";

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

/**
 * A button that can be pressed once the service is ready to be asked again.
 * @param {number} seconds
 * @param {() => void} retry
 */
function retryButton(seconds, retry) {
  const button = element("button", { type: "button", click: retry });
  const tick = (/** @type {number} */ left) => {
    button.disabled = left > 0;
    button.textContent = left > 0 ? `Try again in ${count(left, "second")}` : "Try again";
    if (left > 0) setTimeout(tick, 1000, left - 1);
  };
  tick(seconds);
  return button;
}
