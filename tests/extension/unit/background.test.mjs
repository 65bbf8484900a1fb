import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ServiceProblem } from "../../../extension/shared/client.js";

/** Storage as browsers have it, with room for so many characters. */
class Area {
  kept = {};
  room = 2000;

  async get(keys) {
    const wanted = [keys].flat();
    return structuredClone(
      Object.fromEntries(wanted.filter((key) => key in this.kept).map((key) => [key, this.kept[key]])),
    );
  }

  async set(items) {
    const next = { ...this.kept, ...structuredClone(items) };
    if (JSON.stringify(next).length > this.room) throw new Error("QUOTA_BYTES quota exceeded");
    this.kept = next;
  }

  async remove(keys) {
    for (const key of [keys].flat()) delete this.kept[key];
  }
}

const session = new Area();
globalThis.chrome = { storage: { session } };
const { clearCache, keep, kept } = await import("../../../extension/background/cache.js");
const { problemOf, Trouble } = await import("../../../extension/background/problems.js");
const { reasonOf } = await import("../../../extension/background/pages.js");
const { isLoopback, originPattern } = await import("../../../extension/shared/settings.js");

const BASE = "http://127.0.0.1:5000/";
const PLACE = { address: BASE, origin: "chrome-extension://abc" };

beforeEach(() => {
  session.kept = {};
});

test("an answer is kept for its text, its options and its service", async () => {
  await keep(BASE, { text: "a" }, { id: "1" });
  assert.deepEqual(await kept(BASE, { text: "a" }), { id: "1" });
  assert.equal(await kept(BASE, { text: "b" }), null);
  assert.equal(await kept(BASE, { text: "a", language: "en" }), null);
  assert.equal(await kept("http://localhost:5000/", { text: "a" }), null);
  await clearCache();
  assert.equal(await kept(BASE, { text: "a" }), null);
  assert.deepEqual(session.kept, {});
});

test("where there is no more room, the oldest answers go", async () => {
  const answer = { id: "x".repeat(300) };
  for (let n = 0; n < 12; n++) await keep(BASE, { text: String(n) }, answer);
  assert.equal(await kept(BASE, { text: "0" }), null);
  assert.ok(Object.keys(session.kept).filter((key) => key.startsWith("answer ")).length >= 2);
  assert.equal(session.kept.answers.length, Object.keys(session.kept).length - 1, "nothing is kept that is not listed");
  await keep(BASE, { text: "huge" }, { id: "x".repeat(5000) });
  assert.equal(await kept(BASE, { text: "huge" }), null);
});

test("every failure has a code that has a remedy", () => {
  const problem = (status, code, retryAfter = null) =>
    problemOf(
      new ServiceProblem(status, { type: code && `urn:whosaid:problem:${code}`, detail: "why" }, retryAfter),
      PLACE,
    );
  assert.deepEqual(problem(0, ""), { code: "no-service", values: [BASE], retryAfter: null });
  assert.deepEqual(problem(403, "origin-not-allowed").values, [PLACE.origin]);
  assert.deepEqual(problem(503, "busy", 4), { code: "busy", values: ["why"], retryAfter: 4 });
  assert.equal(problem(413, "too-long").code, "too-long");
  assert.equal(problem(500, "internal-error").code, "other");
  assert.equal(problem(404, "").code, "not-whosaid");
  assert.equal(problemOf(new DOMException("late", "TimeoutError"), PLACE).code, "timed-out");
  assert.equal(problemOf(new Trouble("wrong-version", ["2", "1"]), PLACE).code, "wrong-version");
  assert.equal(problemOf(new TypeError("odd"), PLACE).code, "other");
});

test("why a page cannot be read", () => {
  const code = (url, error, isClicked = true) => reasonOf(url, error, isClicked).code;
  const denied = "Error: Cannot access contents of the page.";
  assert.equal(code("", "Error: Cannot access a chrome:// URL", false), "closed-page");
  assert.equal(code("about:addons", "Error: Missing host permission for the tab"), "closed-page");
  assert.equal(code("https://addons.mozilla.org/x", denied), "closed-page");
  assert.equal(code("https://chromewebstore.google.com/", "The extensions gallery cannot be scripted."), "closed-page");
  assert.equal(code("file:///home/reader/a.html", denied), "file-page");
  assert.equal(code("", denied, false), "page-permission");
  assert.equal(code("", denied, true), "closed-page");
  assert.equal(code("https://news.example/", "Error: Frame was removed"), "other");
});

test("addresses", () => {
  assert.equal(originPattern("http://desk.example:8443/whosaid/"), "http://desk.example/*");
  assert.ok(isLoopback(BASE) && isLoopback("http://localhost:1/") && isLoopback("http://[::1]:1/"));
  assert.ok(!isLoopback("http://127.0.0.1.evil.example/"));
});
