/** A page without a browser: what the content script's pure modules need of one. */

import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { JSDOM } from "jsdom";

export const EXTENSION = fileURLToPath(new URL("../../../extension/", import.meta.url));

/** Makes that page the one that modules see. @param {string} body @param {string} head */
export function open(body, head = "") {
  const { window } = new JSDOM(`<!doctype html><html><head>${head}</head><body>${body}</body></html>`, {
    url: "https://news.example/story",
  });
  for (const name of ["document", "Node", "NodeFilter", "Text"]) globalThis[name] = window[name];
  globalThis.Readability = createRequire(import.meta.url)(`${EXTENSION}vendor/readability/Readability.js`);
  return window.document;
}

/** A span of a text by its words. @param {string} text @param {string} exact */
export function spanOf(text, exact) {
  const start = text.indexOf(exact);
  return { start, end: start + exact.length, exact };
}
