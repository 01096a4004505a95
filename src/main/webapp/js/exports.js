/** A menu of what can be taken away: tables, a report, all outputs. */

import { el, icon } from "./dom.js";

const KINDS = [
  ["report.html", "export.report"],
  ["export.csv", "export.csv"],
  ["export.json", "export.json"],
  ["junit.xml", "export.junit"],
  ["download", "export.outputs"],
];

export class Exports {
  #api;
  #links = [];

  /** @param {import("./api.js").Api} api @param {import("./texts.js").Texts} texts */
  constructor(api, texts) {
    this.#api = api;
    this.#links = KINDS.map(([path, key]) =>
      el("a", { class: "foreman-menu__item", data: { path }, download: "", text: texts.get(key) }),
    );
    this.element = el(
      "details",
      { class: "foreman-menu" },
      el("summary", { class: "foreman-button" }, icon("download"), el("span", { text: texts.get("export.title") })),
      el("div", { class: "foreman-menu__items" }, ...this.#links),
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.element.open) {
        this.element.open = false;
        this.element.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", (event) => {
      if (!event.composedPath().includes(this.element)) {
        this.element.open = false;
      }
    });
    for (const link of this.#links) {
      link.addEventListener("click", () => (this.element.open = false));
    }
  }

  /** Tables and outputs are of the hosts that are shown. */
  update(filter) {
    for (const link of this.#links) {
      const { path } = link.dataset;
      link.href = this.#api.url(path, path === "report.html" ? { scope: filter.scope } : filter);
    }
  }
}
