/** The panel's entry: follows the tab in front, and shows what its page reports. */

import { api } from "../shared/browser.js";
import { byId } from "../shared/element.js";
import { keysByCommand } from "../shared/keys.js";
import { askBackground, askPage, listen } from "../shared/messages.js";
import { settings } from "../shared/settings.js";
import { colourSamples } from "../shared/sheet.js";
import { fillStrings, say, speakWith } from "../shared/strings.js";
import { keyOf, troubleParts } from "../shared/trouble.js";
import { Findings } from "./findings.js";
import { showSite } from "./site.js";

/** @typedef {import("../shared/messages.js").Problem} Problem */
/** @typedef {import("../shared/messages.js").Report} Report */

speakWith((key, values) => api.i18n.getMessage(key, values));
fillStrings(document);
document.documentElement.lang = api.i18n.getUILanguage();
document.body.classList.toggle("popup", location.search.includes("popup"));

const button = byId("switch", HTMLButtonElement);
const findings = new Findings({ announce, tab: () => tabId });
const keys = await keysByCommand();
let tabId = -1;

/** @param {string} message for screen readers; the same message twice is read twice */
function announce(message) {
  const status = byId("status", HTMLElement);
  status.textContent = status.textContent === message ? `${message}\u00a0` : message;
}

async function follow() {
  // Tests and tabs of one's own name the tab; a panel beside a page takes the one in front.
  const named = new URLSearchParams(location.search).get("tab");
  const [tab] = named
    ? [await api.tabs.get(Number(named))]
    : await api.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) return;
  tabId = tab.id;
  const report = await askPage(tabId, { type: "report" }).catch(() => null);
  show(report, report ? report.problem : await askBackground({ type: "trouble", tabId }));
  showSite(tab.url ?? report?.source.url ?? "");
}

/**
 * @param {Report | null} report null: no content script runs there
 * @param {Problem | null} problem
 */
function show(report, problem) {
  const status = report?.status ?? "off";
  const isOn = ["on", "reading", "waiting"].includes(status);
  button.textContent = say(isOn ? "switch_off" : "annotate_page");
  button.classList.toggle("on", isOn);
  const key = status === "off" && keys._execute_action ? ` ${say("hint_toggle", keys._execute_action)}` : "";
  byId("state", HTMLElement).textContent = problem || status === "on" ? "" : say(`state_${status}`) + key;
  showProblem(problem);
  findings.show(report);
}

/** @param {Problem | null} problem */
function showProblem(problem) {
  const trouble = byId("trouble", HTMLElement);
  const actions = { retry: turn, anyway: () => turnOn(true), options: () => askBackground({ type: "options" }) };
  trouble.replaceChildren(...(problem ? troubleParts(problem, actions) : []));
  trouble.hidden = problem === null;
  if (problem) announce(say(keyOf("problem", problem.code), ...problem.values));
}

async function turn() {
  const { problem } = await askBackground({ type: "switch", tabId });
  if (problem) showProblem(problem);
  else await follow();
}

/** @param {boolean} anyway */
async function turnOn(anyway) {
  await askPage(tabId, { type: "annotate", anyway }).catch(() => {});
}

listen({
  reported: ({ report }, { tab }) => {
    if (tab?.id !== tabId) return;
    show(report, report.problem);
    if (report.status !== "on") announce(say(`state_${report.status}`));
  },
});
api.tabs.onActivated.addListener(follow);
api.tabs.onUpdated.addListener((id, { status }) => {
  if (id === tabId && status) follow();
});
button.addEventListener("click", turn);
byId("options", HTMLButtonElement).addEventListener("click", () => askBackground({ type: "options" }));
colourSamples(document.documentElement, await settings());
await follow();
