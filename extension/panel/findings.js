/** What was found in the article: lists, filters, search and exports, kept in step with the page. */

import { byId, element } from "../shared/element.js";
import { offerExports } from "../shared/exports.js";
import { legendItems } from "../shared/legend.js";
import { claimItems, phraseButtons, speakerItems, topicButtons } from "../shared/lists.js";
import { askBackground, askPage } from "../shared/messages.js";
import { soughtIn } from "../shared/seek.js";
import { say } from "../shared/strings.js";
import { keyOf } from "../shared/trouble.js";
import { count, percent } from "../shared/wording.js";

/** @typedef {import("../shared/annotations.js").Answer} Answer */
/** @typedef {import("../shared/annotations.js").Span} Span */
/** @typedef {import("../shared/citation.js").Source} Source */
/** @typedef {import("../shared/layers.js").Kind} Kind */
/** @typedef {import("../shared/messages.js").Report} Report */
/** @typedef {{kinds: Set<Kind>, threshold: number, only: string | null}} View */

export class Findings {
  /** @type {Answer | null} */
  #answer = null;
  #source = /** @type {Source} */ ({ text: "", title: "", url: "" });
  /** @type {View} */
  #view = { kinds: new Set(), threshold: 0.25, only: null };
  #search = byId("search", HTMLInputElement);
  #only = byId("only", HTMLSelectElement);
  #threshold = byId("threshold", HTMLInputElement);
  #announce;
  #tab;

  /** @param {{announce: (message: string) => void, tab: () => number}} actions */
  constructor({ announce, tab }) {
    this.#announce = announce;
    this.#tab = tab;
    this.#search.placeholder = say("search_label");
    this.#search.addEventListener("input", () => this.#seek());
    this.#only.addEventListener("change", () => this.#look({ only: this.#only.value || null }));
    this.#threshold.addEventListener("input", () => this.#look({ threshold: Number(this.#threshold.value) / 100 }));
    byId("next", HTMLButtonElement).addEventListener("click", () => this.#ask({ type: "step", by: 1 }));
    byId("previous", HTMLButtonElement).addEventListener("click", () => this.#ask({ type: "step", by: -1 }));
  }

  /** @param {Report | null} report */
  show(report) {
    const answer = report?.answer ?? null;
    byId("found", HTMLElement).hidden = answer === null;
    if (!report || !answer) {
      this.#answer = null;
      return;
    }
    byId("notices", HTMLElement).replaceChildren(...noticesOf(report));
    const isNew = answer.id !== this.#answer?.id || report.source.url !== this.#source.url;
    this.#answer = answer;
    this.#source = report.source;
    this.#view = { ...report.view, kinds: new Set(report.view.kinds) };
    if (isNew) this.#fill(answer);
    this.#showSpeakers();
    this.#showClaims();
    if (isNew) this.#announce(say("found", ...countsOf(answer)));
  }

  /** @param {Answer} answer */
  #fill(answer) {
    const pin = (/** @type {Span[] | null} */ spans) => this.#pin(spans);
    byId("headline", HTMLElement).textContent = this.#source.title;
    byId("topics", HTMLElement).replaceChildren(...topicButtons(answer, pin));
    byId("phrases", HTMLElement).replaceChildren(...phraseButtons(answer, pin));
    byId("legend", HTMLElement).replaceChildren(...legendItems(answer, this.#view.kinds, () => this.#look({})));
    const speakers = answer.speakers.map(({ id, name }) => element("option", { value: id }, name));
    this.#only.replaceChildren(element("option", { value: "" }, say("everybody")), ...speakers);
    offerExports(
      answer,
      { text: this.#source.text, title: this.#source.title },
      {
        askW3c: () => this.#askW3c(),
        announce: this.#announce,
        failureOf: (error) => (error instanceof Error ? error.message : say("other_button")),
      },
    );
  }

  /** @param {Partial<View>} changed */
  #look(changed) {
    this.#view = { ...this.#view, ...changed };
    // The slider moves the claims only: what is unfolded among the speakers stays so.
    if (!("threshold" in changed)) this.#showSpeakers();
    this.#showClaims();
    this.#ask({ type: "view", view: { ...this.#view, kinds: [...this.#view.kinds] } });
  }

  #seek() {
    this.#showSpeakers();
    this.#showClaims();
    const { quotations, claims } = this.#sought();
    this.#announce(say("sought", count(quotations.length, "quotation"), count(claims.length, "claim")));
  }

  #sought() {
    return this.#answer
      ? soughtIn(this.#answer, this.#view, this.#search.value)
      : { speakers: [], quotations: [], claims: [] };
  }

  #showSpeakers() {
    if (!this.#answer) return;
    const found = this.#sought();
    const isNarrowed = this.#search.value.trim() !== "" || this.#view.only !== null;
    const lead = (/** @type {Span[]} */ spans, /** @type {string} */ message) => this.#lead(spans, message);
    this.#only.value = this.#view.only ?? "";
    byId("speakers", HTMLElement).replaceChildren(...speakerItems(this.#answer, found, lead, isNarrowed));
    byId("speakers-count", HTMLElement).textContent = String(found.speakers.length || "");
  }

  #showClaims() {
    if (!this.#answer) return;
    const { claims } = this.#sought();
    const all = this.#answer.claims.length;
    const lead = (/** @type {Span[]} */ spans, /** @type {string} */ message) => this.#lead(spans, message);
    this.#threshold.value = String(Math.round(this.#view.threshold * 100));
    byId("threshold-value", HTMLElement).textContent = percent(this.#view.threshold);
    byId("claims", HTMLElement).replaceChildren(...claimItems(this.#answer, claims, lead));
    byId("claims-count", HTMLElement).textContent = all > 0 ? say("of", claims.length, all) : "";
    byId("claims-rest", HTMLElement).textContent = all === 0 ? say("nothing_to_check") : "";
  }

  /**
   * @param {Span[]} spans
   * @param {string} message
   */
  #lead(spans, message) {
    this.#ask({ type: "reveal", spans });
    this.#announce(message);
  }

  /** @param {Span[] | null} spans */
  #pin(spans) {
    this.#ask({ type: "pin", spans });
    this.#announce(spans ? say("marked", count(spans.length, "place")) : say("unmarked"));
  }

  async #askW3c() {
    const { text, title, url } = this.#source;
    const language = this.#answer?.language;
    const request = { text, language, offset_unit: /** @type {const} */ ("codepoint"), ...(title && { title }) };
    const { page, problem } = await askBackground({ type: "w3c", request });
    if (problem) throw new Error(say(keyOf("problem", problem.code), ...problem.values));
    // The service is not told where the article stands; what is taken along says it.
    for (const { target } of page.items) target.source = url;
    return page;
  }

  /** @param {import("../shared/messages.js").ToPage} message */
  #ask(message) {
    askPage(this.#tab(), message).catch(() => this.#announce(say("problem_stale")));
  }
}

/** @param {Report} report */
function noticesOf({ notices, anchored }) {
  const missing = anchored.missing > 0 ? [say("missing", anchored.missing, anchored.spans)] : [];
  return [...notices, ...missing].map((notice) => element("p", { class: "notice" }, notice));
}

/** @param {Answer} answer */
function countsOf({ quotations, speakers, claims }) {
  return [count(quotations.length, "quotation"), count(speakers.length, "speaker"), count(claims.length, "claim")];
}
