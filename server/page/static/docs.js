/** The page at /docs: the OpenAPI document laid out to read, curl examples for this very address, and a form to try it. */

import { byId, element } from "../shared/element.js";
import { curlExamples } from "./curl.js";
import { problemTable, routeSection, schemaSection, withCode } from "./openapi.js";
import { offerTrial } from "./trial.js";

/** @typedef {import("./openapi.js").Document} Document */
/** @typedef {import("./openapi.js").Operation} Operation */

const base = new URL(document.body.dataset.base ?? "/", location.href);

/** @param {Document} spec */
function show(spec) {
  const operations = Object.entries(spec.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const example = spec.paths["/v1/annotate"].post.requestBody?.content["application/json"]?.example ?? {};
  const paragraphs = spec.info.description.split(/\n\n/);
  byId("description", HTMLElement).replaceChildren(...paragraphs.map((words) => element("p", {}, ...withCode(words))));
  byId("curl", HTMLElement).replaceChildren(...curlExamples(base, example));
  byId("routes", HTMLElement).replaceChildren(...operations.map((each) => routeSection(each)));
  byId("schemas", HTMLElement).replaceChildren(
    ...Object.entries(spec.components.schemas).map(([name, schema]) => schemaSection(name, schema)),
  );
  byId("problems", HTMLElement).replaceChildren(problemTable(operations.map(({ operation }) => operation)));
  byId("contents", HTMLElement).replaceChildren(...contentsItems());
  offerTrial(base, example);
}

/** The headings of the page, as links. */
function contentsItems() {
  return [...document.querySelectorAll(".chapters h2, .chapters h3")].map((heading) => {
    const link = element("a", { href: `#${heading.id}` }, heading.textContent ?? "");
    return element("li", { class: heading.localName }, link);
  });
}

const response = await fetch(new URL("openapi.json", base));
show(await response.json());
// The browser looked for the place named in the address before it was there.
document.getElementById(location.hash.slice(1))?.scrollIntoView();
