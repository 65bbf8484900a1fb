/** The page at /: text in, annotations shown. Wires the form, the article and the footer to the service. */

import "./words.js";
import { about, annotate } from "../shared/client.js";
import { byId } from "../shared/element.js";
import { Compose } from "./compose.js";
import { Reading } from "./reading.js";

/** @typedef {import("./compose.js").Draft} Draft */

const base = new URL(document.body.dataset.base ?? "/", location.href).href;
const status = byId("status", HTMLElement);
const token = byId("token", HTMLInputElement);

/** @param {string} message for screen readers; the same message twice is read twice */
function announce(message) {
  status.textContent = status.textContent === message ? `${message}\u00a0` : message;
}

const connection = () => ({ base, token: token.value.trim() });
const reading = new Reading({ announce, connection, edit });
const compose = new Compose({ announce, submit });

/** @param {Draft} draft */
async function submit({ text, title, thoughts }) {
  const request = { text, thoughts, offset_unit: "utf16", ...(title && { title }) };
  const answer = await annotate(request, connection());
  compose.hide();
  reading.open(answer, request);
}

function edit() {
  reading.close();
  compose.show();
}

about(connection()).then(
  ({ version, model, limits }) => {
    byId("about", HTMLElement).textContent = `Whosaid ${version}, model ${model.name} ${model.version}`;
    compose.limit = limits.max_text_length;
  },
  ({ status: code }) => {
    if (code === 401) compose.askForToken();
  },
);
