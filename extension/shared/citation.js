/** Words to take along: a quotation or a claim with its attribution, and a link that leads a browser to the very words. */

import { speakerOf, speakersOf } from "./annotations.js";
import { say } from "./strings.js";

/** @typedef {import("./annotations.js").Answer} Answer */
/** @typedef {import("./annotations.js").Claim} Claim */
/** @typedef {import("./annotations.js").Quotation} Quotation */
/** @typedef {import("./annotations.js").Span} Span */
/** @typedef {{text: string, title: string, url: string}} Source the article as it was sent */

/** Words at either end of a long passage that a link names; and code units up to which it names the whole. */
const END_WORDS = 5;
const SHORT = 120;

/**
 * A quotation with who said it and where.
 * @param {Answer} answer
 * @param {Quotation} quotation
 * @param {Source} source
 */
export function citationOf(answer, quotation, source) {
  const speakers = speakersOf(answer, quotation);
  const names = speakers.map(({ name, role }) => (role ? `${name}, ${role}` : name)).join("; ");
  const words = wordsOf(quotation.content);
  const said = quotation.kind === "direct" ? words : `${words} (${say(`quotation_${quotation.kind}`)})`;
  return `${said}\n— ${names || say("unknown")}\n${source.title}\n${linkTo(source, quotation.content)}`.replace(
    /\n+/g,
    "\n",
  );
}

/**
 * A claim with whose it is, how worth a check, and where.
 * @param {Answer} answer
 * @param {Claim} claim
 * @param {Source} source
 */
export function claimCitationOf(answer, claim, source) {
  const claimer = speakerOf(answer, claim.claimer)?.name ?? say("the_article");
  return `${wordsOf([claim.span])}\n— ${claimer}\n${source.title}\n${linkTo(source, [claim.span])}`.replace(
    /\n+/g,
    "\n",
  );
}

/**
 * The article's address with a text fragment for the first of the spans; a browser scrolls to it and marks it.
 * @param {Source} source
 * @param {Span[]} spans
 */
export function linkTo({ text, url }, [span]) {
  const [address, hash = ""] = url.split("#", 2);
  const words = span.exact.trim();
  const parts = words.length > SHORT || /\n/.test(words) ? ends(words) : [words];
  const before = text.indexOf(words) < text.lastIndexOf(words) ? wordsBefore(text, span.start) : "";
  const fragment = [...(before ? [`${encoded(before)}-`] : []), ...parts.map(encoded)].join(",");
  return `${address}#${hash.split(":~:")[0]}:~:text=${fragment}`;
}

/** @param {Span[]} spans */
export function wordsOf(spans) {
  return spans.map(({ exact }) => exact.trim().replace(/\s+/g, " ")).join(" … ");
}

/** @param {string} words */
function ends(words) {
  const all = words.split(/\s+/);
  return [all.slice(0, END_WORDS).join(" "), all.slice(-END_WORDS).join(" ")];
}

/**
 * @param {string} text
 * @param {number} start
 */
function wordsBefore(text, start) {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return line.trim().split(/\s+/).slice(-END_WORDS).join(" ");
}

/**
 * A comma, a hyphen and an ampersand have a meaning of their own in a text fragment.
 * @param {string} words
 */
function encoded(words) {
  return encodeURIComponent(words).replace(/-/g, "%2D");
}
