/** The columns of the host table, and their headers, by which it is sorted. */

import { FACTS } from "./address.js";
import { el, icon, setAttribute } from "./dom.js";

/** Those with `sort` can be sorted by that on the server. @type {{id: string, sort?: string}[]} */
export const COLUMNS = [
  { id: "state", sort: "state" },
  { id: "host", sort: "name" },
  { id: "exit" },
  { id: "duration", sort: "duration" },
  ...FACTS.map((fact) => ({ id: fact, sort: fact })),
  { id: "last" },
];

export class HostColumns {
  #texts;
  #onSort;
  #sort = "";

  /** @param {import("./texts.js").Texts} texts @param {(sort: string) => void} onSort */
  constructor(texts, onSort) {
    this.#texts = texts;
    this.#onSort = onSort;
    this.headers = COLUMNS.map((column) => this.#header(column));
  }

  /** Marks what the table is sorted by. @param {string} sort with a minus in front for the largest first */
  show(sort) {
    this.#sort = sort;
    for (const header of this.headers) {
      const own = header.dataset.sort;
      if (own) {
        const active = sort.replace("-", "") === own;
        setAttribute(header, "aria-sort", active ? (sort.startsWith("-") ? "descending" : "ascending") : "none");
      }
    }
  }

  #header(/** @type {{id: string, sort?: string}} */ { id, sort }) {
    const label = this.#texts.get(`column.${id}`);
    const cell = el("span", {
      class: `foreman-hosts__cell foreman-hosts__cell--${id}`,
      role: "columnheader",
      data: sort ? { sort } : {},
    });
    if (!sort) {
      cell.append(label);
      return cell;
    }
    cell.append(
      el(
        "button",
        {
          type: "button",
          class: "foreman-sort",
          on: { click: () => this.#onSort(this.#next(sort)) },
        },
        el("span", { text: label }),
        icon("down"),
      ),
    );
    return cell;
  }

  /** A first click sorts, a second one the other way round, a third one not at all. */
  #next(sort) {
    const first = sort === "duration" ? `-${sort}` : sort;
    if (this.#sort === first) {
      return first.startsWith("-") ? sort : `-${sort}`;
    }
    return this.#sort.replace("-", "") === sort ? "" : first;
  }
}
