/**
 * Finds again where in the page a text stands, when the nodes it was read from are no longer known: by its characters
 * alone, since white space is what differs between copies of a page.
 */

/** @typedef {{node: Text, start: number}} Place a text node, and where its characters start among all */

/** So many characters are distinctive enough to be looked for anywhere, not only further on. */
const DISTINCTIVE = 20;

export class CharacterIndex {
  #all = "";
  /** @type {Place[]} */
  #places = [];
  #cursor = 0;

  /** @param {Iterable<Text>} nodes in document order */
  constructor(nodes) {
    const runs = [];
    let start = 0;
    for (const node of nodes) {
      const characters = node.data.replace(/\s+/g, "");
      if (characters === "") continue;
      this.#places.push({ node, start });
      runs.push(characters);
      start += characters.length;
    }
    this.#all = runs.join("");
  }

  /**
   * The stretches of text nodes that hold the words, the next ones after those found before; none if nobody has them.
   * @param {string} words
   * @returns {{node: Text, from: number, to: number}[]}
   */
  find(words) {
    const wanted = words.replace(/\s+/g, "");
    if (wanted === "") return [];
    let at = this.#all.indexOf(wanted, this.#cursor);
    if (at < 0 && wanted.length >= DISTINCTIVE) at = this.#all.indexOf(wanted);
    if (at < 0) return [];
    this.#cursor = at + wanted.length;
    return this.#stretches(at, this.#cursor);
  }

  /**
   * @param {number} start
   * @param {number} end
   */
  #stretches(start, end) {
    const found = [];
    for (let index = this.#indexOf(start); index < this.#places.length && this.#places[index].start < end; index++) {
      const { node, start: first } = this.#places[index];
      const next = this.#places[index + 1]?.start ?? this.#all.length;
      const from = offsetOfCharacter(node.data, Math.max(start - first, 0));
      const to = offsetOfCharacter(node.data, Math.min(end, next) - first - 1) + 1;
      found.push({ node, from, to });
    }
    return found;
  }

  /**
   * The last place that starts at `character` or before it.
   * @param {number} character
   */
  #indexOf(character) {
    let [low, high] = [0, this.#places.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#places[middle].start <= character) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/**
 * Where in the data its nth character that is no white space stands.
 * @param {string} data
 * @param {number} nth
 */
function offsetOfCharacter(data, nth) {
  let left = nth;
  for (let offset = 0; offset < data.length; offset++) {
    if (/\S/.test(data[offset]) && left-- === 0) return offset;
  }
  return data.length;
}
