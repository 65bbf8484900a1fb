/** The annotated article: text, lists, switches and exports, kept in step with one another. */

import { CardBox } from "../shared/cardbox.js";
import { annotate, ServiceProblem, W3C_TYPE } from "../shared/client.js";
import { byId, element } from "../shared/element.js";
import { offerExports } from "../shared/exports.js";
import { KINDS, layersOf, ownThreshold } from "../shared/layers.js";
import { legendItems } from "../shared/legend.js";
import { claimItems, phraseButtons, speakerItems, topicButtons } from "../shared/lists.js";
import { Marks } from "../shared/marks.js";
import { canPaint, Painter } from "../shared/paint.js";
import { count, percent } from "../shared/wording.js";
import { showText } from "./article.js";
import { remedyFor } from "./problem.js";

/** @typedef {import("../shared/annotations.js").Answer} Answer */
/** @typedef {import("../shared/annotations.js").Span} Span */
/** @typedef {import("../shared/client.js").Connection} Connection */
/** @typedef {import("../shared/layers.js").Kind} Kind */

const FLASH_MILLISECONDS = 2200;

export class Reading {
  #section = byId("reading", HTMLElement);
  #body = byId("text-body", HTMLElement);
  #threshold = byId("threshold", HTMLInputElement);
  #view = {
    kinds: new Set(/** @type {Kind[]} */ (KINDS.filter((kind) => kind !== "phrases"))),
    threshold: 0,
    only: null,
  };
  /** @type {Painter | null} */
  #painter = null;
  /** @type {Answer | null} */
  #answer = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #fading;
  #announce;
  #connection;
  #marks;

  /** @param {{announce: (message: string) => void, connection: () => Connection, edit: () => void}} actions */
  constructor({ announce, connection, edit }) {
    this.#announce = announce;
    this.#connection = connection;
    this.#marks = new Marks(this.#body, new CardBox(byId("card", HTMLElement)), {
      announce,
      reveal: (spans) => this.#reveal(spans, "instant"),
      hover: (isOver) => this.#body.classList.toggle("over-mark", isOver),
    });
    this.#body.addEventListener("keydown", (event) => this.#press(event));
    this.#threshold.addEventListener("input", () => this.#setThreshold(Number(this.#threshold.value) / 100));
    byId("edit", HTMLButtonElement).addEventListener("click", edit);
  }

  /**
   * @param {Answer} answer
   * @param {{text: string, title?: string}} request what was annotated
   */
  open(answer, request) {
    this.#answer = answer;
    const headline = byId("headline", HTMLElement);
    headline.textContent = request.title || "The article";
    headline.classList.toggle("visually-hidden", !request.title);
    const map = showText(this.#body, request.text);
    this.#painter = new Painter(map);
    this.#marks.open(answer, map, this.#view);
    this.#fill(answer);
    offerExports(answer, request, {
      // Positions in the W3C's model are code points; the page's own are UTF-16.
      askW3c: () => annotate({ ...request, offset_unit: "codepoint" }, this.#connection(), W3C_TYPE),
      announce: this.#announce,
      failureOf,
    });
    this.#section.hidden = false;
    // The service's own choice of what to check first is where the slider starts.
    const start = Math.round(ownThreshold(answer) * 100);
    this.#threshold.value = String(start);
    this.#setThreshold(start / 100);
    headline.focus({ preventScroll: true });
    scrollTo({ top: 0, behavior: "instant" });
    this.#announce(`Done: ${summaryOf(answer)}.`);
  }

  close() {
    clearTimeout(this.#fading);
    this.#painter?.clear();
    this.#marks.close();
    this.#section.hidden = true;
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#marks.step(step > 0 ? 1 : -1);
  }

  /** @param {Answer} answer */
  #fill(answer) {
    const pin = (/** @type {Span[] | null} */ spans) => this.#pin(spans);
    byId("notices", HTMLElement).replaceChildren(...noticesOf(answer));
    byId("topics", HTMLElement).replaceChildren(...topicButtons(answer, pin));
    byId("phrases", HTMLElement).replaceChildren(...phraseButtons(answer, pin));
    byId("legend", HTMLElement).replaceChildren(...legendItems(answer, this.#view.kinds, () => this.#paint()));
    byId("speakers", HTMLElement).replaceChildren(...speakerItems(answer, answer, (...where) => this.#lead(...where)));
    byId("speakers-count", HTMLElement).textContent = String(answer.speakers.length || "");
  }

  /** @param {number} threshold */
  #setThreshold(threshold) {
    if (!this.#answer) return;
    this.#view.threshold = threshold;
    const { claims } = this.#answer;
    const shown = claims.filter(({ score }) => score >= threshold);
    byId("threshold-value", HTMLElement).textContent = percent(threshold);
    byId("claims-count", HTMLElement).textContent = claims.length > 0 ? `${shown.length} of ${claims.length}` : "";
    byId("claims", HTMLElement).replaceChildren(...claimItems(this.#answer, shown, (...where) => this.#lead(...where)));
    byId("claims-rest", HTMLElement).textContent = restOf(claims.length, claims.length - shown.length);
    this.#paint();
  }

  #paint() {
    if (this.#answer) this.#painter?.paint(layersOf(this.#answer, this.#view));
    this.#marks.refresh();
  }

  /**
   * @param {Span[]} spans
   * @param {string} message what they are
   */
  #lead(spans, message) {
    this.#reveal(spans);
    this.#announce(message);
  }

  /**
   * Brings words into sight and flashes them.
   * @param {Span[]} spans
   * @param {ScrollBehavior} behavior
   */
  #reveal(spans, behavior = "smooth") {
    const ranges = this.#painter?.mark("focus", spans) ?? [];
    clearTimeout(this.#fading);
    this.#fading = setTimeout(() => this.#painter?.unmark("focus"), FLASH_MILLISECONDS);
    if (ranges.length > 0) bringIntoSight(ranges[0], behavior);
  }

  /**
   * Marks words until others are marked; null takes the mark away.
   * @param {Span[] | null} spans
   */
  #pin(spans) {
    if (!spans) {
      this.#painter?.unmark("evidence");
      this.#announce("No words marked.");
      return;
    }
    const ranges = this.#painter?.mark("evidence", spans) ?? [];
    if (ranges.length > 0) bringIntoSight(ranges[0], "smooth");
    this.#announce(`${count(ranges.length, "place")} in the text marked.`);
  }
}

/**
 * @param {Range} range
 * @param {ScrollBehavior} behavior
 */
function bringIntoSight(range, behavior) {
  const { top, bottom } = range.getBoundingClientRect();
  const margin = innerHeight * 0.12;
  if (top >= margin && bottom <= innerHeight - margin) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollBy({ top: top - innerHeight * 0.3, behavior: calm ? "instant" : behavior });
}

/** @param {unknown} error */
function failureOf(error) {
  if (error instanceof ServiceProblem) return `${error.message}. ${remedyFor(error)}`;
  return "The browser did not allow this; try the other button.";
}

/** @param {Answer} answer */
function noticesOf({ warnings }) {
  const notices = warnings.map(({ detail }) => detail);
  if (!canPaint())
    notices.push("This browser cannot show highlights in the text; the lists hold everything that was found.");
  return notices.map((notice) => element("p", { class: "notice" }, notice));
}

/** @param {Answer} answer */
function summaryOf({ quotations, speakers, claims, topics }) {
  return [
    count(quotations.length, "quotation"),
    count(speakers.length, "speaker"),
    count(claims.length, "claim"),
    count(topics.length, "topic"),
  ].join(", ");
}

/**
 * @param {number} all
 * @param {number} hidden
 */
function restOf(all, hidden) {
  if (all === 0) return "Nothing in this text was found that could be checked.";
  return hidden > 0 ? `${hidden} more below this score.` : "";
}
