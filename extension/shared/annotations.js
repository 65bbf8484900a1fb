/**
 * What POST /v1/annotate answers, as types, and how the parts of an answer refer to one another.
 *
 * Offsets are UTF-16 code units of the text as it was sent, end exclusive (`offset_unit: "utf16"`); scores are 0..1.
 */

/** @typedef {{start: number, end: number, exact: string}} Span */
/** @typedef {"direct" | "mixed" | "indirect"} QuotationKind */
/**
 * @typedef {object} Speaker
 * @property {string} id
 * @property {string} name
 * @property {"person" | "organization" | "group" | "unnamed"} kind
 * @property {string | null} role
 * @property {Span[]} mentions
 * @property {string[]} quotations
 */
/**
 * @typedef {object} Quotation
 * @property {string} id
 * @property {QuotationKind} kind
 * @property {"speech" | "thought"} act
 * @property {Span[]} content
 * @property {Span | null} cue
 * @property {Span | null} mention
 * @property {string | null} speaker
 * @property {string[]} also
 * @property {number} score
 */
/**
 * @typedef {object} Claim
 * @property {string} id
 * @property {Span} span
 * @property {Span} sentence
 * @property {number} score
 * @property {boolean} highlight
 * @property {"quantity" | "event" | "causal" | "law" | "prediction" | "other"} kind
 * @property {string | null} claimer
 * @property {string | null} quotation
 * @property {string[]} reasons
 */
/**
 * @typedef {object} Topic
 * @property {string} id
 * @property {string} label
 * @property {string[]} path
 * @property {boolean} primary
 * @property {number} score
 * @property {"high" | "medium"} confidence
 * @property {Span[]} evidence
 */
/** @typedef {{text: string, score: number, mentions: Span[]}} KeyPhrase */
/**
 * @typedef {object} Answer
 * @property {string} id
 * @property {{name: string, version: string}} model
 * @property {string} language
 * @property {number} length
 * @property {Speaker[]} speakers
 * @property {Quotation[]} quotations
 * @property {Claim[]} claims
 * @property {Topic[]} topics
 * @property {KeyPhrase[]} key_phrases
 * @property {{code: string, detail: string}[]} warnings
 */

/**
 * The speaker of that id.
 * @param {Answer} answer
 * @param {string | null} id
 * @returns {Speaker | null}
 */
export function speakerOf(answer, id) {
  return answer.speakers.find((speaker) => speaker.id === id) ?? null;
}

/**
 * Everybody who says it: the speaker first, then those who say it jointly.
 * @param {Answer} answer
 * @param {Quotation} quotation
 * @returns {Speaker[]}
 */
export function speakersOf(answer, quotation) {
  return [quotation.speaker, ...quotation.also]
    .map((id) => speakerOf(answer, id))
    .filter((speaker) => speaker !== null);
}

/**
 * What the speaker says, alone or with others, in text order.
 * @param {Pick<Answer, "quotations">} answer
 * @param {Speaker} speaker
 * @returns {Quotation[]}
 */
export function quotationsOf(answer, speaker) {
  return answer.quotations.filter(({ speaker: id, also }) => id === speaker.id || also.includes(speaker.id));
}

/**
 * Whether one of the spans covers the code unit at that offset.
 * @param {Span[]} spans
 * @param {number} offset
 */
export function covers(spans, offset) {
  return spans.some(({ start, end }) => start <= offset && offset < end);
}

/**
 * Every span of an answer.
 * @param {Answer} answer
 * @returns {Span[]}
 */
export function spansOf({ speakers, quotations, claims, topics, key_phrases: phrases }) {
  const spans = [
    ...speakers.flatMap(({ mentions }) => mentions),
    ...quotations.flatMap(({ content, cue, mention }) => [...content, cue, mention]),
    ...claims.flatMap(({ span, sentence }) => [span, sentence]),
    ...topics.flatMap(({ evidence }) => evidence),
    ...phrases.flatMap(({ mentions }) => mentions),
  ];
  return spans.filter((span) => span !== null);
}
