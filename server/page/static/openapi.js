/** Lays out parts of an OpenAPI 3.1 document: a route, a schema, the table of problems. */

import { element } from "../shared/element.js";

/**
 * As much of JSON Schema as the document uses.
 * @typedef {object} Schema
 * @property {string | string[]} [type]
 * @property {string} [$ref]
 * @property {Schema[]} [anyOf]
 * @property {Schema} [items]
 * @property {Record<string, Schema>} [properties]
 * @property {string[]} [required]
 * @property {unknown[]} [enum]
 * @property {unknown} [default]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {number} [minItems]
 * @property {number} [maxItems]
 * @property {number} [maxLength]
 * @property {string} [description]
 */
/** @typedef {Record<string, {schema?: Schema, example?: object}>} Content */
/** @typedef {{description?: string, content?: Content, headers?: Record<string, {description?: string}>}} Reply */
/**
 * @typedef {object} Operation
 * @property {string} [summary]
 * @property {string} [description]
 * @property {{name: string, in: string, description?: string, schema?: Schema}[]} [parameters]
 * @property {{content: Content}} [requestBody]
 * @property {Record<string, Reply>} responses
 */
/**
 * @typedef {object} Document
 * @property {{description: string, version: string}} info
 * @property {Record<string, Record<string, Operation>>} paths
 * @property {{schemas: Record<string, Schema>}} components
 */

/**
 * One route with its parameters, body and answers.
 * @param {{path: string, method: string, operation: Operation}} route
 */
export function routeSection({ path, method, operation }) {
  const { summary = "", description = "", parameters = [], requestBody, responses } = operation;
  const id = `${method}${path.replaceAll("/", "-")}`;
  const heading = element("h3", { id }, element("span", { class: "method" }, method.toUpperCase()), ` ${path}`);
  const rows = parameters.map((each) => [code(each.name), each.in, ...describe(each.schema, each.description)]);
  return element(
    "section",
    { "aria-labelledby": id },
    heading,
    element("p", {}, ...withCode(summary)),
    description ? element("p", {}, ...withCode(description)) : null,
    rows.length > 0 ? table(["Parameter", "In", "Type", "Meaning"], rows) : null,
    requestBody ? element("p", {}, "Body: ", ...contentWords(requestBody.content)) : null,
    table(
      ["Status", "Answer", "Meaning"],
      Object.entries(responses)
        .filter(succeeds)
        .map(([status, reply]) => replyRow(status, reply)),
    ),
    element("p", { class: "hint" }, "Problems: ", ...problemLinks(responses)),
  );
}

/** @param {[string, Reply]} entry */
function succeeds([status]) {
  return Number(status) < 400;
}

/**
 * The problems of one route, each leading to the table of all.
 * @param {Record<string, Reply>} responses
 */
function problemLinks(responses) {
  return problemsIn(responses).flatMap(({ status, problem }, index) => [
    index > 0 ? " · " : "",
    element("a", { href: `#problem-${problem}` }, `${status} ${problem}`),
  ]);
}

/**
 * The responses' descriptions name their problems as `code`: title.
 * @param {Record<string, Reply>} responses
 */
function problemsIn(responses) {
  return Object.entries(responses).flatMap(([status, { description = "" }]) =>
    [...description.matchAll(/`([a-z-]+)`: ([^.`]+)\./g)].map(([, problem, title]) => ({ status, problem, title })),
  );
}

/**
 * One schema with its fields.
 * @param {string} name
 * @param {Schema} schema
 */
export function schemaSection(name, { properties = {}, required = [], description }) {
  const rows = Object.entries(properties).map(([field, inner]) => [
    code(field),
    required.includes(field) ? "always" : "optional",
    ...describe(inner, inner.description),
  ]);
  const heads = ["Field", "Given", "Type", "Meaning"];
  const hasMeanings = rows.some((row) => row[3] instanceof Node && row[3].textContent !== "");
  return element(
    "section",
    { "aria-labelledby": `schema-${name}` },
    element("h3", { id: `schema-${name}` }, name),
    description ? element("p", {}, ...withCode(description)) : null,
    hasMeanings
      ? table(heads, rows)
      : table(
          heads.slice(0, 3),
          rows.map((row) => row.slice(0, 3)),
        ),
  );
}

/**
 * Every problem that any route can answer.
 * @param {Operation[]} operations
 */
export function problemTable(operations) {
  const all = operations.flatMap(({ responses }) => problemsIn(responses));
  const unique = [...new Map(all.map((each) => [each.problem, each])).values()];
  const sorted = unique.sort((a, b) => Number(a.status) - Number(b.status));
  const rows = sorted.map(({ status, problem, title }) => [
    status,
    element("code", { id: `problem-${problem}` }, problem),
    title,
  ]);
  return table(["Status", "Problem", "Meaning"], rows);
}

/**
 * Words with what stands between backticks as code.
 * @param {string} words
 * @returns {(Node | string)[]}
 */
export function withCode(words) {
  return words.split("`").map((part, index) => (index % 2 === 1 ? code(part) : part));
}

/**
 * @param {string} status
 * @param {Reply} reply
 */
function replyRow(status, { description = "", content = {}, headers = {} }) {
  const named = Object.keys(headers).flatMap((name, index) => [index === 0 ? " Header " : ", ", code(name)]);
  return [status, cell(contentWords(content)), cell([...withCode(description), ...named])];
}

/** @param {Content} content */
function contentWords(content) {
  return Object.entries(content).flatMap(([type, { schema }], index) => [
    index > 0 ? " or " : "",
    code(type),
    ...(schema?.$ref || schema?.anyOf ? [" ", ...typeWords(schema)] : []),
  ]);
}

/**
 * The cells for type and meaning.
 * @param {Schema | undefined} schema
 * @param {string | undefined} description
 */
function describe(schema = {}, description = "") {
  const { minimum, maximum, minItems, maxItems, maxLength, default: standard } = schema;
  const limits = [
    minimum !== undefined && maximum !== undefined ? `${minimum} to ${maximum}` : "",
    minimum !== undefined && maximum === undefined ? `${minimum} or more` : "",
    minItems !== undefined ? `at least ${minItems}` : "",
    maxItems !== undefined ? `at most ${maxItems}` : "",
    maxLength !== undefined ? `at most ${maxLength.toLocaleString("en")} characters` : "",
  ].filter((limit) => limit !== "");
  const type = [...typeWords(schema), limits.length > 0 ? `, ${limits.join(", ")}` : ""];
  const meaning =
    standard === undefined
      ? withCode(description)
      : [...withCode(`${description} Default: `), code(JSON.stringify(standard))];
  return [cell(type), cell(meaning)];
}

/**
 * @param {Schema} schema
 * @returns {(Node | string)[]}
 */
function typeWords({ $ref: reference, anyOf, enum: values, items, type }) {
  if (reference) {
    const name = reference.split("/").pop() ?? "";
    return [element("a", { href: `#schema-${name}` }, name)];
  }
  if (anyOf) return anyOf.flatMap((each, index) => (index > 0 ? [" or ", ...typeWords(each)] : typeWords(each)));
  if (values) return values.flatMap((value, index) => [index > 0 ? " · " : "", code(String(value))]);
  if (items) return ["list of ", ...typeWords(items)];
  return [[type ?? "anything"].flat().join(" or ")];
}

/**
 * @param {string[]} heads
 * @param {(Node | string)[][]} rows
 */
function table(heads, rows) {
  const head = element("tr", {}, ...heads.map((each) => element("th", { scope: "col" }, each)));
  const body = rows.map((row) =>
    element("tr", {}, ...row.map((each) => (each instanceof HTMLTableCellElement ? each : cell([each])))),
  );
  // A table wider than a phone is scrolled by itself, also by keys.
  return element(
    "div",
    { class: "table", tabindex: 0, role: "group", "aria-label": heads.join(", ") },
    element("table", {}, element("thead", {}, head), element("tbody", {}, ...body)),
  );
}

/** @param {(Node | string)[]} children */
function cell(children) {
  return element("td", {}, ...children);
}

/** @param {string} words */
function code(words) {
  return element("code", {}, words);
}
