/** The form that sends a body to POST /v1/annotate and shows what comes back, byte for byte as far as it is text. */

import { byId } from "../shared/element.js";

const HEADERS = ["content-type", "etag", "retry-after", "www-authenticate", "vary", "cache-control"];

/**
 * @param {URL} base
 * @param {object} example a request
 */
export function offerTrial(base, example) {
  const body = byId("body", HTMLTextAreaElement);
  body.value = JSON.stringify(example, null, 2);
  const form = byId("try", HTMLFormElement);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await send(new URL("v1/annotate", base), body.value);
  });
  form.addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
    if (key === "Enter" && (ctrlKey || metaKey)) form.requestSubmit();
  });
}

/**
 * @param {URL} url
 * @param {string} body sent as it is, be it right or wrong: the service's answer is what is being tried
 */
async function send(url, body) {
  const token = byId("token", HTMLInputElement).value.trim();
  const headers = new Headers({ "Content-Type": "application/json", Accept: byId("accept", HTMLSelectElement).value });
  if (token) headers.set("Authorization", `Bearer ${token}`);
  const started = performance.now();
  try {
    const response = await fetch(url, { method: "POST", headers, body, cache: "no-store" });
    const text = await response.text();
    const milliseconds = Math.round(performance.now() - started);
    const named = HEADERS.filter((name) => response.headers.has(name));
    show(
      `${response.status} ${response.statusText}, after ${milliseconds} ms`,
      named.map((name) => `${name}: ${response.headers.get(name)}`).join("\n"),
      indented(text),
    );
  } catch {
    show("No answer: is the service still running?", "", "");
  }
}

/**
 * @param {string} status
 * @param {string} headers
 * @param {string} body
 */
function show(status, headers, body) {
  byId("outcome-status", HTMLElement).textContent = status;
  byId("status", HTMLElement).textContent = status;
  for (const [id, words] of [
    ["outcome-headers", headers],
    ["outcome-body", body],
  ]) {
    const block = byId(id, HTMLElement);
    block.textContent = words;
    block.hidden = words === "";
  }
  byId("outcome", HTMLElement).hidden = false;
}

/** @param {string} text */
function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
