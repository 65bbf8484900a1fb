/** What the words on the screen are for scores and numbers: the same in the page and in the extension. */

import { say } from "./strings.js";

/** @param {number} score */
export function percent(score) {
  return say("percent", Math.round(score * 100));
}

/**
 * How sure the service is of content and speaker.
 * @param {number} score
 */
export function certainty(score) {
  if (score >= 0.9) return say("certain_almost");
  if (score >= 0.75) return say("certain_likely");
  return say(score >= 0.5 ? "certain_rather" : "certain_not");
}

/**
 * How much a claim is worth a check.
 * @param {number} score
 */
export function checkWorthiness(score) {
  if (score >= 0.6) return say("check_very");
  if (score >= 0.4) return say("check_worthy");
  return say(score >= 0.25 ? "check_perhaps" : "check_little");
}

/**
 * A number with its noun; each noun has two strings, for one and for many.
 * @param {number} number
 * @param {"quotation" | "speaker" | "claim" | "topic" | "mention" | "place" | "second" | "other_words"} noun
 */
export function count(number, noun) {
  return say(number === 1 ? `${noun}_one` : `${noun}_many`, number);
}
