/**
 * Builds the text that is sent from the page's own text nodes, and remembers where each stretch of it stands.
 *
 * A line break in a page's source is white space, while in the text that is sent it ends a paragraph: so runs of white
 * space become one space, and blocks end with a newline that stands in no node.
 */

/** @typedef {import("../shared/ranges.js").Piece} Piece */

const BLOCKS = new Set(
  (
    "ADDRESS ARTICLE ASIDE BLOCKQUOTE BR CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM " +
    "H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL"
  ).split(" "),
);

/** What holds text that nobody reads. */
const UNREAD = new Set("SCRIPT STYLE NOSCRIPT TEMPLATE TEXTAREA SELECT OPTION BUTTON".split(" "));

/**
 * Whether text before and after that node stands on different lines.
 * @param {Node} node
 */
export function isBlock(node) {
  return BLOCKS.has(node.nodeName.toUpperCase());
}

/** @param {Node} node */
export function isUnread(node) {
  return UNREAD.has(node.nodeName.toUpperCase());
}

export class TextBuilder {
  text = "";
  /** @type {Piece[]} */
  pieces = [];

  /** Ends the line, if anything is on it. */
  endBlock() {
    if (this.text !== "" && !this.text.endsWith("\n")) this.text += "\n";
  }

  /**
   * Appends the words of a text node between two offsets in it.
   * @param {Text} node
   * @param {number} from
   * @param {number} to
   */
  add(node, from = 0, to = node.length) {
    for (const { 0: run, index } of node.data.slice(from, to).matchAll(/\s+|\S+/g)) {
      const isSpace = /\s/.test(run[0]);
      if (isSpace && (this.text === "" || /\s$/.test(this.text))) continue;
      this.#append(node, from + index, isSpace ? " " : run);
    }
  }

  /**
   * @param {Text} node
   * @param {number} from
   * @param {string} words
   */
  #append(node, from, words) {
    const last = this.pieces[this.pieces.length - 1];
    const continues =
      last?.node === node && last.from + last.length === from && last.start + last.length === this.text.length;
    if (continues) last.length += words.length;
    else this.pieces.push({ node, from, start: this.text.length, length: words.length });
    this.text += words;
  }
}
