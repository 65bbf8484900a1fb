/** An annotated page: switched on and off, kept in step with what the page says, and shown as the reader wants it. */

import { spansOf } from "../shared/annotations.js";
import { layersOf, ownThreshold } from "../shared/layers.js";
import { Marks } from "../shared/marks.js";
import { askBackground } from "../shared/messages.js";
import { Painter } from "../shared/paint.js";
import { TextMap } from "../shared/ranges.js";
import { settings } from "../shared/settings.js";
import { say } from "../shared/strings.js";
import { keyOf } from "../shared/trouble.js";
import { articleOf, wholePage } from "./article.js";
import { cardActions } from "./carry.js";
import { Host } from "./host.js";
import { noticeOfProblem, noticeOfSuccess } from "./notices.js";
import { ask, blank, noticesOf, plain, sourceOf } from "./report.js";
import { bringIntoSight } from "./sight.js";
import { holderOf, Watcher } from "./watcher.js";

/** @typedef {import("../shared/annotations.js").Answer} Answer */
/** @typedef {import("../shared/annotations.js").Span} Span */
/** @typedef {import("../shared/layers.js").View} View */
/** @typedef {import("../shared/messages.js").PlainView} PlainView */
/** @typedef {import("../shared/messages.js").Problem} Problem */
/** @typedef {import("../shared/messages.js").Report} Report */
/** @typedef {import("./article.js").Article} Article */
/** @typedef {{anyway?: boolean, isAsked?: boolean}} Wish `isAsked`: the reader asked for it just now, and is told how it went */

const FLASH_MILLISECONDS = 2200;

export class Reader {
  #host = new Host();
  #marks = /** @type {Marks | null} */ (null);
  #listening = new AbortController();
  #painter = new Painter(new TextMap("", []));
  #map = new TextMap("", []);
  #view = /** @type {View} */ ({ kinds: new Set(), threshold: 0.25, only: null });
  #threshold = /** @type {number | null} */ (null);
  #report = blank();
  #root = /** @type {Node | null} */ (null);
  #isAnyway = false;
  /** Whether the page changed while it was read for the first time. */
  #isOutdated = false;
  /** Counts what was begun: an answer that comes when something else was begun since is not shown. */
  #turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #fading;
  #watcher = new Watcher({
    root: () => this.#root,
    ignored: this.#host.node,
    changed: () => this.#paint(),
    quiet: () => this.#keepUp(),
  });

  /** @returns {Report} */
  get report() {
    return { ...this.#report, view: { ...this.#view, kinds: [...this.#view.kinds] } };
  }

  toggle() {
    const isOn = ["on", "reading", "waiting"].includes(this.#report.status);
    if (isOn) this.clear();
    else this.annotate({ isAsked: true });
  }

  /** @param {Wish} wish */
  async annotate({ anyway = false, isAsked = false }) {
    const turn = ++this.#turn;
    this.#isAnyway = anyway;
    this.#isOutdated = false;
    this.#host.hideNotice();
    this.#begin();
    const { kinds } = await settings();
    if (turn !== this.#turn) return;
    this.#view = { kinds: new Set(kinds), threshold: this.#threshold ?? 0.25, only: null };
    await this.#read(isAsked);
    if (isAsked && turn === this.#turn) this.#tell();
    if (this.#isOutdated) this.#keepUp();
  }

  /** Takes everything away: the page is as it was. */
  clear() {
    this.#turn += 1;
    this.#watcher.stop();
    this.#listening.abort();
    this.#marks?.close();
    this.#marks = null;
    clearTimeout(this.#fading);
    this.#painter.clear();
    this.#host.detach();
    this.#root = null;
    this.#threshold = null;
    this.#set(blank());
    askBackground({ type: "undress" }).catch(() => {});
    return this.report;
  }

  /** @param {PlainView} view */
  show({ kinds, threshold, only }) {
    this.#threshold = threshold;
    this.#view = { kinds: new Set(kinds), threshold, only };
    this.#paint();
    this.#openMarks();
    return this.report;
  }

  /**
   * Brings words into sight and flashes them.
   * @param {Span[]} spans
   * @param {ScrollBehavior} behavior
   */
  reveal(spans, behavior = "smooth") {
    const ranges = this.#painter.mark("focus", spans);
    clearTimeout(this.#fading);
    this.#fading = setTimeout(() => this.#painter.unmark("focus"), FLASH_MILLISECONDS);
    if (ranges.length > 0) bringIntoSight(ranges[0], behavior);
    return this.report;
  }

  /**
   * Marks words until others are marked; null takes the mark away.
   * @param {Span[] | null} spans
   */
  pin(spans) {
    const ranges = spans ? this.#painter.mark("evidence", spans) : [];
    if (!spans) this.#painter.unmark("evidence");
    if (ranges.length > 0) bringIntoSight(ranges[0], "smooth");
    return this.report;
  }

  /** @param {1 | -1} by */
  step(by) {
    this.#host.hideNotice();
    if (this.#marks?.step(by)) this.#host.box.enter();
    else if (this.#marks) this.#host.announce(say("nothing_marked"));
    return this.report;
  }

  /** Has the sheet put in anew, when the reader chose other colours. */
  dress() {
    if (this.#report.status !== "off") askBackground({ type: "dress" }).catch(() => {});
  }

  #begin() {
    this.#host.attach();
    this.#watcher.start();
    this.#set({ ...blank(), status: "reading" });
    this.dress();
    if (this.#marks) return;
    this.#listening = new AbortController();
    const actions = {
      announce: (/** @type {string} */ message) => this.#host.announce(message),
      reveal: (/** @type {Span[]} */ spans) => void this.reveal(spans, "instant"),
      card: cardActions(
        () => this.#report,
        (spans) => this.reveal(spans),
      ),
    };
    this.#marks = new Marks(document.documentElement, this.#host.box, actions, this.#listening.signal);
  }

  /** @param {boolean} isAsked */
  async #read(isAsked) {
    const turn = this.#turn;
    const start = performance.now();
    if (!/html/.test(document.contentType)) return this.#fail(plain("closed-page"), "problem");
    const article = this.#isAnyway ? wholePage(document) : articleOf(document);
    const finding = performance.now() - start;
    if (!article) return this.#fail(plain("no-article"), "waiting");
    this.#root = holderOf(article);
    const outcome = await ask(article, this.#isAnyway);
    if (turn !== this.#turn) return;
    if ("problem" in outcome) return this.#fail(outcome.problem, isAsked ? "problem" : "waiting");
    const asking = performance.now() - start - finding;
    this.#open(article, outcome, { finding, asking });
  }

  /**
   * @param {Article} article
   * @param {{answer: Answer, cached: boolean}} outcome
   * @param {{finding: number, asking: number}} spent milliseconds
   */
  #open(article, { answer, cached }, spent) {
    const start = performance.now();
    this.#place(article);
    this.#view = { ...this.#view, threshold: this.#threshold ?? ownThreshold(answer) };
    const spans = spansOf(answer);
    this.#report = { ...this.#report, status: "on", problem: null, answer, cached, source: sourceOf(article) };
    this.#paint();
    this.#openMarks();
    this.#set({
      ...this.#report,
      notices: noticesOf(answer),
      anchored: { spans: spans.length, missing: spans.filter((span) => this.#map.rangesOf(span).length === 0).length },
      milliseconds: { ...spent, painting: performance.now() - start },
    });
  }

  /** @param {Article} article */
  #place(article) {
    const shown = this.#painter;
    this.#map = new TextMap(article.text, article.pieces);
    this.#painter = new Painter(this.#map);
    this.#root = holderOf(article);
    shown.clear();
  }

  #openMarks() {
    if (this.#report.answer) this.#marks?.open(this.#report.answer, this.#map, this.#view);
  }

  #paint() {
    if (this.#report.answer) this.#painter.paint(layersOf(this.#report.answer, this.#view));
  }

  /** The page has changed and come to rest: what it says now is read, and the annotations follow. */
  async #keepUp() {
    this.#isOutdated = this.#report.status === "reading";
    if (this.#isOutdated) return;
    const article = this.#isAnyway ? wholePage(document) : articleOf(document);
    if (this.#report.answer && article?.text === this.#report.source.text) {
      this.#place(article);
      this.#paint();
      this.#openMarks();
      return;
    }
    this.#turn += 1;
    this.#host.hideNotice();
    await this.#read(false);
  }

  /**
   * Where the page changed and the service cannot be asked about it, what still stands there stays marked.
   * @param {Problem} problem
   * @param {"problem" | "waiting"} status
   */
  #fail(problem, status) {
    if (status === "waiting" && problem.code !== "no-article" && this.#report.answer) {
      return this.#set({ ...this.#report, notices: [say(keyOf("problem", problem.code), ...problem.values)] });
    }
    this.#painter.clear();
    this.#marks?.close();
    this.#root = null;
    this.#set({ ...blank(), status, problem });
    if (status === "problem") this.#watcher.stop();
  }

  /** Says on the page how it went. */
  async #tell() {
    const turn = this.#turn;
    const keys = await askBackground({ type: "keys" }).catch(() => ({}));
    if (turn !== this.#turn) return;
    const { status, problem } = this.#report;
    const actions = {
      retry: () => void this.annotate({ isAsked: true }),
      anyway: () => void this.annotate({ anyway: true, isAsked: true }),
      options: () => void askBackground({ type: "options" }),
      panel: () => askBackground({ type: "panel" }),
    };
    const notice = problem
      ? noticeOfProblem(problem, actions)
      : status === "on" && noticeOfSuccess(this.#report, actions, keys);
    if (!notice) return;
    this.#host.showNotice(notice.parts, notice.milliseconds, () => status === "problem" && this.clear());
    this.#host.announce(notice.message);
  }

  /** @param {Report} report */
  #set(report) {
    this.#report = report;
    askBackground({ type: "reported", report: this.report }).catch(() => {});
  }
}
