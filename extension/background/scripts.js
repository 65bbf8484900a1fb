/** Classic scripts that stand in a page before the content script's modules; they share one world with them. */
export const SCRIPTS = Object.freeze(["vendor/readability/Readability.js"]);
