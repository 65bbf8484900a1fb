/** The card about what lies under the pointer: who says it, how, how sure that is, and why to check it. */

import { quotationsOf, speakerOf, speakersOf } from "./annotations.js";
import { wordsOf } from "./citation.js";
import { element } from "./element.js";
import { COLOURS, coloursOf, gradeOf, NOBODY } from "./palette.js";
import { say } from "./strings.js";
import { certainty, checkWorthiness, count, percent } from "./wording.js";

/** @typedef {import("./annotations.js").Answer} Answer */
/** @typedef {import("./annotations.js").Claim} Claim */
/** @typedef {import("./annotations.js").Quotation} Quotation */
/** @typedef {import("./annotations.js").Span} Span */
/** @typedef {import("./annotations.js").Speaker} Speaker */
/** @typedef {import("./hittest.js").Hit} Hit */
/**
 * What a reader can do from the card; `copy` and `share` tell whether it worked.
 * @typedef {object} CardActions
 * @property {(spans: Span[]) => void} reveal
 * @property {(hit: Hit) => Promise<boolean>} copy
 * @property {(hit: Hit) => Promise<boolean>} share
 */

const OTHERS = 3;

/**
 * The card's contents.
 * @param {Answer} answer
 * @param {Hit} hit
 * @param {CardActions | null} actions
 * @returns {HTMLElement[]}
 */
export function cardOf(answer, hit, actions = null) {
  const { quotation, claim, speaker } = hit;
  const who = quotation ? speakersOf(answer, quotation)[0] : speaker;
  const parts = [
    quotation ? quotationPart(answer, quotation) : speaker ? speakerPart(answer, speaker) : null,
    claim ? claimPart(answer, claim) : null,
    actions && who ? othersPart(answer, who, quotation, actions) : null,
    actions && (quotation || claim) ? actionsPart(hit, actions) : null,
  ];
  return parts.filter((part) => part !== null);
}

/**
 * A dot of the speaker's colour.
 * @param {Answer} answer
 * @param {string | null} speakerId
 */
export function swatch(answer, speakerId) {
  const place = coloursOf(answer.speakers).get(speakerId ?? "") ?? -1;
  const dot = element("span", { class: "swatch", "aria-hidden": "true" });
  // A reader's own colours are set as custom properties; a page has none of them.
  const name = place < 0 ? "nobody" : String(place);
  dot.style.setProperty("--colour", `var(--speaker-${name}, ${(COLOURS[place] ?? NOBODY).hex})`);
  return dot;
}

/**
 * @param {Answer} answer
 * @param {Quotation} quotation
 */
function quotationPart(answer, quotation) {
  const speakers = speakersOf(answer, quotation);
  const names = speakers.map(({ name }) => name).join(say("and"));
  const role = speakers.length === 1 ? speakers[0].role : null;
  const kind = say(`quotation_${quotation.kind}`);
  const facts = [quotation.act === "thought" ? say("a_thought", kind) : kind];
  if (quotation.cue) facts.push(say("cue", quotation.cue.exact));
  if (quotation.mention && quotation.mention.exact !== names) facts.push(say("named_as", quotation.mention.exact));
  return element(
    "section",
    { class: "card-part" },
    element("p", { class: "card-name" }, swatch(answer, quotation.speaker), names || say("nobody_found_long")),
    role && element("p", { class: "card-role" }, role),
    element("p", {}, capitalised(facts.join(" · "))),
    scoreLine(quotation.score, certainty(quotation.score)),
  );
}

/**
 * @param {Answer} answer
 * @param {Speaker} speaker
 */
function speakerPart(answer, speaker) {
  const facts = [say(`speaker_${speaker.kind}`), count(quotationsOf(answer, speaker).length, "quotation")];
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
  const claimer = speakerOf(answer, claim.claimer)?.name ?? say("the_article_itself");
  return element(
    "section",
    { class: "card-part" },
    element("p", { class: "card-name" }, tint(claim.score), say("a_claim", say(`claim_${claim.kind}`))),
    element("p", {}, say("claimed_by", claimer)),
    scoreLine(claim.score, checkWorthiness(claim.score)),
    reasonList(claim.reasons),
  );
}

/**
 * The other things this speaker says here; each leads to its words.
 * @param {Answer} answer
 * @param {Speaker} speaker
 * @param {Quotation | null} quotation
 * @param {CardActions} actions
 */
function othersPart(answer, speaker, quotation, { reveal }) {
  const others = quotationsOf(answer, speaker).filter(({ id }) => id !== quotation?.id);
  if (others.length === 0) return null;
  const items = others
    .slice(0, OTHERS)
    .map(({ kind, content }) =>
      element(
        "li",
        {},
        element(
          "button",
          { type: "button", class: `quotation key-${kind}`, click: () => reveal(content) },
          wordsOf(content),
        ),
      ),
    );
  const rest = others.length - items.length;
  return element(
    "section",
    { class: "card-part" },
    element("p", { class: "card-heading" }, say("also_says", speaker.name)),
    element("ul", { class: "card-others" }, ...items),
    rest > 0 ? element("p", { class: "card-role" }, count(rest, "other_words")) : null,
  );
}

/**
 * @param {Hit} hit
 * @param {CardActions} actions
 */
function actionsPart(hit, { copy, share }) {
  return element(
    "p",
    { class: "card-part card-actions" },
    actionButton(say(hit.quotation ? "copy_quotation" : "copy_claim"), () => copy(hit)),
    actionButton(say("copy_link"), () => share(hit)),
  );
}

/**
 * A button that says for a while how it went.
 * @param {string} label
 * @param {() => Promise<boolean>} act
 */
function actionButton(label, act) {
  const press = async () => {
    button.textContent = say((await act()) ? "copied" : "failed");
    setTimeout(() => (button.textContent = label), 2000);
  };
  const button = element("button", { type: "button", "aria-live": "polite", click: press }, label);
  return button;
}

/**
 * @param {number} score
 * @param {string} words
 */
function scoreLine(score, words) {
  return element("p", { class: "card-score" }, meter(score), `${words}, ${percent(score)}`);
}

/**
 * In a few words, why a sentence is worth a check.
 * @param {string[]} reasons
 */
export function reasonList(reasons) {
  if (reasons.length === 0) return null;
  return element("ul", { class: "reasons" }, ...reasons.map((reason) => element("li", {}, reason)));
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
