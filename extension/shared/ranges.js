/**
 * From offsets in the text that was sent to ranges in the page that shows it, and back.
 *
 * A text is sent as pieces of text nodes, with newlines between blocks that stand in no node. Nothing is searched for:
 * a span becomes the ranges at its offsets, or none if the page no longer says there what the span says. A range never
 * leaves its text node, so words that a page puts between two nodes are never among those that are marked.
 */

/** @typedef {import("./annotations.js").Span} Span */
/**
 * Where a stretch of the text stands: `length` code units from offset `start` are those of `node` from `from`.
 * @typedef {{node: Text, from: number, start: number, length: number}} Piece
 */

export class TextMap {
  /** @type {Map<Node, Piece[]>} */
  #piecesByNode = new Map();

  /**
   * @param {string} text the text as it was sent
   * @param {Piece[]} pieces in text order; what lies between them is in no node
   */
  constructor(text, pieces) {
    this.text = text;
    this.pieces = pieces.filter(({ length }) => length > 0);
    for (const piece of this.pieces) {
      const others = this.#piecesByNode.get(piece.node);
      if (others) others.push(piece);
      else this.#piecesByNode.set(piece.node, [piece]);
    }
  }

  /**
   * The ranges of a span, one in each text node; none if its words are not `exact` in the text or no longer in the page.
   * @param {Span} span
   * @returns {Range[]}
   */
  rangesOf({ start, end, exact }) {
    if (end <= start || this.text.slice(start, end) !== exact) return [];
    const touched = [];
    for (let index = this.#indexOf(start + 1); index < this.pieces.length; index++) {
      const piece = this.pieces[index];
      if (piece.start >= end) break;
      if (piece.start + piece.length > start) touched.push(piece);
    }
    return touched.every((piece) => isIntact(piece, this.text))
      ? touched.map((piece) => within(piece, start, end))
      : [];
  }

  /**
   * The offset in the text of a place in the page, or null if the text does not stand there.
   * @param {Node} node
   * @param {number} within code units into the node
   * @returns {number | null}
   */
  offsetOf(node, within) {
    const piece = this.#piecesByNode.get(node)?.find((each) => each.from <= within && within < each.from + each.length);
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
}

/**
 * White space counts as equal: a text has a space where the page's source may have broken the line.
 * @param {Piece} piece
 * @param {string} text
 */
function isIntact({ node, from, start, length }, text) {
  const [here, sent] = [node.data.slice(from, from + length), text.slice(start, start + length)];
  return node.isConnected && (here === sent || here.replace(/\s/g, " ") === sent.replace(/\s/g, " "));
}

/**
 * The part of the piece that lies between two offsets of the text.
 * @param {Piece} piece
 * @param {number} start
 * @param {number} end
 */
function within({ node, from, start: first, length }, start, end) {
  const range = node.ownerDocument.createRange();
  range.setStart(node, from + Math.max(start - first, 0));
  range.setEnd(node, from + Math.min(end - first, length));
  return range;
}
