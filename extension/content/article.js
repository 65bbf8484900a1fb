/**
 * Finds the article on the page. Readability works on a copy, since it changes what it reads; each text node of the copy
 * remembers which one of the page it stands for. What it leaves out (captions, related links, boxes) is not sent.
 */

import { CharacterIndex } from "./search.js";
import { isBlock, isUnread, TextBuilder } from "./text.js";

/** @typedef {import("../shared/ranges.js").Piece} Piece */
/** @typedef {{text: string, title: string, pieces: Piece[]}} Article */

/** Less than this, in characters, is no article; nor is a page of which most is links. */
const LEAST = 250;
const MOST_LINKS = 0.6;

/**
 * The article, or null if the page has none.
 * @param {Document} page
 * @returns {Article | null}
 */
export function articleOf(page) {
  const copy = /** @type {Document} */ (page.cloneNode(true));
  const originals = pairs(page, copy);
  const Readability = /** @type {any} */ (globalThis).Readability;
  const found = new Readability(copy, { serializer: (/** @type {Element} */ root) => root }).parse();
  if (!found || linkShare(found.content) > MOST_LINKS) return null;
  const article = textOf(found.content, (node) => originals.get(node)) ?? textOf(found.content, searched(page));
  if (!article || article.text.trim().length < LEAST) return null;
  return { ...article, title: found.title ?? page.title };
}

/**
 * All that can be read on the page, for a reader who knows better.
 * @param {Document} page
 * @returns {Article}
 */
export function wholePage(page) {
  const all = textOf(page.body, (node) => node) ?? { text: "", pieces: [] };
  return { ...all, title: page.title };
}

/**
 * Text node of the copy → text node of the page.
 * @param {Document} page
 * @param {Document} copy
 */
function pairs(page, copy) {
  /** @type {Map<Text, Text>} */
  const originals = new Map();
  const [here, there] = [walker(page), walker(copy)];
  while (here.nextNode() && there.nextNode()) {
    originals.set(/** @type {Text} */ (there.currentNode), /** @type {Text} */ (here.currentNode));
  }
  return originals;
}

/** @param {Document} page */
function searched(page) {
  const index = new CharacterIndex(readNodes(page));
  return (/** @type {Text} */ node) => index.find(node.data);
}

/**
 * The text under a root, or null if a node with words has no original.
 * @param {Element} root
 * @param {(node: Text) => Text | {node: Text, from: number, to: number}[] | undefined} original
 * @returns {{text: string, pieces: Piece[]} | null}
 */
function textOf(root, original) {
  const builder = new TextBuilder();
  let isComplete = true;
  const visit = (/** @type {Node} */ node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const words = /** @type {Text} */ (node);
      const found = original(words);
      if (Array.isArray(found)) for (const { node: each, from, to } of found) builder.add(each, from, to);
      else if (found?.data === words.data) builder.add(found);
      else if (words.data.trim() !== "") isComplete = false;
      return;
    }
    if (isUnread(node)) return;
    if (isBlock(node)) builder.endBlock();
    node.childNodes.forEach(visit);
    if (isBlock(node)) builder.endBlock();
  };
  visit(root);
  return isComplete ? { text: builder.text, pieces: builder.pieces } : null;
}

/** @param {Document} page */
function* readNodes(page) {
  const nodes = walker(page.body);
  while (nodes.nextNode()) {
    const node = /** @type {Text} */ (nodes.currentNode);
    if (node.parentNode && !isUnread(node.parentNode)) yield node;
  }
}

/** @param {Node} root */
function walker(root) {
  return (root.ownerDocument ?? /** @type {Document} */ (root)).createTreeWalker(root, NodeFilter.SHOW_TEXT);
}

/** @param {Element} root */
function linkShare(root) {
  const all = root.textContent?.trim().length || 1;
  const links = [...root.querySelectorAll("a")].reduce((sum, { textContent }) => sum + (textContent?.length ?? 0), 0);
  return links / all;
}
