/** The card about what lies under the pointer: who says it, how, how sure that is, and why to check it. */

import { quotationsOf, speakerOf, speakersOf } from "./annotations.js";
import { element } from "./element.js";
import { COLOURS, coloursOf, gradeOf, NOBODY } from "./palette.js";
import { CLAIM_KINDS, SPEAKER_KINDS, QUOTATION_KINDS, certainty, checkWorthiness, count, percent } from "./wording.js";

/** @typedef {import("./annotations.js").Answer} Answer */
/** @typedef {import("./annotations.js").Claim} Claim */
/** @typedef {import("./annotations.js").Quotation} Quotation */
/** @typedef {import("./annotations.js").Speaker} Speaker */
/** @typedef {import("./hittest.js").Hit} Hit */

/**
 * The card's contents.
 * @param {Answer} answer
 * @param {Hit} hit
 * @returns {HTMLElement[]}
 */
export function cardOf(answer, { quotation, claim, speaker }) {
  const parts = [];
  if (quotation) parts.push(quotationPart(answer, quotation));
  else if (speaker) parts.push(speakerPart(answer, speaker));
  if (claim) parts.push(claimPart(answer, claim));
  return parts;
}

/**
 * A dot of the speaker's colour.
 * @param {Answer} answer
 * @param {string | null} speakerId
 */
export function swatch(answer, speakerId) {
  const colour = COLOURS[coloursOf(answer.speakers).get(speakerId ?? "") ?? -1] ?? NOBODY;
  const dot = element("span", { class: "swatch", "aria-hidden": "true" });
  dot.style.setProperty("--colour", colour.hex);
  return dot;
}

/**
 * @param {Answer} answer
 * @param {Quotation} quotation
 */
function quotationPart(answer, quotation) {
  const speakers = speakersOf(answer, quotation);
  const names = speakers.map(({ name }) => name).join(" and ");
  const role = speakers.length === 1 ? speakers[0].role : null;
  const kind = QUOTATION_KINDS[quotation.kind] + (quotation.act === "thought" ? ", a thought" : "");
  const facts = [kind];
  if (quotation.cue) facts.push(`cue “${quotation.cue.exact}”`);
  if (quotation.mention && quotation.mention.exact !== names) facts.push(`named as “${quotation.mention.exact}”`);
  return element(
    "section",
    { class: "card-part" },
    element("p", { class: "card-name" }, swatch(answer, quotation.speaker), names || "Nobody could be found"),
    role && element("p", { class: "card-role" }, role),
    element("p", {}, capitalised(facts.join(" · "))),
    element(
      "p",
      { class: "card-score" },
      meter(quotation.score),
      `${certainty(quotation.score)}, ${percent(quotation.score)}`,
    ),
  );
}

/**
 * @param {Answer} answer
 * @param {Speaker} speaker
 */
function speakerPart(answer, speaker) {
  const facts = [SPEAKER_KINDS[speaker.kind], count(quotationsOf(answer, speaker).length, "quotation")];
  return element(
    "section",
    { class: "card-part" },
    element("p", { class: "card-name" }, swatch(answer, speaker.id), speaker.name),
    speaker.role && element("p", { class: "card-role" }, speaker.role),
    element("p", {}, capitalised(facts.join(" · "))),
  );
}

/**
 * @param {Answer} answer
 * @param {Claim} claim
 */
function claimPart(answer, claim) {
  const claimer = speakerOf(answer, claim.claimer)?.name ?? "the article itself";
  return element(
    "section",
    { class: "card-part" },
    element("p", { class: "card-name" }, tint(claim.score), `A claim: ${CLAIM_KINDS[claim.kind]}`),
    element("p", {}, `Claimed by ${claimer}`),
    element(
      "p",
      { class: "card-score" },
      meter(claim.score),
      `${checkWorthiness(claim.score)}, ${percent(claim.score)}`,
    ),
    claim.reasons.length > 0
      ? element("ul", { class: "reasons" }, ...claim.reasons.map((reason) => element("li", {}, reason)))
      : null,
  );
}

/**
 * A sample of the tint that a claim of that score has.
 * @param {number} score
 */
export function tint(score) {
  return element("span", { class: "tint", "data-grade": gradeOf(score), "aria-hidden": "true" });
}

/**
 * A bar as long as the score; the words beside it say the same.
 * @param {number} score
 */
export function meter(score) {
  const bar = element("span", { class: "meter", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(score));
  return bar;
}

/** @param {string} words */
function capitalised(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
