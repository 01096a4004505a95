/** Why hosts failed: the same cause once, with how many hosts it hit. */

import { el, focusIn, iconButton, setText } from "./dom.js";
import { visible, visibleLines } from "./visible.js";

const SHOWN_AT_FIRST = 3;

export class Reasons {
  #texts;
  #on;
  /** @type {import("./api.js").Failures|null} */
  #data = null;
  #group = "";
  #drawn = "";
  #all = false;
  #mayRerun = false;

  /**
   * @param {import("./texts.js").Texts} texts
   * @param {{filter: (group: string) => void, open: (key: string, beside: boolean) => void,
   *   rerun: (group: string) => void}} on
   */
  constructor(texts, on) {
    this.#texts = texts;
    this.#on = on;
    this.title = el("h2", { class: "foreman-why__title", id: "foreman-why" });
    this.list = el("ol", { class: "foreman-why__list" });
    this.more = el("button", {
      type: "button",
      class: "foreman-button foreman-button--quiet",
      on: {
        click: () => {
          this.#all = !this.#all;
          this.#draw();
        },
      },
    });
    this.element = el(
      "section",
      { class: "foreman-why", "aria-labelledby": "foreman-why", hidden: true },
      this.title,
      this.list,
      this.more,
    );
    this.note = el(
      "p",
      { class: "foreman-filter", hidden: true },
      el("span", { text: texts.get("why.filtered") }),
      el("button", {
        type: "button",
        class: "foreman-button",
        text: texts.get("why.clear"),
        on: { click: () => on.filter("") },
      }),
    );
  }

  /** Says above the table that it shows the hosts of one cause only. @param {string} group */
  showFilter(group) {
    this.note.hidden = !group;
  }

  /**
   * @param {import("./api.js").Failures|null} data null where it is the same as before
   * @param {string} group that the table is filtered by
   * @param {boolean} mayRerun whether its hosts can be run again now
   */
  update(data, group, mayRerun) {
    this.#mayRerun = mayRerun;
    this.#data = data ?? this.#data;
    this.#group = group;
    this.#draw();
  }

  #draw() {
    const data = this.#data;
    this.element.hidden = !data || data.failed === 0;
    const drawn = JSON.stringify([data, this.#group, this.#all, this.#mayRerun]);
    if (!data || this.element.hidden || drawn === this.#drawn) {
      return;
    }
    this.#drawn = drawn;
    const t = this.#texts;
    const causes = data.groups.length + data.more;
    setText(this.title, t.get("why.heading", t.count("why.failed", data.failed), t.count("why.causes", causes)));
    const groups = this.#all ? data.groups : data.groups.slice(0, SHOWN_AT_FIRST);
    const focused = focusIn(this.list)?.focus;
    this.list.replaceChildren(...groups.map((group) => this.#item(group, data.failed)));
    if (focused) {
      this.list.querySelector(`[data-focus="${focused}"]`)?.focus();
    }
    this.more.hidden = data.groups.length <= SHOWN_AT_FIRST;
    this.more.setAttribute("aria-expanded", String(this.#all));
    setText(this.more, this.#all ? t.get("why.fewer") : t.count("why.more", data.groups.length - SHOWN_AT_FIRST));
  }

  /** What one host says, with what others say in its place marked. */
  #words(/** @type {import("./api.js").Group} */ group) {
    const t = this.#texts;
    const parts = group.words.map((part) =>
      el("span", {
        class: part.varies ? "foreman-why__varies" : null,
        title: part.varies ? t.get("why.varies") : null,
        text: visibleLines(part.text),
      }),
    );
    return parts.length > 0 ? parts : [el("span", { text: t.get("why.silent") })];
  }

  #item(/** @type {import("./api.js").Group} */ group, /** @type {number} */ failed) {
    const t = this.#texts;
    const share = el("span", { class: "foreman-why__share" });
    share.style.inlineSize = `${Math.max(1, (100 * group.hosts) / failed)}%`;
    const chosen = this.#group === group.id;
    const how = group.notRun ? t.get("why.notRun") : group.exit ? t.get("why.exit", visible(group.exit)) : "";
    const filter = el(
      "button",
      {
        type: "button",
        class: "foreman-why__count",
        "aria-pressed": String(chosen),
        title: t.get("why.filter"),
        data: { focus: group.id },
        on: { click: () => this.#on.filter(chosen ? "" : group.id) },
      },
      el("b", { text: t.number(group.hosts) }),
      el("span", { text: ` ${t.count("why.hosts", group.hosts)}` }),
    );
    return el(
      "li",
      { class: "foreman-why__item" },
      el("div", { class: "foreman-why__size" }, filter, el("span", { class: "foreman-why__track" }, share)),
      el(
        "div",
        { class: "foreman-why__cause" },
        el("code", { class: "foreman-why__words" }, ...this.#words(group)),
        el(
          "p",
          { class: "foreman-why__samples" },
          how ? el("span", { class: "foreman-exit", text: how }) : null,
          ...group.samples.map((host) =>
            el("button", {
              type: "button",
              class: "foreman-why__host",
              text: visible(host.name),
              data: { focus: `${group.id}-${host.id}` },
              on: { click: (event) => this.#on.open(`${host.attempt}/${host.id}`, event.ctrlKey || event.metaKey) },
            }),
          ),
          group.hosts > group.samples.length
            ? el("span", { text: t.get("why.others", group.hosts - group.samples.length) })
            : null,
          this.#mayRerun
            ? iconButton("rerun", t.get("why.rerun"), () => this.#on.rerun(group.id), {
                showLabel: true,
                class: "foreman-button foreman-button--quiet foreman-why__rerun",
                data: { focus: `${group.id}-rerun` },
              })
            : null,
        ),
      ),
    );
  }
}
