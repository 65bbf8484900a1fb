/** Gives the shared modules their strings: the extension's own file, which the service serves. */

// @ts-expect-error The service serves the file under this name.
import messages from "../shared/messages.json" with { type: "json" };
import { sourceOf, speakWith } from "../shared/strings.js";

speakWith(sourceOf(messages));
