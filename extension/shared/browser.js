/** The browser's extension API, which Firefox calls `browser` and older Chromium only `chrome`. */

/** @type {typeof chrome} */
export const api = /** @type {any} */ (globalThis).browser ?? globalThis.chrome;
