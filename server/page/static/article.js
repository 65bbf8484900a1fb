/** Shows the article's text as paragraphs, and remembers where each stretch of it stands. */

import { element } from "../shared/element.js";
import { TextMap } from "../shared/ranges.js";

/**
 * Fills the container with the text; newlines become the gaps between paragraphs.
 * @param {HTMLElement} container
 * @param {string} text
 * @returns {TextMap}
 */
export function showText(container, text) {
  const pieces = [];
  const paragraphs = [];
  for (const { 0: words, index: start } of text.matchAll(/[^\n]+/g)) {
    if (words.trim() === "") continue;
    const node = document.createTextNode(words);
    pieces.push({ node, from: 0, start, length: words.length });
    paragraphs.push(element("p", {}, node));
  }
  container.replaceChildren(...paragraphs);
  return new TextMap(text, pieces);
}
