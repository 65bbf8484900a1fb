/** The lists beside and above the article; each entry leads to its words. They hold everything that is painted. */

import { quotationsOf, speakerOf } from "./annotations.js";
import { meter, reasonList, swatch, tint } from "./card.js";
import { wordsOf } from "./citation.js";
import { element } from "./element.js";
import { say } from "./strings.js";
import { checkWorthiness, count, percent } from "./wording.js";

/** @typedef {import("./annotations.js").Answer} Answer */
/** @typedef {import("./annotations.js").Claim} Claim */
/** @typedef {import("./annotations.js").Quotation} Quotation */
/** @typedef {import("./annotations.js").Span} Span */
/** @typedef {import("./annotations.js").Speaker} Speaker */
/** @typedef {Pick<Answer, "speakers" | "quotations">} Found */
/** @typedef {(spans: Span[], message: string) => void} Reveal */
/** @typedef {(spans: Span[] | null) => void} Pin */

/**
 * Speakers in order of appearance, then what nobody was found to have said.
 * @param {Answer} answer
 * @param {Found} found the part of it that is listed
 * @param {Reveal} reveal
 * @param {boolean} isUnfolded whether the quotations are in sight at once
 */
export function speakerItems(answer, found, reveal, isUnfolded = false) {
  const how = { reveal, isUnfolded };
  const items = found.speakers.map((speaker) => {
    const kind = say(`speaker_${speaker.kind}`);
    // Who has a role is seen to be a person.
    const described =
      speaker.role === null ? kind : [speaker.role, ...(speaker.kind === "person" ? [] : [kind])].join(" · ");
    return speakerItem(answer, { ...speaker, described }, quotationsOf(found, speaker), how);
  });
  const orphans = found.quotations.filter(({ speaker }) => speaker === null);
  const nobody = { id: null, name: say("nobody_found"), described: say("speaker_unclear") };
  if (orphans.length > 0) items.push(speakerItem(answer, nobody, orphans, how));
  if (items.length > 0) return items;
  return [element("li", { class: "hint" }, say(answer.speakers.length > 0 ? "nobody_left" : "nobody_quoted"))];
}

/**
 * Pressing the name again and again leads through all of the speaker's quotations.
 * @param {Answer} answer
 * @param {{id: string | null, name: string, described: string}} speaker
 * @param {Quotation[]} quotations
 * @param {{reveal: Reveal, isUnfolded: boolean}} how
 */
function speakerItem(answer, { id, name, described }, quotations, { reveal, isUnfolded }) {
  let next = 0;
  const lead = () => {
    if (quotations.length === 0) return;
    reveal(quotations[next].content, say("quotation_of_speaker", name, next + 1, quotations.length));
    next = (next + 1) % quotations.length;
  };
  const list = element(
    "ul",
    { hidden: !isUnfolded },
    ...quotations.map((each) => element("li", {}, quotationButton(each, reveal))),
  );
  const said = count(quotations.length, "quotation");
  const attributes = {
    type: "button",
    class: "more",
    "aria-expanded": String(isUnfolded),
    "aria-label": say("said_by", said, name),
    title: said,
  };
  const unfold = () => {
    list.hidden = !list.hidden;
    more.setAttribute("aria-expanded", String(!list.hidden));
  };
  const more = element("button", { ...attributes, click: unfold }, String(quotations.length));
  return element(
    "li",
    {},
    element(
      "button",
      { type: "button", class: "speaker", click: lead },
      swatch(answer, id),
      element("span", { class: "speaker-name" }, name),
      element("span", { class: "speaker-role" }, described),
    ),
    more,
    list,
  );
}

/**
 * @param {Quotation} quotation
 * @param {Reveal} reveal
 */
function quotationButton({ kind, content }, reveal) {
  const words = wordsOf(content);
  const message = `${say(`quotation_${kind}`)}: ${words}`;
  return element(
    "button",
    { type: "button", class: `quotation key-${kind}`, click: () => reveal(content, message) },
    words,
  );
}

/**
 * The most check-worthy first.
 * @param {Answer} answer
 * @param {Claim[]} claims
 * @param {Reveal} reveal
 */
export function claimItems(answer, claims, reveal) {
  const ranked = [...claims].sort((a, b) => b.score - a.score);
  return ranked.map((claim) => {
    const claimer = speakerOf(answer, claim.claimer)?.name ?? say("the_article");
    const facts = [say(`claim_${claim.kind}`), say("by", claimer)].join(" · ");
    return element(
      "li",
      {},
      element(
        "button",
        {
          type: "button",
          class: "claim",
          click: () => reveal([claim.span], `${say("claimed_by", claimer)}: ${claim.span.exact}`),
        },
        element(
          "span",
          { class: "claim-score" },
          tint(claim.score),
          meter(claim.score),
          `${percent(claim.score)} `,
          element("span", { class: "visually-hidden" }, checkWorthiness(claim.score)),
        ),
        element("span", { class: "claim-words" }, claim.span.exact),
        element("span", { class: "claim-facts" }, facts),
      ),
      reasonList(claim.reasons),
    );
  });
}

/**
 * Topics as paths from the broadest down; pressing one marks the words that made it.
 * @param {Answer} answer
 * @param {Pin} pin
 */
export function topicButtons(answer, pin) {
  if (answer.topics.length === 0) return [element("p", { class: "hint" }, say("no_topic"))];
  return answer.topics.map(({ path, primary, confidence, score, evidence }) => {
    const steps = path.flatMap((label, index) => {
      const step = element("span", { class: index === path.length - 1 ? "topic-label" : "topic-broader" }, label);
      return index > 0 ? [element("span", { class: "separator", "aria-label": "," }, "›"), step] : [step];
    });
    const hint = say(primary ? "main_topic_hint" : "topic_hint", say(`confidence_${confidence}`), percent(score));
    return pinButton(`topic${primary ? " primary" : ""}`, steps, hint, evidence, pin);
  });
}

/**
 * @param {Answer} answer
 * @param {Pin} pin
 */
export function phraseButtons(answer, pin) {
  return answer.key_phrases.map(({ text, mentions }) =>
    pinButton("phrase", [text], count(mentions.length, "mention"), mentions, pin),
  );
}

/**
 * A button that marks its words until it, or another of its sort, is pressed.
 * @param {string} kind
 * @param {(Node | string)[]} label
 * @param {string} hint
 * @param {Span[]} spans
 * @param {Pin} pin
 */
function pinButton(kind, label, hint, spans, pin) {
  const press = () => {
    const wasPressed = button.getAttribute("aria-pressed") === "true";
    for (const other of document.querySelectorAll("[data-pin]")) other.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-pressed", String(!wasPressed));
    pin(wasPressed ? null : spans);
  };
  const attributes = {
    type: "button",
    class: kind,
    "data-pin": true,
    "aria-pressed": "false",
    title: hint,
    click: press,
  };
  const button = element("button", attributes, ...label);
  return button;
}
