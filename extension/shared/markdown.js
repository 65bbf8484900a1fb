/** An answer as Markdown to keep or to send; the article's words are escaped, so they stay words. */

import { speakerOf, speakersOf } from "./annotations.js";
import { say } from "./strings.js";
import { percent } from "./wording.js";

/** @typedef {import("./annotations.js").Answer} Answer */

/**
 * @param {Answer} answer
 * @param {string} title the headline, or nothing
 * @returns {string}
 */
export function markdownOf(answer, title) {
  const topics = answer.topics.map(({ path, id, score }) => `${plain(path.join(" > "))} (${id}, ${percent(score)})`);
  const phrases = answer.key_phrases.map(({ text }) => plain(text));
  const quotations = answer.quotations.map((quotation) => {
    const names = speakersOf(answer, quotation)
      .map(({ name }) => name)
      .join(", ");
    const said = quotation.content.map(({ exact }) => plain(exact)).join(" … ");
    return `**${plain(names || say("unknown"))}** (${quotation.kind}): ${said}`;
  });
  const claims = [...answer.claims]
    .sort((a, b) => b.score - a.score)
    .map(({ score, kind, claimer, span }) => {
      const name = speakerOf(answer, claimer)?.name ?? say("the_article");
      return `${percent(score)} ${kind}, ${plain(name)}: ${plain(span.exact)}`;
    });
  const parts = [
    section(say("topics"), topics),
    section(say("key_phrases"), phrases),
    section(say("who_said_what"), quotations),
    section(say("what_to_check"), claims),
  ];
  return `# ${plain(title || say("annotations"))}\n\n${parts.join("\n")}`;
}

/**
 * @param {string} heading
 * @param {string[]} items
 */
function section(heading, items) {
  const lines = items.length > 0 ? items.map((item) => `- ${item}\n`).join("") : `${say("nothing_found")}\n`;
  return `## ${heading}\n\n${lines}`;
}

/**
 * Words that neither Markdown nor HTML shall read as markup.
 * @param {string} words
 */
function plain(words) {
  return words
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>#|~&]/g, "\\$&");
}
