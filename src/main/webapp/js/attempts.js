/** First run, retries and reruns: a line to look at one of them, or at every host as its last attempt left it. */

import { el, focusIn, icon, setAttribute } from "./dom.js";
import { foremanLink } from "./head.js";
import { visible } from "./visible.js";

export class Attempts {
  #texts;
  #onScope;
  #drawn = "";

  /** @param {import("./texts.js").Texts} texts @param {(scope: string) => void} onScope */
  constructor(texts, onScope) {
    this.#texts = texts;
    this.#onScope = onScope;
    this.element = el("nav", { class: "foreman-attempts", "aria-label": texts.get("attempts.title"), hidden: true });
  }

  /** @param {import("./api.js").Attempt[]} attempts @param {string} scope */
  update(attempts, scope) {
    this.element.hidden = attempts.length < 2;
    const drawn = JSON.stringify([attempts, scope]);
    if (this.element.hidden || drawn === this.#drawn) {
      return;
    }
    this.#drawn = drawn;
    const focused = focusIn(this.element)?.scope;
    this.element.replaceChildren(
      el("span", { class: "foreman-attempts__label", text: this.#texts.get("attempts.title") }),
      this.#button("all", this.#texts.get("attempts.all"), scope),
      ...attempts.map((attempt, place) => this.#attempt(attempt, place, scope)),
    );
    if (focused) {
      this.element.querySelector(`[data-scope="${focused}"]`)?.focus();
    }
  }

  #attempt(attempt, place, scope) {
    const t = this.#texts;
    const kind = attempt.index > 0 ? "retry" : attempt.run > 0 ? "rerun" : "first";
    const name = attempt.startedBy
      ? t.get("attempts.rerunBy", place + 1, visible(attempt.startedBy))
      : t.get(`attempts.${kind}`, place + 1);
    const button = this.#button(attempt.key, name, scope);
    const worst = ["failed", "cancelled"].find((state) => attempt.counts[state] > 0);
    button.prepend(icon(attempt.ended ? (worst ?? "succeeded") : "running"));
    button.append(
      el("span", {
        class: "foreman-attempts__counts",
        text: worst
          ? t.get(`attempts.${worst}Of`, attempt.counts[worst], attempt.total)
          : t.count("attempts.hosts", attempt.total),
      }),
    );
    const parts = [button];
    if (attempt.link && scope === attempt.key) {
      parts.push(foremanLink(attempt.link, `#${attempt.invocation}`));
    }
    return el("span", { class: "foreman-attempts__one" }, ...parts);
  }

  #button(scope, text, current) {
    const button = el(
      "button",
      {
        type: "button",
        class: "foreman-attempts__button",
        data: { scope },
        on: { click: () => this.#onScope(scope) },
      },
      el("span", { text }),
    );
    setAttribute(button, "aria-current", scope === current ? "true" : null);
    return button;
  }
}
