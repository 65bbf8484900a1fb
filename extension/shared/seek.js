/** Search in what was said and claimed: the part of an answer that a view shows and in which the words stand. */

import { wordsOf } from "./citation.js";
import { shownOf } from "./layers.js";

/** @typedef {import("./annotations.js").Answer} Answer */
/** @typedef {import("./layers.js").View} View */

/**
 * Those quotations and claims, and the speakers that are left. Names and topics are not
 * switched off in lists: `kinds` chooses among what is said.
 * @param {Answer} answer
 * @param {View} view
 * @param {string} query all of its words must occur, in any order
 * @returns {Pick<Answer, "quotations" | "claims" | "speakers">}
 */
export function soughtIn(answer, view, query) {
  const wanted = plain(query).split(/\s+/).filter(Boolean);
  const matches = (/** @type {string} */ words) => wanted.every((each) => plain(words).includes(each));
  const names = new Map(answer.speakers.map(({ id, name }) => [id, name]));
  const shown = shownOf(answer, view);
  const named = (/** @type {(string | null)[]} */ ids) => ids.map((id) => names.get(id ?? "") ?? "").join(" ");
  const quotations = shown.quotations.filter(({ content, speaker, also }) =>
    matches(`${wordsOf(content)} ${named([speaker, ...also])}`),
  );
  const claims = shown.claims.filter(({ sentence, claimer }) => matches(`${sentence.exact} ${named([claimer])}`));
  const left = new Set(quotations.flatMap(({ speaker, also }) => [speaker, ...also]));
  const isNarrowed = wanted.length > 0 || view.only !== null;
  const speakers = isNarrowed
    ? answer.speakers.filter(
        ({ id, name }) => left.has(id) || (wanted.length > 0 && view.only === null && matches(name)),
      )
    : answer.speakers;
  return { quotations, claims, speakers };
}

/**
 * Letters without case and accents, and one kind of quotation mark.
 * @param {string} words
 */
function plain(words) {
  return words
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[‘’]/g, "'")
    .toLowerCase();
}
