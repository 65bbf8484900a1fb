/** What the words on the screen are for scores, kinds and problems: the same in the page and in the extension. */

/** @typedef {import("./client.js").ServiceProblem} ServiceProblem */

export const QUOTATION_KINDS = Object.freeze({
  direct: "direct quotation",
  mixed: "partly quoted",
  indirect: "indirect quotation",
});

export const SPEAKER_KINDS = Object.freeze({
  person: "person",
  organization: "organisation",
  group: "group",
  unnamed: "unnamed source",
});

export const CLAIM_KINDS = Object.freeze({
  quantity: "a quantity",
  event: "an event",
  causal: "cause and effect",
  law: "law or rule",
  prediction: "a prediction",
  other: "another statement",
});

/** @param {number} score */
export function percent(score) {
  return `${Math.round(score * 100)} %`;
}

/**
 * How sure the service is of content and speaker.
 * @param {number} score
 */
export function certainty(score) {
  if (score >= 0.9) return "almost certain";
  if (score >= 0.75) return "likely";
  return score >= 0.5 ? "more likely than not" : "uncertain";
}

/**
 * How much a claim is worth a check.
 * @param {number} score
 */
export function checkWorthiness(score) {
  if (score >= 0.8) return "very check-worthy";
  if (score >= 0.65) return "check-worthy";
  return score >= 0.5 ? "perhaps worth a check" : "of little weight";
}

/**
 * A number with its noun.
 * @param {number} number
 * @param {string} noun
 */
export function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

const REMEDIES_BY_CODE = /** @type {Record<string, string>} */ ({
  "unsupported-language": "Paste an article in English.",
  "past-deadline": "Shorten the text, or try again when the machine has less to do.",
});

const REMEDIES_BY_STATUS = /** @type {Record<number, string>} */ ({
  0: "Is the service still running? Start it with “flask run”, then try again.",
  400: "Paste the text again as plain text; if that does not help, look for broken characters in it.",
  401: "Enter the API token of this service below, then try again.",
  403: "Open this page at the service's own address, not through another site.",
  413: "Shorten the text, or annotate it in parts.",
  422: "Put right what is named, then try again.",
  429: "Wait a little, then try again.",
  503: "The service is busy. Wait a little, then try again.",
});

/**
 * What a reader can do about a problem.
 * @param {ServiceProblem} problem
 */
export function remedyFor({ code, status }) {
  return REMEDIES_BY_CODE[code] ?? REMEDIES_BY_STATUS[status] ?? "Try again; if it stays, look into the service's log.";
}
