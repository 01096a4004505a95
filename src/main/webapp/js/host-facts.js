/** What Foreman tells of hosts besides their names: by what of it the table is filtered, and which columns it has. */

import { FACTS } from "./address.js";
import { el, setAttribute } from "./dom.js";
import { menu } from "./menu.js";
import { visible } from "./visible.js";

const PIXELS_OF_REM = 16;
/** Rem of the table from which on a column is shown where nobody has chosen: the last line needs the room more. */
const SHOWN_FROM = { proxy: 64, os: 88, hostgroup: 96 };
/** Rem that the table takes without any of them, and that each of them takes at least. */
const LEAST = 49;
const EACH = 7;

export class HostFacts {
  #texts;
  #on;
  /** What there is to choose from, by fact. @type {Record<string, string[]>} */
  #told = {};
  /** @type {string[]|null} */
  #chosen = null;
  #width = 0;
  /** Labels, one for each fact, as the filters. @type {HTMLElement[]} */
  #boxes;
  #table;

  /**
   * @param {import("./texts.js").Texts} texts
   * @param {{filter: (change: Record<string, string>) => void, columns: (columns: string[]) => void}} on
   */
  constructor(texts, on) {
    this.#texts = texts;
    this.#on = on;
    this.filters = FACTS.map((fact) => this.#filter(fact));
    this.#boxes = FACTS.map((fact) => this.#box(fact));
    this.menu = menu("columns", texts.get("hosts.columns"), this.#boxes);
    this.menu.classList.add("foreman-hosts__columns");
  }

  /** Shows the columns in a table, as far as there is room. @param {HTMLElement} table */
  showIn(table) {
    this.#table = table;
    new ResizeObserver(([entry]) => {
      this.#width = entry.contentRect.width / PIXELS_OF_REM;
      this.#showColumns();
    }).observe(table);
  }

  /**
   * @param {Record<string, string[]>} told
   * @param {import("./address.js").Shown} shown
   */
  update(told, shown) {
    FACTS.forEach((fact, index) => showFilter(this.filters[index], told[fact] ?? [], shown[fact]));
    this.#told = told;
    this.#chosen = shown.columns;
    this.#showColumns();
  }

  #filter(fact) {
    return el(
      "select",
      {
        class: "foreman-select foreman-hosts__filter",
        "aria-label": this.#texts.get(`column.${fact}`),
        on: { change: (event) => this.#on.filter({ [fact]: event.target.value }) },
      },
      el("option", { value: "", text: this.#texts.get(`hosts.any.${fact}`) }),
    );
  }

  #box(fact) {
    return el(
      "label",
      {},
      el("input", { type: "checkbox", class: "foreman-checkbox", on: { change: () => this.#toggle(fact) } }),
      el("span", { text: this.#texts.get(`column.${fact}`) }),
    );
  }

  /** The columns that are wanted, of those that there are. */
  get #wanted() {
    return FACTS.filter(
      (fact) =>
        this.#isTold(fact) && (this.#chosen ? this.#chosen.includes(fact) : this.#width >= SHOWN_FROM[fact]),
    );
  }

  #isTold(fact) {
    return (this.#told[fact] ?? []).length > 0;
  }

  #toggle(fact) {
    const wanted = this.#wanted;
    this.#on.columns(wanted.includes(fact) ? wanted.filter((each) => each !== fact) : [...wanted, fact]);
  }

  #showColumns() {
    const wanted = this.#wanted;
    const shown = wanted.slice(0, Math.max(0, Math.floor((this.#width - LEAST) / EACH)));
    setAttribute(this.#table, "data-without", FACTS.filter((fact) => !shown.includes(fact)).join(" ") || null);
    FACTS.forEach((fact, index) => {
      const box = this.#boxes[index];
      box.hidden = !this.#isTold(fact);
      /** @type {HTMLInputElement} */ (box.firstElementChild).checked = wanted.includes(fact);
    });
    this.menu.hidden = !FACTS.some((fact) => this.#isTold(fact));
  }
}

/** A filter that is set can be taken back, whatever there is to choose from by now. */
function showFilter(select, told, value) {
  const values = value && !told.includes(value) ? [value, ...told] : told;
  if (values.join("\n") !== select.dataset.values) {
    select.dataset.values = values.join("\n");
    select.replaceChildren(
      select.options[0],
      ...values.map((each) => el("option", { value: each, text: visible(each) })),
    );
  }
  select.value = value;
  select.hidden = values.length < 2 && !value;
}
