/** The marks under the pointer and under the keyboard: which card belongs to a place, and the way from mark to mark. */

import { cardOf } from "./card.js";
import { hitAt, offsetAt } from "./hittest.js";
import { shownOf } from "./layers.js";
import { say } from "./strings.js";

/** @typedef {import("./annotations.js").Answer} Answer */
/** @typedef {import("./annotations.js").Span} Span */
/** @typedef {import("./card.js").CardActions} CardActions */
/** @typedef {import("./cardbox.js").CardBox} CardBox */
/** @typedef {import("./hittest.js").Hit} Hit */
/** @typedef {import("./layers.js").View} View */
/** @typedef {import("./ranges.js").TextMap} TextMap */
/** @typedef {{offset: number, spans: Span[]}} Stop */
/**
 * @typedef {object} MarksActions
 * @property {(message: string) => void} announce to screen readers
 * @property {(spans: Span[]) => void} reveal brings words into sight at once
 * @property {(isOver: boolean) => void} [hover] the pointer goes over marked words, or leaves them
 * @property {CardActions | null} [card]
 */

export class Marks {
  /** @type {{answer: Answer, map: TextMap, view: View} | null} */
  #shown = null;
  /** Where something starts, with its words, in text order; and the one where the keyboard stands. */
  #stops = /** @type {Stop[]} */ ([]);
  #at = -1;
  #frame = 0;
  #body;
  #box;
  #actions;

  /**
   * @param {HTMLElement} body where the text is
   * @param {CardBox} box
   * @param {MarksActions} actions
   * @param {AbortSignal} [signal] ends the listening
   */
  constructor(body, box, actions, signal) {
    this.#body = body;
    this.#box = box;
    this.#actions = actions;
    const options = { signal, passive: true };
    body.addEventListener("pointermove", (event) => this.#move(event), options);
    body.addEventListener("pointerleave", () => box.leave(), options);
    document.addEventListener("click", (event) => this.#click(event), options);
    document.addEventListener("keydown", ({ key }) => key === "Escape" && box.hide(), options);
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
    cancelAnimationFrame(this.#frame);
    this.#box.hide();
  }

  /** Takes up a change of the view. */
  refresh() {
    this.#box.hide();
    this.#at = -1;
    if (!this.#shown) return;
    const { quotations, claims } = shownOf(this.#shown.answer, this.#shown.view);
    // Where a quotation and a claim start together, one stop with the quotation's words does for both.
    const all = [...claims.map(({ span }) => [span]), ...quotations.map(({ content }) => content)];
    const stops = new Map(all.map((spans) => [spans[0].start, { offset: spans[0].start, spans }]));
    this.#stops = [...stops.values()].sort((a, b) => a.offset - b.offset);
  }

  /**
   * Goes to the next mark, or the one before, and shows its card.
   * @param {1 | -1} by
   * @returns {boolean} whether there is any
   */
  step(by) {
    if (!this.#shown) return false;
    const { answer, map, view } = this.#shown;
    const stops = this.#stops.filter(({ spans }) => map.rangesOf(spans[0]).length > 0);
    if (stops.length === 0) return false;
    this.#at = this.#at < 0 && by < 0 ? stops.length - 1 : (this.#at + by + stops.length) % stops.length;
    const { offset, spans } = stops[this.#at];
    const hit = hitAt(answer, view, offset);
    if (hit) this.#visit(answer, hit, spans, stops.length);
    return true;
  }

  /** @param {PointerEvent} event */
  #move({ clientX, clientY, pointerType, target }) {
    if (pointerType !== "mouse" || this.#box.isPinned) return;
    if (target instanceof Node && this.#box.contains(target)) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#point(clientX, clientY) || this.#box.leave());
  }

  /** @param {MouseEvent} event */
  #click({ target, clientX, clientY }) {
    if (!(target instanceof Node) || this.#box.contains(target)) return;
    cancelAnimationFrame(this.#frame);
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
    this.#actions.hover?.(hit !== null);
    if (hit) this.#box.show(cardOf(answer, hit, this.#actions.card), new DOMRect(x, y - 12, 0, 24));
    return hit !== null;
  }

  /**
   * @param {Answer} answer
   * @param {Hit} hit
   * @param {Span[]} spans
   * @param {number} all how many marks there are
   */
  #visit(answer, hit, spans, all) {
    this.#actions.reveal(spans);
    const box = this.#shown && boxOf(this.#shown.map.rangesOf(spans[0]));
    if (box) this.#box.show(cardOf(answer, hit, this.#actions.card), box);
    this.#box.isPinned = true;
    const facts = cardOf(answer, hit).flatMap((part) => [...part.children].map(({ textContent }) => textContent));
    const words = spans.map(({ exact }) => exact).join(" … ");
    this.#actions.announce(`${say("stop_of", this.#at + 1, all)}. ${facts.join(". ")}. ${words}`);
  }
}

/**
 * The box around all of the ranges.
 * @param {Range[]} ranges
 */
function boxOf(ranges) {
  const boxes = ranges.map((range) => range.getBoundingClientRect());
  const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
  const [right, bottom] = [Math.max(...boxes.map((box) => box.right)), Math.max(...boxes.map((box) => box.bottom))];
  return new DOMRect(left, top, right - left, bottom - top);
}
