/**
 * Shows layers with the CSS Custom Highlight API: the page's own nodes stay as they are, and nothing moves.
 *
 * It keeps its own lists of ranges: iterating a Highlight in a content script of Firefox throws ("Xray wrapping of
 * iterators not supported").
 */

/** @typedef {import("./annotations.js").Span} Span */
/** @typedef {import("./ranges.js").TextMap} TextMap */

/** A page can list the names of all highlights, so ours say whose they are and never meet the page's own. */
export const PREFIX = "whosaid-";

/** What lies above what where highlights overlap, by the first part of a name. */
const PRIORITIES = { claim: 1, phrase: 2, name: 3, direct: 4, mixed: 4, indirect: 4, evidence: 5, focus: 6 };

/** Whether this browser can show highlights at all. */
export function canPaint() {
  return typeof Highlight !== "undefined" && typeof CSS !== "undefined" && "highlights" in CSS;
}

export class Painter {
  /** @type {Map<string, Range[]>} */
  #shown = new Map();
  #map;

  /** @param {TextMap} map */
  constructor(map) {
    this.#map = map;
  }

  /**
   * Shows exactly these layers, except that `focus` and `evidence` stay if they are not among them.
   * @param {Map<string, Span[]>} layers
   */
  paint(layers) {
    for (const name of [...this.#shown.keys()]) {
      if (name !== "focus" && name !== "evidence") this.unmark(name);
    }
    for (const [name, spans] of layers) this.mark(name, spans);
  }

  /**
   * Shows one layer; spans whose words are not in the page are left out.
   * @param {string} name
   * @param {Span[]} spans
   * @returns {Range[]} what is shown
   */
  mark(name, spans) {
    const ranges = this.rangesOf(spans);
    this.#shown.set(name, ranges);
    if (canPaint()) {
      const highlight = new Highlight();
      for (const range of ranges) highlight.add(range);
      highlight.priority = priorityOf(name);
      CSS.highlights.set(PREFIX + name, highlight);
    }
    return ranges;
  }

  /**
   * Takes one layer away.
   * @param {string} name
   */
  unmark(name) {
    this.#shown.delete(name);
    if (canPaint()) CSS.highlights.delete(PREFIX + name);
  }

  /** Takes every layer away: the page is as it was. */
  clear() {
    for (const name of [...this.#shown.keys()]) this.unmark(name);
  }

  /** Layers and ranges that are shown now. */
  get shown() {
    return /** @type {ReadonlyMap<string, readonly Range[]>} */ (this.#shown);
  }

  /**
   * The ranges of those spans whose words are in the page.
   * @param {Span[]} spans
   * @returns {Range[]}
   */
  rangesOf(spans) {
    return spans.flatMap((span) => this.#map.rangesOf(span));
  }
}

/** @param {string} name */
function priorityOf(name) {
  const kind = name.split("-")[0];
  return PRIORITIES[/** @type {keyof typeof PRIORITIES} */ (kind)] ?? 0;
}
