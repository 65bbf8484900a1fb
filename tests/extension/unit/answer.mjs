/** An answer of the service to a text of our own. */

import { spanOf } from "./page.mjs";

export const TEXT =
  "“The bridge will open in May,” Mayor Ann Lee said. Tom Hale warned that it cost $12 million.\n" +
  "“It will hold,” Lee and Hale said. “It will hold,” they said again.";

const span = (words) => spanOf(TEXT, words);

export const ANSWER = {
  id: "a",
  speakers: [
    { id: "s1", name: "Ann Lee", kind: "person", role: "Mayor", mentions: [span("Mayor Ann Lee")], quotations: ["q1"] },
    { id: "s2", name: "Tom Hale", kind: "person", role: null, mentions: [span("Tom Hale")], quotations: ["q2"] },
  ],
  quotations: [
    {
      id: "q1",
      kind: "direct",
      act: "speech",
      content: [span("“The bridge will open in May,”")],
      speaker: "s1",
      also: [],
      score: 0.9,
      cue: null,
      mention: null,
    },
    {
      id: "q2",
      kind: "indirect",
      act: "speech",
      content: [span("it cost $12 million")],
      speaker: "s2",
      also: [],
      score: 0.8,
      cue: null,
      mention: null,
    },
    {
      id: "q3",
      kind: "direct",
      act: "speech",
      content: [span("“It will hold,”")],
      speaker: "s1",
      also: ["s2"],
      score: 0.9,
      cue: null,
      mention: null,
    },
  ],
  claims: [
    {
      id: "c1",
      span: span("it cost $12 million"),
      sentence: span("Tom Hale warned that it cost $12 million."),
      score: 0.83,
      highlight: true,
      kind: "quantity",
      claimer: "s2",
      quotation: "q2",
      reasons: ["a figure: 12"],
    },
    {
      id: "c2",
      span: span("The bridge will open in May"),
      sentence: span("“The bridge will open in May,” Mayor Ann Lee said."),
      score: 0.4,
      highlight: false,
      kind: "prediction",
      claimer: "s1",
      quotation: "q1",
      reasons: [],
    },
  ],
  topics: [],
  key_phrases: [{ text: "bridge", score: 0.5, mentions: [span("bridge")] }],
  warnings: [],
};

export const EVERYTHING = {
  kinds: new Set(["direct", "mixed", "indirect", "names", "claims", "phrases"]),
  threshold: 0,
  only: null,
};

export const SOURCE = { text: TEXT, title: "The bridge", url: "https://news.example/bridge" };
