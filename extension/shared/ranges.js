/**
 * From offsets in the text that was sent to ranges in the page that shows it, and back.
 *
 * A text is sent as pieces of text nodes, with newlines between blocks that stand in no node. Nothing is searched for:
 * a span becomes the range at its offsets, or none if the page no longer says there what the span says.
 */

/** @typedef {import("./annotations.js").Span} Span */
/**
 * Where a stretch of the text stands: `length` code units from offset `start` are those of `node` from `from`.
 * @typedef {{node: Text, from: number, start: number, length: number}} Piece
 */

export class TextMap {
  /**
   * @param {string} text the text as it was sent
   * @param {Piece[]} pieces in text order; what lies between them is in no node
   */
  constructor(text, pieces) {
    this.text = text;
    this.pieces = pieces.filter(({ length }) => length > 0);
  }

  /**
   * The range of a span, or null if its words are not `exact` in the text or no longer in the page.
   * @param {Span} span
   * @returns {Range | null}
   */
  rangeOf({ start, end, exact }) {
    if (end <= start || this.text.slice(start, end) !== exact) return null;
    const first = this.#indexOf(start + 1);
    const last = this.#indexOf(end);
    const touched = this.pieces.slice(first, last + 1).filter((piece) => piece.start + piece.length > start);
    if (touched.length === 0 || !touched.every((piece) => this.#isIntact(piece))) return null;
    const [head, tail] = [touched[0], touched[touched.length - 1]];
    const range = head.node.ownerDocument.createRange();
    range.setStart(head.node, head.from + Math.max(start - head.start, 0));
    range.setEnd(tail.node, tail.from + Math.min(end - tail.start, tail.length));
    return range;
  }

  /**
   * The offset in the text of a place in the page, or null if the text does not stand there.
   * @param {Node} node
   * @param {number} within code units into the node
   * @returns {number | null}
   */
  offsetOf(node, within) {
    const piece = this.pieces.find(
      (each) => each.node === node && each.from <= within && within < each.from + each.length,
    );
    return piece ? piece.start + within - piece.from : null;
  }

  /**
   * The last piece that starts before `offset`, by halving; 0 if none does.
   * @param {number} offset
   */
  #indexOf(offset) {
    let [low, high] = [0, this.pieces.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.pieces[middle].start < offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** @param {Piece} piece */
  #isIntact({ node, from, start, length }) {
    return node.isConnected && node.data.slice(from, from + length) === this.text.slice(start, start + length);
  }
}
