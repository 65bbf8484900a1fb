/** The content script's one entry: answers what panel and background ask of this page. */

import { api } from "../shared/browser.js";
import { listen } from "../shared/messages.js";
import { onChange } from "../shared/settings.js";
import { speakWith } from "../shared/strings.js";
import { Reader } from "./reader.js";

speakWith((key, values) => api.i18n.getMessage(key, values));
const reader = new Reader();

listen({
  report: () => reader.report,
  // Answered at once: how it goes is reported as it goes.
  toggle: () => {
    reader.toggle();
    return reader.report;
  },
  clear: () => reader.clear(),
  annotate: ({ anyway }) => {
    reader.annotate({ anyway, isAsked: true });
    return reader.report;
  },
  view: ({ view }) => reader.show(view),
  reveal: ({ spans }) => reader.reveal(spans),
  pin: ({ spans }) => reader.pin(spans),
  step: ({ by }) => reader.step(by),
});

onChange((names) => {
  if (names.includes("colours") || names.includes("claimColour")) reader.dress();
});

/** For sites that the reader allowed: annotates unless that has been done, and says nothing if there is no article. */
export function annotateByItself() {
  if (reader.report.status === "off") reader.annotate({ isAsked: false });
}
