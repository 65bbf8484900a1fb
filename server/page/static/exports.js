/** Takes the annotations out of the page: as the service sent them, as W3C Web Annotations, or as Markdown. */

import { annotate, JSON_TYPE, ServiceProblem, W3C_TYPE } from "../shared/client.js";
import { byId, element } from "../shared/element.js";
import { markdownOf } from "../shared/markdown.js";
import { remedyFor } from "../shared/wording.js";

/** @typedef {import("../shared/annotations.js").Answer} Answer */
/** @typedef {import("../shared/client.js").Connection} Connection */
/** @typedef {{text: string, type: string, name: string}} Export */

/**
 * Makes the two buttons work for this answer.
 * @param {Answer} answer
 * @param {{text: string, title?: string}} request
 * @param {() => Connection} connection
 * @param {(message: string) => void} announce
 */
export function offerExports(answer, request, connection, announce) {
  const made = () => exportOf(byId("format", HTMLSelectElement).value, answer, request, connection());
  offer("copy", "Copied", made, announce, ({ text }) => navigator.clipboard.writeText(text));
  offer("download", "Saved", made, announce, download);
}

/**
 * @param {string} id
 * @param {string} done
 * @param {() => Promise<Export>} make
 * @param {(message: string) => void} announce
 * @param {(made: Export) => Promise<void> | void} act
 */
function offer(id, done, make, announce, act) {
  const button = byId(id, HTMLButtonElement);
  const label = (button.dataset.label ??= button.textContent ?? "");
  const say = (/** @type {string} */ word, /** @type {string} */ message) => {
    button.textContent = word;
    button.title = message;
    announce(message);
    setTimeout(() => (button.textContent = label), 2000);
  };
  button.onclick = async () => {
    try {
      const made = await make();
      await act(made);
      say(`${done} ✓`, `${done}: ${made.name}`);
    } catch (error) {
      say("Failed", failureOf(error));
    }
  };
}

/** @param {unknown} error */
function failureOf(error) {
  if (error instanceof ServiceProblem) return `${error.message}. ${remedyFor(error)}`;
  return "The browser did not allow this; try the other button.";
}

/**
 * @param {string} format
 * @param {Answer} answer
 * @param {{text: string, title?: string}} request
 * @param {Connection} connection
 * @returns {Promise<Export>}
 */
async function exportOf(format, answer, request, connection) {
  if (format === "markdown") {
    return { text: markdownOf(answer, request.title ?? ""), type: "text/markdown", name: "annotations.md" };
  }
  if (format === "json") return { text: written(answer), type: JSON_TYPE, name: "annotations.json" };
  // Positions in the W3C's model are code points; the page's own are UTF-16.
  const page = await annotate({ ...request, offset_unit: "codepoint" }, connection, W3C_TYPE);
  return { text: written(page), type: W3C_TYPE, name: "annotations.jsonld" };
}

/** @param {object} value */
function written(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** @param {Export} made */
function download({ text, type, name }) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
