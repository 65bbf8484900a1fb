/**
 * Every string on the screen stands in _locales: the extension looks it up through the browser, the service's own page
 * in the file itself, which the service serves.
 */

/** @typedef {Record<string, {message: string}>} Messages the form of _locales/LANGUAGE/messages.json */

/** @type {(key: string, values: string[]) => string} */
let lookup = () => "";

/**
 * From now on strings come from there.
 * @param {(key: string, values: string[]) => string} source
 */
export function speakWith(source) {
  lookup = source;
}

/**
 * Looks strings up in the file itself; `$1` to `$9` in them stand for values.
 * @param {Messages} messages
 */
export function sourceOf(messages) {
  return (/** @type {string} */ key, /** @type {string[]} */ values) =>
    (messages[key]?.message ?? "").replace(/\$([1-9])/g, (_, place) => values[Number(place) - 1] ?? "");
}

/**
 * The string of that key; a key that is missing shows itself, so that it is noticed.
 * @param {string} key
 * @param {(string | number)[]} values
 */
export function say(key, ...values) {
  return lookup(key, values.map(String)) || key;
}

/**
 * Fills in the strings of a page: `data-say` names the text, `data-say-label` the accessible name.
 * @param {ParentNode} root
 */
export function fillStrings(root) {
  for (const node of root.querySelectorAll("[data-say]")) node.textContent = say(node.getAttribute("data-say") ?? "");
  for (const node of root.querySelectorAll("[data-say-label]")) {
    node.setAttribute("aria-label", say(node.getAttribute("data-say-label") ?? ""));
  }
}
