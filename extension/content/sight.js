/** Brings words into sight, also where a page scrolls inside a box of its own. */

/**
 * @param {Range} range
 * @param {ScrollBehavior} behavior
 */
export function bringIntoSight(range, behavior) {
  const { top, bottom } = range.getBoundingClientRect();
  const margin = innerHeight * 0.12;
  if (top >= margin && bottom <= innerHeight - margin) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const holder = range.startContainer.parentElement;
  holder?.scrollIntoView({ block: "center", behavior: calm ? "instant" : behavior });
}
