/** Tells what goes wrong, and when it is over. */

import { el, icon, setText } from "./dom.js";
import { visible } from "./visible.js";

const TOAST_MILLIS = 8000;

export class Notices {
  #texts;
  #lost = false;
  #retry;

  /** @param {import("./texts.js").Texts} texts @param {() => void} retry */
  constructor(texts, retry) {
    this.#texts = texts;
    this.#retry = retry;
    this.connection = notice("warning");
    this.trouble = notice("warning");
    this.others = el("div", { class: "foreman-notices__others" });
    this.spoken = el("p", { class: "foreman-visually-hidden", role: "status" });
    this.toast = el("p", { class: "foreman-toast", role: "status" });
    this.element = el(
      "div",
      { class: "foreman-notices" },
      this.connection,
      this.trouble,
      this.others,
      this.toast,
      this.spoken,
    );
  }

  /** The connection to the server of this page. */
  connectionFailed(error, nextMillis, server) {
    const t = this.#texts;
    this.#lost = true;
    const signedOut = error.status === 401 || error.status === 403 || error.status === 404;
    const text = signedOut
      ? t.get("notice.refused", error.message)
      : t.get("notice.lost", server, t.duration(nextMillis));
    show(this.connection, text, t.get("notice.retry"), this.#retry);
  }

  connectionWorks(server) {
    if (this.#lost) {
      this.#lost = false;
      this.connection.hidden = true;
      this.say(this.#texts.get("notice.back", server), true);
    }
  }

  /** What the summary says of Foreman. */
  update(summary) {
    const t = this.#texts;
    if (summary.trouble) {
      show(this.trouble, t.get("notice.trouble", t.time(summary.trouble.since), visible(summary.trouble.message)));
    } else if (!this.trouble.hidden) {
      this.trouble.hidden = true;
      this.say(t.get("notice.troubleOver"), true);
    }
    const texts = (summary.notices ?? []).map(visible);
    if (this.others.dataset.texts !== texts.join("\n")) {
      this.others.dataset.texts = texts.join("\n");
      this.others.replaceChildren(
        ...texts.map((text) => {
          const one = notice("info");
          show(one, text);
          return one;
        }),
      );
    }
  }

  /** Says something in passing. */
  say(text, ok) {
    this.toast.classList.toggle("foreman-toast--bad", !ok);
    setText(this.toast, text);
    clearTimeout(this.timer);
    if (ok) {
      this.timer = setTimeout(() => setText(this.toast, ""), TOAST_MILLIS);
    }
  }

  /** For screen readers, what others see in the bar. */
  announce(text) {
    setText(this.spoken, text);
  }
}

function notice(kind) {
  return el("div", { class: `foreman-notice foreman-notice--${kind}`, role: "alert", hidden: true });
}

function show(element, text, action = "", onAction = () => {}) {
  if (element.hidden || element.dataset.text !== text) {
    element.dataset.text = text;
    element.replaceChildren(icon("warning"), el("span", { text }));
    if (action) {
      element.append(el("button", { type: "button", class: "foreman-button", text: action, on: { click: onAction } }));
    }
    element.hidden = false;
  }
}
