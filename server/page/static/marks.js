/** What the reader does in the text: pointing at a mark, pressing it, or stepping from mark to mark by keys. */

import { cardOf } from "../shared/card.js";
import { byId } from "../shared/element.js";
import { hitAt, offsetAt } from "../shared/hittest.js";
import { CardBox } from "./cardbox.js";

/** @typedef {import("../shared/annotations.js").Answer} Answer */
/** @typedef {import("../shared/annotations.js").Span} Span */
/** @typedef {import("../shared/hittest.js").Hit} Hit */
/** @typedef {import("../shared/layers.js").View} View */
/** @typedef {import("../shared/ranges.js").TextMap} TextMap */
/** @typedef {{offset: number, spans: Span[]}} Stop */

export class Marks {
  #box = new CardBox(byId("card", HTMLElement));
  /** @type {{answer: Answer, map: TextMap, view: View} | null} */
  #shown = null;
  /** Where something starts, with its words, in text order; and the one where the keyboard stands. */
  #stops = /** @type {Stop[]} */ ([]);
  #at = -1;
  #body;
  #announce;
  #reveal;

  /**
   * @param {HTMLElement} body where the text is
   * @param {{announce: (message: string) => void, reveal: (spans: Span[]) => void}} actions `reveal` brings words into sight at once
   */
  constructor(body, { announce, reveal }) {
    this.#body = body;
    this.#announce = announce;
    this.#reveal = reveal;
    body.addEventListener("pointermove", ({ clientX, clientY, pointerType }) => {
      if (pointerType === "mouse" && !this.#box.isPinned) this.#point(clientX, clientY);
    });
    body.addEventListener("pointerleave", () => {
      if (!this.#box.isPinned) this.#box.hide();
    });
    body.addEventListener("keydown", (event) => this.#press(event));
    document.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.#box.hide();
    });
  }

  /**
   * @param {Answer} answer
   * @param {TextMap} map
   * @param {View} view
   */
  open(answer, map, view) {
    this.#shown = { answer, map, view };
    this.refresh();
  }

  close() {
    this.#shown = null;
    this.#box.hide();
  }

  /** Takes up a change of the view. */
  refresh() {
    this.#box.hide();
    this.#at = -1;
    if (!this.#shown) return;
    const { answer, view } = this.#shown;
    const { kinds, threshold } = view;
    const quotations = answer.quotations.filter(({ kind }) => kinds.has(kind)).map(({ content }) => content);
    const claims = kinds.has("claims") ? answer.claims.filter(({ score }) => score >= threshold) : [];
    // Where a quotation and a claim start together, one stop with the quotation's words does for both.
    const all = [...claims.map(({ span }) => [span]), ...quotations];
    const stops = new Map(all.map((spans) => [spans[0].start, { offset: spans[0].start, spans }]));
    this.#stops = [...stops.values()].sort((a, b) => a.offset - b.offset);
  }

  /** @param {MouseEvent} event */
  #click({ target, clientX, clientY }) {
    if (!(target instanceof Node) || this.#box.contains(target)) return;
    this.#box.hide();
    if (this.#body.contains(target)) this.#box.isPinned = this.#point(clientX, clientY);
  }

  /**
   * Shows the card of what lies under the point, if anything does.
   * @param {number} x
   * @param {number} y
   * @returns {boolean} whether anything does
   */
  #point(x, y) {
    if (!this.#shown) return false;
    const { answer, map, view } = this.#shown;
    const offset = offsetAt(map, x, y);
    const hit = offset === null ? null : hitAt(answer, view, offset);
    this.#body.classList.toggle("over-mark", hit !== null);
    if (hit) this.#box.show(cardOf(answer, hit), new DOMRect(x, y - 12, 0, 24));
    else this.#box.hide();
    return hit !== null;
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !this.#shown) return;
    event.preventDefault();
    const { answer, view } = this.#shown;
    if (this.#stops.length === 0) return;
    this.#at =
      this.#at < 0 && step < 0 ? this.#stops.length - 1 : (this.#at + step + this.#stops.length) % this.#stops.length;
    const { offset, spans } = this.#stops[this.#at];
    const hit = hitAt(answer, view, offset);
    if (hit) this.#visit(answer, hit, spans);
  }

  /**
   * @param {Answer} answer
   * @param {Hit} hit
   * @param {Span[]} spans
   */
  #visit(answer, hit, spans) {
    this.#reveal(spans);
    const parts = cardOf(answer, hit);
    const box = this.#shown?.map.rangeOf(spans[0])?.getBoundingClientRect();
    if (box) this.#box.show(parts, box);
    this.#box.isPinned = true;
    const words = parts.flatMap((part) => [...part.children].map(({ textContent }) => textContent)).join(". ");
    this.#announce(
      `${this.#at + 1} of ${this.#stops.length}. ${words}. ${spans.map(({ exact }) => exact).join(" … ")}`,
    );
  }
}
