/**
 * Tells when a page changes what it says: at once, so that nothing wrong stays marked, and again when it has been quiet
 * for a while, so that what is new can be read.
 */

const QUIET_MILLISECONDS = 400;

/** A page that never rests is looked at all the same after the first of these times, and more and more seldom. */
const LONGEST_MILLISECONDS = { first: 1500, last: 30_000 };

/** Outside the article, less new text than this (in characters) is a counter, a caption or an advertisement. */
const MUCH_TEXT = 200;

/**
 * @typedef {object} Watching
 * @property {() => Node | null} root what holds the article now
 * @property {Node} ignored changes of this node and under it are ours
 * @property {() => void} changed the article's own nodes change; called before the page is painted again
 * @property {() => void} quiet something changed that may matter, and nothing has since
 */

export class Watcher {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;
  #since = 0;
  #longest = LONGEST_MILLISECONDS.first;
  #address = location.href;
  #watching;
  #observer = new MutationObserver((records) => this.#see(records));

  /** @param {Watching} watching */
  constructor(watching) {
    this.#watching = watching;
  }

  start() {
    this.#address = location.href;
    this.#observer.observe(document, { subtree: true, childList: true, characterData: true });
  }

  stop() {
    clearTimeout(this.#waiting);
    this.#since = 0;
    this.#observer.disconnect();
  }

  /** @param {MutationRecord[]} records */
  #see(records) {
    const { root, ignored, changed } = this.#watching;
    const foreign = records.filter(({ target, addedNodes, removedNodes }) => {
      const nodes = [target, ...addedNodes, ...removedNodes];
      return !nodes.some((node) => ignored === node || ignored.contains(node));
    });
    const article = root();
    // Where the article fills the whole body, scripts and the like that come and go in it are none of it.
    const within = foreign.filter(
      ({ target }) => article?.contains(target) && (article !== document.body || hasText(target)),
    );
    const isGone = article !== null && !article.isConnected;
    if (within.length > 0 || isGone) changed();
    const moved = location.href !== this.#address;
    this.#address = location.href;
    if (within.length > 0 || isGone || moved || foreign.some(bringsText)) this.#rest();
  }

  #rest() {
    const now = performance.now();
    this.#since ||= now;
    const left = this.#since + this.#longest - now;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(
      () => {
        const isRestless = left < QUIET_MILLISECONDS;
        const { first, last } = LONGEST_MILLISECONDS;
        this.#longest = isRestless ? Math.min(2 * this.#longest, last) : first;
        this.#since = 0;
        this.#watching.quiet();
      },
      Math.max(Math.min(QUIET_MILLISECONDS, left), 0),
    );
  }
}

/** @param {MutationRecord} record */
function bringsText({ addedNodes }) {
  return [...addedNodes].some((node) => (node.textContent?.length ?? 0) >= MUCH_TEXT && hasText(node));
}

/** @param {Node} node */
function hasText(node) {
  return !["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "HEAD"].includes(node.nodeName);
}

/**
 * The node that holds all of the text.
 * @param {import("./article.js").Article} article
 */
export function holderOf({ pieces }) {
  if (pieces.length === 0) return null;
  const range = document.createRange();
  range.setStart(pieces[0].node, 0);
  range.setEnd(pieces[pieces.length - 1].node, 0);
  return range.collapsed ? pieces[0].node.parentNode : range.commonAncestorContainer;
}
