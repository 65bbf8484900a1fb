/**
 * The colour of each speaker and the line of each kind of quotation.
 *
 * The hues are those of Okabe and Ito (2008, "Color Universal Design"), which readers with any colour vision tell apart.
 * The light ones are darkened until each has a contrast of 3:1 and more with white and with near-black, so that one
 * palette serves light and dark pages. Hue says who; the line says how, so nothing is said by hue alone. Yellow is left
 * out: it tints claims. highlights.css repeats the values, since `::highlight()` cannot be given them from here.
 */

/** @typedef {import("./annotations.js").Speaker} Speaker */

/** Colours of speakers, in order of first appearance; the ninth speaker has the first's again. */
export const COLOURS = Object.freeze([
  { name: "blue", hex: "#0072b2" },
  { name: "vermilion", hex: "#d55e00" },
  { name: "green", hex: "#009e73" },
  { name: "purple", hex: "#c26a9b" },
  { name: "sky blue", hex: "#2e93cf" },
  { name: "brown", hex: "#a8741a" },
  { name: "violet", hex: "#7a6fd0" },
  { name: "olive", hex: "#7d8a1c" },
]);

/** What nobody was found to have said. */
export const NOBODY = Object.freeze({ name: "grey", hex: "#7b7b7b" });

/** What claims are tinted with, the stronger the higher their score. */
export const CLAIM_COLOUR = "#f0cc22";

/** Lines under quotations, as values of `text-decoration-style`. */
export const LINES = Object.freeze({ direct: "solid", mixed: "double", indirect: "dashed" });

/** Scores at which the tint of a claim gets stronger; below the first it has grade 1. */
const GRADES = [0.25, 0.4, 0.6];

/**
 * Which of COLOURS each speaker has, by the speaker's id.
 * @param {Speaker[]} speakers
 * @returns {Map<string, number>}
 */
export function coloursOf(speakers) {
  return new Map(speakers.map(({ id }, index) => [id, index % COLOURS.length]));
}

/**
 * The strength of a claim's tint, 1 to 4.
 * @param {number} score
 * @returns {number}
 */
export function gradeOf(score) {
  return 1 + GRADES.filter((least) => score >= least).length;
}
