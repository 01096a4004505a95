/** A menu of what can be taken away: tables, a report, all outputs. */

import { el } from "./dom.js";
import { menu } from "./menu.js";

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
    this.#links = KINDS.map(([path, key]) => el("a", { data: { path }, download: "", text: texts.get(key) }));
    this.element = menu("download", texts.get("export.title"), this.#links);
  }

  /** Tables and outputs are of the hosts that are shown. */
  update(filter) {
    for (const link of this.#links) {
      const { path } = link.dataset;
      link.href = this.#api.url(path, path === "report.html" ? { scope: filter.scope } : filter);
    }
  }
}
