/** Where the card stands: beside what it is about, inside the window; at the foot of the window on a narrow screen. */

const GAP = 10;

export class CardBox {
  /** A pinned card stays until it is closed; the reader can then go into it and copy from it. */
  isPinned = false;
  #card;

  /** @param {HTMLElement} card a popover */
  constructor(card) {
    this.#card = card;
    // A card beside words that move away would point at others.
    addEventListener("resize", () => this.hide());
  }

  /**
   * @param {HTMLElement[]} parts
   * @param {DOMRect} beside in the viewport
   */
  show(parts, beside) {
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

  hide() {
    this.isPinned = false;
    if (this.#card.matches(":popover-open")) this.#card.hidePopover();
  }

  /** @param {Node} node */
  contains(node) {
    return this.#card.contains(node);
  }
}
