/** Where the card stands: beside what it is about, inside the window; at the foot of the window on a narrow screen. */

const GAP = 10;

/** Milliseconds in which the pointer may leave the words for the card, or go from one line of them to the next. */
const GRACE = 250;

export class CardBox {
  /** A pinned card stays until it is closed; the reader can then go into it and copy from it. */
  isPinned = false;
  #card;
  #owner;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #leaving;

  /**
   * @param {HTMLElement} card a popover
   * @param {HTMLElement} owner what events on the card come from as the page sees them: its shadow host, if it has one
   */
  constructor(card, owner = card) {
    this.#card = card;
    this.#owner = owner;
    card.addEventListener("pointerenter", () => clearTimeout(this.#leaving));
    card.addEventListener("pointerleave", () => this.leave());
    // A card beside words that move away would point at others.
    addEventListener("resize", () => this.hide());
  }

  /**
   * @param {HTMLElement[]} parts
   * @param {DOMRect} beside in the viewport
   */
  show(parts, beside) {
    clearTimeout(this.#leaving);
    const card = this.#card;
    card.replaceChildren(...parts);
    if (!card.matches(":popover-open")) card.showPopover();
    const { width, height } = card.getBoundingClientRect();
    const left = Math.min(Math.max(beside.left, GAP), innerWidth - width - GAP);
    const below = beside.bottom + GAP;
    const fitsBelow = below + height + GAP <= innerHeight;
    const top = fitsBelow ? below : Math.max(beside.top - height - GAP, GAP);
    // In coordinates of the document: the card moves with its words when the page is scrolled.
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  }

  /** Takes the keyboard into the card: its buttons come next. */
  enter() {
    this.#card.focus({ preventScroll: true });
  }

  hide() {
    clearTimeout(this.#leaving);
    this.isPinned = false;
    if (this.#card.matches(":popover-open")) this.#card.hidePopover();
  }

  /** The pointer is no longer on the words: the card goes, unless it is pinned or the pointer comes back in time. */
  leave() {
    if (this.isPinned) return;
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => this.hide(), GRACE);
  }

  /** @param {Node} node */
  contains(node) {
    return this.#owner.contains(node);
  }
}
