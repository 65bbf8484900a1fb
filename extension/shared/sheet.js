/** The reader's own colours as rules that follow highlights.css, and as custom properties for the lists and the card. */

import { COLOURS } from "./palette.js";

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {Pick<Settings, "colours" | "claimColour">} Colours */

/** How strongly names and the four grades of claims are tinted, as the alpha of #rrggbbaa. */
const NAME_ALPHA = "38";
const CLAIM_ALPHAS = ["1f", "38", "55", "70"];

/**
 * Rules for `::highlight()`; none where the reader keeps the palette's colours.
 * @param {Colours} colours
 */
export function colourSheet({ colours, claimColour }) {
  const own = colours.map(hexOf);
  const speakers = own.map((hex, place) =>
    hex && hex !== COLOURS[place]?.hex
      ? ["direct", "mixed", "indirect"]
          .map((kind) => rule(`${kind}-${place}`, `text-decoration-color: ${hex}`))
          .join("") + rule(`name-${place}`, `background-color: ${hex}${NAME_ALPHA}`)
      : "",
  );
  const claim = hexOf(claimColour);
  const claims = claim
    ? CLAIM_ALPHAS.map((alpha, index) => rule(`claim-${index + 1}`, `background-color: ${claim}${alpha}`))
    : [];
  const rules = [...speakers, ...claims].join("");
  return rules ? `@media (forced-colors: none) {\n${rules}}\n` : "";
}

/**
 * Gives the samples under an element the reader's colours.
 * @param {HTMLElement} root
 * @param {Colours} colours
 */
export function colourSamples(root, { colours, claimColour }) {
  COLOURS.forEach((_, place) => setOrRemove(root, `--speaker-${place}`, hexOf(colours[place])));
  const claim = hexOf(claimColour);
  CLAIM_ALPHAS.forEach((alpha, index) => setOrRemove(root, `--claim-${index + 1}`, claim && claim + alpha));
}

/**
 * @param {HTMLElement} root
 * @param {string} property
 * @param {string} value
 */
function setOrRemove(root, property, value) {
  if (value) root.style.setProperty(property, value);
  else root.style.removeProperty(property);
}

/** Nothing but a colour gets into a sheet. @param {string | undefined} value */
function hexOf(value) {
  return /^#[0-9a-f]{6}$/i.test(value ?? "") ? /** @type {string} */ (value) : "";
}

/**
 * @param {string} name
 * @param {string} declaration
 */
function rule(name, declaration) {
  return `::highlight(whosaid-${name}) { ${declaration}; }\n`;
}
