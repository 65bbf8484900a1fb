/** The colours of speakers, in order of appearance, and of claims. */

import { byId, element } from "../shared/element.js";
import { CLAIM_COLOUR, COLOURS } from "../shared/palette.js";
import { change, DEFAULTS, settings } from "../shared/settings.js";
import { colourSamples } from "../shared/sheet.js";
import { say } from "../shared/strings.js";

export async function showColours() {
  const { colours, claimColour } = await settings();
  const chosen = COLOURS.map(({ hex }, place) => colours[place] || hex);
  const speakers = COLOURS.map((_, place) =>
    picker(say("colour_of_speaker", place + 1), chosen[place], (colour) => {
      chosen[place] = colour;
      return change({ colours: [...chosen] });
    }),
  );
  const claims = picker(say("colour_of_claims"), claimColour || CLAIM_COLOUR, (colour) =>
    change({ claimColour: colour }),
  );
  byId("colours", HTMLElement).replaceChildren(...speakers, claims);
  colourSamples(document.documentElement, { colours, claimColour });
  byId("reset", HTMLButtonElement).onclick = async () => {
    await change({ colours: [...DEFAULTS.colours], claimColour: DEFAULTS.claimColour });
    await showColours();
  };
}

/**
 * @param {string} name
 * @param {string} value
 * @param {(colour: string) => Promise<void>} choose
 */
function picker(name, value, choose) {
  const input = element("input", { type: "color", value });
  input.addEventListener("change", async () => {
    await choose(input.value);
    colourSamples(document.documentElement, await settings());
  });
  return element("li", {}, element("label", {}, input, name));
}
