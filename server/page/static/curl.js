/** Examples for the shell, made for the address at which this service answers. */

import { element } from "../shared/element.js";

/**
 * @param {URL} base
 * @param {object} example a request
 */
export function curlExamples(base, example) {
  const annotate = new URL("v1/annotate", base).href;
  const batch = new URL("v1/annotate/batch", base).href;
  return [
    block(
      "One article",
      `curl ${annotate} \\\n  -H 'Content-Type: application/json' \\\n  -d ${quoted(JSON.stringify(example))}`,
    ),
    block(
      "A text file, as W3C Web Annotations (jq makes the JSON)",
      `jq -Rs '{text: .}' article.txt | curl '${annotate}?format=w3c' \\\n  -H 'Content-Type: application/json' --data-binary @-`,
    ),
    block(
      "Many articles, one request object a line",
      `curl -N ${batch} \\\n  -H 'Content-Type: application/x-ndjson' --data-binary @articles.ndjson`,
    ),
    block("A service with an API token", `curl ${new URL("v1/", base).href} -H "Authorization: Bearer $WHOSAID_TOKEN"`),
  ];
}

/**
 * @param {string} title
 * @param {string} command
 */
function block(title, command) {
  return element(
    "figure",
    {},
    element("figcaption", {}, title),
    element("pre", { tabindex: 0, "aria-label": title }, command),
  );
}

/**
 * One word for a POSIX shell.
 * @param {string} words
 */
function quoted(words) {
  return `'${words.replaceAll("'", "'\\''")}'`;
}
