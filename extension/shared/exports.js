/** Takes the annotations out of the page: as the service sent them, as W3C Web Annotations, or as Markdown. */

import { JSON_TYPE, W3C_TYPE } from "./client.js";
import { byId, element } from "./element.js";
import { markdownOf } from "./markdown.js";
import { say } from "./strings.js";

/** @typedef {import("./annotations.js").Answer} Answer */
/** @typedef {{text: string, type: string, name: string}} Export */
/**
 * @typedef {object} ExportActions
 * @property {() => Promise<object>} askW3c the AnnotationPage of the same article
 * @property {(message: string) => void} announce
 * @property {(error: unknown) => string} failureOf what a reader is told
 */

/**
 * Makes the two buttons work for this answer.
 * @param {Answer} answer
 * @param {{text: string, title?: string}} request
 * @param {ExportActions} actions
 */
export function offerExports(answer, request, actions) {
  const made = () => exportOf(byId("format", HTMLSelectElement).value, answer, request, actions.askW3c);
  offer("copy", "copied_what", made, actions, ({ text }) => navigator.clipboard.writeText(text));
  offer("download", "saved_what", made, actions, download);
}

/**
 * @param {string} id
 * @param {"copied_what" | "saved_what"} done
 * @param {() => Promise<Export>} make
 * @param {ExportActions} actions
 * @param {(made: Export) => Promise<void> | void} act
 */
function offer(id, done, make, { announce, failureOf }, act) {
  const button = byId(id, HTMLButtonElement);
  const label = (button.dataset.label ??= button.textContent ?? "");
  const tell = (/** @type {string} */ word, /** @type {string} */ message) => {
    button.textContent = word;
    button.title = message;
    announce(message);
    setTimeout(() => (button.textContent = label), 2000);
  };
  button.onclick = async () => {
    try {
      const made = await make();
      await act(made);
      tell(say("done"), say(done, made.name));
    } catch (error) {
      tell(say("failed"), failureOf(error));
    }
  };
}

/**
 * @param {string} format
 * @param {Answer} answer
 * @param {{text: string, title?: string}} request
 * @param {() => Promise<object>} askW3c
 * @returns {Promise<Export>}
 */
async function exportOf(format, answer, request, askW3c) {
  if (format === "markdown") {
    return { text: markdownOf(answer, request.title ?? ""), type: "text/markdown", name: "annotations.md" };
  }
  if (format === "json") return { text: written(answer), type: JSON_TYPE, name: "annotations.json" };
  return { text: written(await askW3c()), type: W3C_TYPE, name: "annotations.jsonld" };
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
