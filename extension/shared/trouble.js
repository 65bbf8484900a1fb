/** A problem as a reader meets it: what happened, what helps, and buttons that do it. */

import { element } from "./element.js";
import { say } from "./strings.js";
import { count } from "./wording.js";

/** @typedef {import("./messages.js").Problem} Problem */
/**
 * @typedef {object} TroubleActions
 * @property {() => void} retry
 * @property {() => void} anyway reads the page although it seems to be nothing to read
 * @property {() => void} options
 */

/** Problems that may be gone when the reader tries again. */
const PASSING = [
  "no-service",
  "timed-out",
  "busy",
  "too-many",
  "not-whosaid",
  "wrong-version",
  "not-allowed",
  "token",
  "other",
];
const AVOIDABLE = ["no-article", "not-english"];
const SETTABLE = ["no-service", "not-whosaid", "wrong-version", "token", "host-permission"];

/**
 * @param {Problem} problem
 * @param {TroubleActions} actions
 * @returns {HTMLElement[]}
 */
export function troubleParts({ code, values, retryAfter }, { retry, anyway, options }) {
  const buttons = [
    PASSING.includes(code) ? retryButton(retryAfter ?? 0, retry) : null,
    AVOIDABLE.includes(code) ? element("button", { type: "button", click: anyway }, say("read_anyway")) : null,
    SETTABLE.includes(code) ? element("button", { type: "button", click: options }, say("open_options")) : null,
  ].filter((button) => button !== null);
  return [
    element("p", { class: "title wrong" }, say(keyOf("problem", code), ...values)),
    element("p", { class: "remedy" }, ...withCode(say(keyOf("remedy", code), ...values))),
    ...(buttons.length > 0 ? [element("p", { class: "actions" }, ...buttons)] : []),
  ];
}

/**
 * The key of a problem's string.
 * @param {"problem" | "remedy"} what
 * @param {string} code
 */
export function keyOf(what, code) {
  return `${what}_${code.replace(/-/g, "_")}`;
}

/**
 * What stands in backticks is to be typed.
 * @param {string} words
 */
function withCode(words) {
  return words.split("`").map((part, index) => (index % 2 ? element("code", {}, part) : part));
}

/**
 * A button that can be pressed once the service is ready to be asked again.
 * @param {number} seconds
 * @param {() => void} retry
 */
export function retryButton(seconds, retry) {
  const button = element("button", { type: "button", click: retry });
  const tick = (/** @type {number} */ left) => {
    button.disabled = left > 0;
    button.textContent = left > 0 ? say("try_again_in", count(left, "second")) : say("try_again");
    if (left > 0) setTimeout(tick, 1000, left - 1);
  };
  tick(seconds);
  return button;
}
