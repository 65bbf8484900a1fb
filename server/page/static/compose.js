/** The form: a text to annotate, two samples to start from, and what to do when the service refuses. */

import { ServiceProblem } from "../shared/client.js";
import { byId, element } from "../shared/element.js";
import { problemParts } from "./problem.js";

/** @typedef {{text: string, title: string, thoughts: boolean}} Draft */
/** @typedef {{name: string, title: string, text: string}} Sample */

export class Compose {
  #section = byId("compose", HTMLElement);
  #form = byId("form", HTMLFormElement);
  #title = byId("title", HTMLInputElement);
  #text = byId("text", HTMLTextAreaElement);
  #thoughts = byId("thoughts", HTMLInputElement);
  #button = byId("annotate", HTMLButtonElement);
  #problem = byId("problem", HTMLElement);
  #length = byId("length", HTMLElement);
  #limit = 0;
  #announce;
  #submit;

  /** @param {{announce: (message: string) => void, submit: (draft: Draft) => Promise<void>}} actions */
  constructor({ announce, submit }) {
    this.#announce = announce;
    this.#submit = submit;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#form.addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
      if (key === "Enter" && (ctrlKey || metaKey)) this.#form.requestSubmit();
    });
    this.#text.addEventListener("input", () => this.#showLength());
    this.#showLength();
    this.#offerSamples();
  }

  /** @param {number} codePoints the longest text that the service reads */
  set limit(codePoints) {
    this.#limit = codePoints;
    this.#showLength();
  }

  show() {
    this.#section.hidden = false;
    this.#text.focus();
  }

  hide() {
    this.#section.hidden = true;
  }

  askForToken() {
    byId("token-field", HTMLElement).hidden = false;
  }

  async #send() {
    if (this.#button.disabled) return;
    this.#setBusy(true);
    this.#problem.hidden = true;
    this.#announce("Reading the article …");
    try {
      await this.#submit({ text: this.#text.value, title: this.#title.value.trim(), thoughts: this.#thoughts.checked });
    } catch (error) {
      if (!(error instanceof ServiceProblem)) throw error;
      this.#show(error);
    } finally {
      this.#setBusy(false);
    }
  }

  /** @param {ServiceProblem} problem */
  #show(problem) {
    this.#announce("");
    this.#problem.replaceChildren(...problemParts(problem, () => this.#form.requestSubmit()));
    this.#problem.hidden = false;
    this.#problem.scrollIntoView({ block: "nearest" });
    if (problem.status === 401) {
      this.askForToken();
      byId("token", HTMLInputElement).focus();
    }
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#button.disabled = busy;
    this.#button.textContent = busy ? "Reading …" : "Annotate";
    this.#form.setAttribute("aria-busy", String(busy));
  }

  #showLength() {
    const { value } = this.#text;
    const pairs = value.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0;
    const length = (value.length - pairs).toLocaleString("en");
    this.#length.textContent = this.#limit
      ? `${length} of at most ${this.#limit.toLocaleString("en")} characters`
      : `${length} characters`;
  }

  async #offerSamples() {
    const response = await fetch(new URL("samples.json", import.meta.url));
    const samples = /** @type {Sample[]} */ (await response.json());
    const buttons = samples.map((sample) =>
      element("button", { type: "button", class: "sample", click: () => this.#take(sample) }, sample.name),
    );
    byId("samples", HTMLElement).replaceChildren(...buttons);
  }

  /** @param {Sample} sample */
  #take({ name, title, text }) {
    this.#title.value = title;
    this.#text.value = text;
    this.#text.scrollTop = 0;
    this.#showLength();
    this.#problem.hidden = true;
    this.#announce(`The sample “${name}” is in the form.`);
    this.#button.focus();
  }
}
