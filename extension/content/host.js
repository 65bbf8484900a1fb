/**
 * The one node that the extension adds to a page: a closed shadow host, in which card and notices stand. No style of the
 * page reaches into it, and none of ours out of it.
 */

import { api } from "../shared/browser.js";
import { CardBox } from "../shared/cardbox.js";
import { element } from "../shared/element.js";
import { say } from "../shared/strings.js";

const SHEETS = ["shared/tokens.css", "shared/samples.css", "shared/card.css", "content/notice.css"];

export class Host {
  #host = document.createElement("whosaid-card");
  #card = element("div", {
    class: "card",
    popover: "manual",
    role: "region",
    tabindex: -1,
    "aria-label": say("about_mark"),
  });
  #notice = element("div", { class: "notice", popover: "manual", role: "region", "aria-label": "Whosaid" });
  #status = element("p", { class: "visually-hidden", role: "status" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #fading;
  box = new CardBox(this.#card, this.#host);

  constructor() {
    // Out of the flow: nothing in the page moves by a pixel.
    this.#host.style.cssText = "all: initial; position: fixed; width: 0; height: 0;";
    const sheets = SHEETS.map((path) => element("link", { rel: "stylesheet", href: api.runtime.getURL(path) }));
    this.#host.attachShadow({ mode: "closed" }).append(...sheets, this.#card, this.#notice, this.#status);
    this.#notice.addEventListener("pointerenter", () => clearTimeout(this.#fading));
  }

  get node() {
    return this.#host;
  }

  /** A page that makes itself anew takes the host with it; it comes back with what it has to show. */
  attach() {
    if (!this.#host.isConnected) document.documentElement.append(this.#host);
  }

  detach() {
    clearTimeout(this.#fading);
    this.box.hide();
    this.hideNotice();
    this.#host.remove();
  }

  /** @param {string} message for screen readers; the same message twice is read twice */
  announce(message) {
    this.attach();
    this.#status.textContent = this.#status.textContent === message ? `${message}\u00a0` : message;
  }

  /**
   * @param {HTMLElement[]} parts
   * @param {number} milliseconds after which it goes; 0 = it stays until it is closed
   * @param {() => void} closed by the reader
   */
  showNotice(parts, milliseconds, closed) {
    this.attach();
    clearTimeout(this.#fading);
    const hide = () => {
      this.hideNotice();
      closed();
    };
    const close = element("button", { type: "button", class: "close", "aria-label": say("close"), click: hide }, "×");
    this.#notice.replaceChildren(...parts, close);
    if (!this.#notice.matches(":popover-open")) this.#notice.showPopover();
    if (milliseconds > 0) this.#fading = setTimeout(() => this.hideNotice(), milliseconds);
  }

  hideNotice() {
    clearTimeout(this.#fading);
    if (this.#notice.matches(":popover-open")) this.#notice.hidePopover();
  }
}
