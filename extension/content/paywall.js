/** Whether a page says of itself that it shows only part of the article, as schema.org has it for paid content. */

/** @param {Document} page */
export function isPartial(page) {
  const meta = page.querySelector('meta[itemprop="isAccessibleForFree"], meta[property="article:content_tier"]');
  if (["false", "locked", "metered"].includes(meta?.getAttribute("content")?.toLowerCase() ?? "")) return true;
  return [...page.querySelectorAll('script[type="application/ld+json"]')].some(({ textContent }) =>
    /"isAccessibleForFree"\s*:\s*"?false"?/i.test(textContent ?? ""),
  );
}
