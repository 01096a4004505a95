/** What runs, since when, by whom, how far it is, and what may be done about it. */

import { el, icon, iconButton, setAttribute, setText } from "./dom.js";
import { menu } from "./menu.js";
import { visible } from "./visible.js";

export class Head {
  #texts;
  #now;
  /** @type {import("./api.js").Summary|null} */
  #summary = null;

  /**
   * @param {import("./texts.js").Texts} texts
   * @param {{now: () => number, rerun: () => void, rerunSucceeded: () => void, rerunAll: () => void,
   *   cancel: () => void}} on
   * @param {HTMLElement} exports
   * @param {string} heading tag of the title, `h2` where the page around has a title of its own
   */
  constructor(texts, on, exports, heading) {
    this.#texts = texts;
    this.#now = on.now;
    this.title = el(heading, { class: "foreman-head__title", text: texts.get("title") });
    this.verdict = el("span", { class: "foreman-verdict" });
    this.facts = el("ul", { class: "foreman-facts" });
    this.elapsed = el("span", { class: "foreman-elapsed" });
    this.message = el("p", { class: "foreman-head__message", hidden: true });
    this.rerun = iconButton("rerun", "", on.rerun, { showLabel: true, hidden: true });
    const item = (click) => el("button", { type: "button", on: { click } }, el("span", {}));
    this.succeeded = item(on.rerunSucceeded);
    this.all = item(on.rerunAll);
    this.reruns = menu("down", texts.get("act.rerunOthers"), [this.succeeded, this.all]);
    this.cancel = iconButton("stop", texts.get("act.cancel"), on.cancel, { showLabel: true, hidden: true });
    this.cancel.classList.add("foreman-button--danger");
    this.element = el(
      "header",
      { class: "foreman-head" },
      el(
        "div",
        { class: "foreman-head__line" },
        this.title,
        el("div", { class: "foreman-head__acts" }, this.rerun, this.reruns, this.cancel, exports),
      ),
      el("div", { class: "foreman-head__state" }, this.verdict, this.elapsed, this.facts),
      this.message,
    );
  }

  /** @param {import("./api.js").Summary} summary */
  update(summary) {
    const t = this.#texts;
    this.#summary = summary;
    setText(this.title, visible(summary.description) || t.get("title"));
    // A long one is cut after two lines.
    setAttribute(this.title, "title", this.title.textContent);
    const verdict = verdictOf(summary);
    if (this.verdict.dataset.verdict !== verdict) {
      this.verdict.dataset.verdict = verdict;
      this.verdict.replaceChildren(icon(VERDICT_ICONS[verdict] ?? "running"), t.get(`verdict.${verdict}`));
    }
    this.#showFacts(summary);
    const message = [
      summary.takenOver ? t.get("head.takenOver") : "",
      summary.running ? summary.cancelReason : summary.unfollowed ? t.get("head.unfollowed") : summary.message,
    ]
      .filter(Boolean)
      .join(" ");
    this.message.hidden = !message;
    setText(this.message, visible(message));
    const { rerun, failed, unsuccessful } = summary.acts;
    this.rerun.hidden = !rerun || unsuccessful === 0;
    setText(
      this.rerun.lastElementChild,
      t.count(failed === unsuccessful ? "act.rerunFailed" : "act.rerunRest", unsuccessful),
    );
    const { total } = summary.acts;
    this.reruns.hidden = !rerun || total === 0;
    this.succeeded.hidden = unsuccessful === 0 || unsuccessful === total;
    setText(this.succeeded.firstChild, t.count("act.rerunSucceeded", total - unsuccessful));
    setText(this.all.firstChild, t.count("act.rerunAll", total));
    this.cancel.hidden = !summary.acts.cancel;
    this.tick();
  }

  /** How long it has run, and will. */
  tick() {
    const summary = this.#summary;
    if (!summary?.startedAt) {
      return;
    }
    const t = this.#texts;
    if (summary.running && summary.startAt && summary.startAt > this.#now()) {
      setText(this.elapsed, t.get("head.startsIn", t.duration(summary.startAt - this.#now())));
      return;
    }
    if (summary.unfollowed) {
      setText(this.elapsed, "");
      return;
    }
    const elapsed = t.duration((summary.endedAt ?? this.#now()) - summary.startedAt - summary.idle);
    if (!summary.running) {
      setText(this.elapsed, t.get("head.ran", elapsed));
      return;
    }
    const left = summary.remaining === undefined ? 0 : summary.now + summary.remaining - this.#now();
    setText(
      this.elapsed,
      left > 0 ? t.get("head.runsLeft", elapsed, t.duration(roughly(left))) : t.get("head.runs", elapsed),
    );
  }

  #showFacts(/** @type {import("./api.js").Summary} */ summary) {
    const t = this.#texts;
    const facts = [
      [t.get("head.template"), visible(summary.template)],
      [t.get("head.startedBy"), visible(summary.startedBy)],
      [t.get("head.startedAt"), summary.startedAt ? t.dateTime(summary.startedAt) : ""],
      [t.get("head.mode"), this.#mode(summary)],
    ];
    const items = facts
      .filter(([, value]) => value)
      .map(([name, value]) =>
        el("li", {}, el("span", { class: "foreman-facts__name", text: `${name} ` }), el("span", { text: value })),
      );
    const last = summary.attempts[summary.attempts.length - 1];
    if (last?.link) {
      items.push(el("li", {}, foremanLink(last.link, t.get("head.link", String(last.invocation)))));
    }
    this.facts.replaceChildren(...items);
  }

  #mode(/** @type {import("./api.js").Summary} */ summary) {
    const t = this.#texts;
    if (summary.mode === "recurring") {
      return summary.recurrence ? `${t.get("mode.recurring")} ${visible(summary.recurrence)}` : t.get("mode.recurring");
    }
    return summary.mode === "future" && summary.startAt ? t.get("mode.future", t.dateTime(summary.startAt)) : "";
  }
}

const VERDICT_ICONS = {
  success: "succeeded",
  unstable: "warning",
  failure: "failed",
  aborted: "cancelled",
  running: "running",
  cancelling: "cancelled",
  unfollowed: "warning",
};

/** How a run stands: `verdict.…` of the texts. @param {import("./api.js").Summary} summary @returns {string} */
export function verdictOf(summary) {
  if (summary.running) {
    return summary.cancelReason ? "cancelling" : "running";
  }
  return summary.unfollowed ? "unfollowed" : (summary.verdict ?? "running");
}

/** An estimate that counts down second by second would promise too much. */
function roughly(millis) {
  const step = millis < 60_000 ? 5_000 : millis < 3_600_000 ? 30_000 : 300_000;
  return Math.max(step, Math.round(millis / step) * step);
}

/** A link to Foreman, in a window of its own; only to the web. */
export function foremanLink(url, text) {
  if (!/^https?:\/\//i.test(url)) {
    return el("span", { text });
  }
  return el(
    "a",
    { class: "foreman-link", href: url, target: "_blank", rel: "noopener noreferrer" },
    el("span", { text }),
    icon("external"),
  );
}
