/** The lists beside and above the article; each entry leads to its words. They hold everything that is painted. */

import { quotationsOf, speakerOf } from "../shared/annotations.js";
import { meter, swatch, tint } from "../shared/card.js";
import { element } from "../shared/element.js";
import { CLAIM_KINDS, QUOTATION_KINDS, SPEAKER_KINDS, checkWorthiness, count, percent } from "../shared/wording.js";

/** @typedef {import("../shared/annotations.js").Answer} Answer */
/** @typedef {import("../shared/annotations.js").Claim} Claim */
/** @typedef {import("../shared/annotations.js").Quotation} Quotation */
/** @typedef {import("../shared/annotations.js").Span} Span */
/** @typedef {import("../shared/annotations.js").Speaker} Speaker */
/** @typedef {(spans: Span[], message: string) => void} Reveal */
/** @typedef {(spans: Span[] | null) => void} Pin */

/**
 * Speakers in order of appearance, then what nobody was found to have said.
 * @param {Answer} answer
 * @param {Reveal} reveal
 */
export function speakerItems(answer, reveal) {
  const items = answer.speakers.map((speaker) => {
    const kind = SPEAKER_KINDS[speaker.kind];
    // Who has a role is seen to be a person.
    const described =
      speaker.role === null ? kind : [speaker.role, ...(speaker.kind === "person" ? [] : [kind])].join(" · ");
    return speakerItem(answer, { ...speaker, described }, quotationsOf(answer, speaker), reveal);
  });
  const orphans = answer.quotations.filter(({ speaker }) => speaker === null);
  if (orphans.length > 0) {
    items.push(speakerItem(answer, { id: null, name: "Nobody found", described: "speaker unclear" }, orphans, reveal));
  }
  return items.length > 0 ? items : [element("li", { class: "hint" }, "Nobody is quoted in this text.")];
}

/**
 * Pressing the name again and again leads through all of the speaker's quotations.
 * @param {Answer} answer
 * @param {{id: string | null, name: string, described: string}} speaker
 * @param {Quotation[]} quotations
 * @param {Reveal} reveal
 */
function speakerItem(answer, { id, name, described }, quotations, reveal) {
  let next = 0;
  const lead = () => {
    if (quotations.length === 0) return;
    reveal(quotations[next].content, `${name}, quotation ${next + 1} of ${quotations.length}`);
    next = (next + 1) % quotations.length;
  };
  const list = element(
    "ul",
    { hidden: true },
    ...quotations.map((each) => element("li", {}, quotationButton(each, reveal))),
  );
  const said = count(quotations.length, "quotation");
  const attributes = {
    type: "button",
    class: "more",
    "aria-expanded": "false",
    "aria-label": `${said} of ${name}`,
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
  const words = content.map(({ exact }) => exact).join(" … ");
  const message = `${QUOTATION_KINDS[kind]}: ${words}`;
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
    const claimer = speakerOf(answer, claim.claimer)?.name ?? "the article";
    const facts = [CLAIM_KINDS[claim.kind], `by ${claimer}`].join(" · ");
    return element(
      "li",
      {},
      element(
        "button",
        {
          type: "button",
          class: "claim",
          click: () => reveal([claim.span], `Claim by ${claimer}: ${claim.span.exact}`),
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
      claim.reasons.length > 0
        ? element("ul", { class: "reasons" }, ...claim.reasons.map((reason) => element("li", {}, reason)))
        : null,
    );
  });
}

/**
 * Topics as paths from the broadest down; pressing one marks the words that made it.
 * @param {Answer} answer
 * @param {Pin} pin
 */
export function topicButtons(answer, pin) {
  if (answer.topics.length === 0) return [element("p", { class: "hint" }, "No topic was clear enough to be named.")];
  return answer.topics.map(({ path, primary, confidence, score, evidence }) => {
    const steps = path.flatMap((label, index) => {
      const step = element("span", { class: index === path.length - 1 ? "topic-label" : "topic-broader" }, label);
      return index > 0 ? [element("span", { class: "separator", "aria-label": "," }, "›"), step] : [step];
    });
    const hint = `${primary ? "Main topic, " : ""}${confidence} confidence, ${percent(score)}`;
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
