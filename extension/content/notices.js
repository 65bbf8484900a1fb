/** What is said on the page after a reader's click: what was found, or what is wrong and what helps. */

import { element } from "../shared/element.js";
import { say } from "../shared/strings.js";
import { keyOf, troubleParts } from "../shared/trouble.js";
import { count } from "../shared/wording.js";

/** @typedef {import("../shared/messages.js").Problem} Problem */
/** @typedef {import("../shared/messages.js").Report} Report */
/** @typedef {import("../shared/trouble.js").TroubleActions & {panel: () => Promise<boolean>}} NoticeActions */
/** @typedef {{parts: HTMLElement[], message: string, milliseconds: number}} Notice */

/** How long the good news stays; what is wrong stays until it is closed. */
const READING_MILLISECONDS = 7000;

/**
 * @param {Report} report of a page that is annotated
 * @param {NoticeActions} actions
 * @param {Record<string, string>} keys by command
 * @returns {Notice | null}
 */
export function noticeOfSuccess({ answer, notices }, { panel }, keys) {
  if (!answer) return null;
  const { quotations, speakers, claims } = answer;
  const found = say(
    "found",
    count(quotations.length, "quotation"),
    count(speakers.length, "speaker"),
    count(claims.length, "claim"),
  );
  const hints = [
    say("hint_point"),
    ...(keys.panel ? [say("hint_panel", keys.panel)] : []),
    ...(keys.next ? [say("hint_next", keys.next)] : []),
  ];
  const parts = [
    element("p", { class: "title" }, found),
    ...notices.map((notice) => element("p", {}, notice)),
    element("p", { class: "hint" }, hints.join(" ")),
    element("p", { class: "actions" }, panelButton(panel)),
  ];
  return { parts, message: [found, ...notices].join(". "), milliseconds: READING_MILLISECONDS };
}

/**
 * @param {Problem} problem
 * @param {NoticeActions} actions
 * @returns {Notice}
 */
export function noticeOfProblem(problem, actions) {
  const { code, values } = problem;
  const message = `${say(keyOf("problem", code), ...values)} ${say(keyOf("remedy", code), ...values)}`;
  return { parts: troubleParts(problem, actions), message, milliseconds: 0 };
}

/** @param {() => Promise<boolean>} panel */
function panelButton(panel) {
  const press = async () => {
    if (!(await panel())) button.replaceWith(element("span", { class: "hint" }, say("panel_by_key")));
  };
  const button = element("button", { type: "button", click: press }, say("open_panel"));
  return button;
}
