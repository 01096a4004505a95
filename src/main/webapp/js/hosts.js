/** The host table: a grid of rows that can be searched, sorted, gone through by keyboard, and selected. */

import { append, el, icon, iconButton, setAttribute, setText } from "./dom.js";
import { HostColumns } from "./host-columns.js";
import { HostFacts } from "./host-facts.js";
import { createRow, fillRow } from "./host-row.js";
import { HostRows } from "./host-rows.js";
import { HostSelection } from "./host-selection.js";
import { showKeys } from "./keys.js";
import { VirtualList } from "./virtual.js";

const TYPING_MILLIS = 250;

export class HostTable {
  #texts;
  #now;
  #on;
  #list;
  #rows;
  #open = new Set();
  #typing = 0;
  #matching = -1;
  /** Key of what is said where there are no hosts. */
  emptyText = "hosts.none";

  /**
   * @param {import("./api.js").Api} api
   * @param {import("./texts.js").Texts} texts
   * @param {{now: () => number, search: (q: string) => void, sort: (sort: string) => void,
   *   filter: (change: Record<string, string>) => void, columns: (columns: string[]) => void,
   *   open: (key: string, beside: boolean) => void, compare: (keys: string[]) => void, selected: () => void,
   *   selectAll: () => Promise<number[]>}} on
   */
  constructor(api, texts, on) {
    this.#texts = texts;
    this.#on = on;
    this.#now = on.now;
    this.#rows = new HostRows(api, () => this.#changed());
    const t = texts;
    this.search = el("input", {
      class: "foreman-search__input",
      type: "search",
      placeholder: t.get("hosts.search"),
      "aria-label": t.get("hosts.search"),
      autocomplete: "off",
      spellcheck: "false",
      on: {
        input: () => {
          clearTimeout(this.#typing);
          this.#typing = setTimeout(() => this.#on.search(this.search.value.trim()), TYPING_MILLIS);
        },
      },
    });
    this.summary = el("span", { class: "foreman-hosts__summary", role: "status" });
    this.selection = new HostSelection(t, { compare: this.#on.compare, changed: () => this.#selectionChanged() });
    this.header = el("div", { class: "foreman-hosts__header", role: "row", "aria-rowindex": "1" });
    this.all = el("input", {
      type: "checkbox",
      class: "foreman-checkbox",
      "aria-label": t.get("hosts.selectAll"),
      on: { change: () => this.#selectAll() },
    });
    this.header.append(el("span", { class: "foreman-hosts__cell", role: "columnheader" }, this.all));
    this.columns = new HostColumns(t, this.#on.sort);
    append(this.header, this.columns.headers);
    this.facts = new HostFacts(t, this.#on);
    this.canvas = el("div", { class: "foreman-hosts__canvas", role: "rowgroup" });
    this.scroller = el(
      "div",
      { class: "foreman-hosts__scroller", role: "grid", "aria-label": t.get("hosts.title"), "aria-multiselectable": "true" },
      el("div", { role: "rowgroup", class: "foreman-hosts__head" }, this.header),
      this.canvas,
    );
    this.empty = el("p", { class: "foreman-hosts__empty", hidden: true });
    this.element = el(
      "section",
      { class: "foreman-hosts", "aria-label": t.get("hosts.title") },
      el(
        "div",
        { class: "foreman-hosts__bar" },
        el("div", { class: "foreman-search" }, icon("search"), this.search),
        ...this.facts.filters,
        this.summary,
        this.selection.element,
        this.facts.menu,
        iconButton("keyboard", t.get("keys.title"), () => showKeys(t), { class: "foreman-button foreman-button--icon foreman-hosts__keys" }),
      ),
      el("div", { class: "foreman-hosts__frame" }, this.scroller, this.empty),
    );
    this.facts.showIn(this.element);
    this.#list = new VirtualList(this.scroller, this.canvas, {
      create: () => createRow(t),
      fill: (row, index) => this.#fillRow(row, index),
      onRange: (first, last) => this.#rows.need(first, last),
    });
    this.canvas.addEventListener("keydown", (event) => this.#key(event));
    this.canvas.addEventListener("click", (event) => this.#click(event));
  }

  /** Shows what the address says. @param {object} params filter for the server */
  async show(params, shown) {
    if (document.activeElement !== this.search) {
      this.search.value = shown.q;
    }
    this.columns.show(shown.sort);
    this.#list.toTop();
    this.scroller.setAttribute("aria-busy", "true");
    await this.#rows.ask(params);
  }

  refresh() {
    return this.#rows.refresh();
  }

  /** Marks the hosts whose output is shown. */
  setOpen(keys) {
    this.#open = new Set(keys);
    this.#list.refill();
  }

  /** Lets running hosts' durations go on. */
  tick() {
    this.#list.refill();
  }

  #changed() {
    const { matching } = this.#rows;
    this.scroller.removeAttribute("aria-busy");
    this.scroller.setAttribute("aria-rowcount", String(matching + 1));
    this.#list.setCount(matching);
    this.#list.refill();
    this.#matching = matching;
    setText(this.summary, this.#texts.count("hosts.matching", matching));
    this.empty.hidden = matching > 0;
    setText(this.empty, this.#texts.get(this.emptyText));
    this.#showAll();
  }

  #fillRow(row, index) {
    const host = this.#rows.at(index);
    setAttribute(row, "aria-rowindex", index + 2);
    fillRow(row, host, {
      texts: this.#texts,
      now: this.#now,
      selected: Boolean(host) && this.selection.has(host.id),
      open: Boolean(host) && this.#open.has(`${host.attempt}/${host.id}`),
    });
  }

  #click(event) {
    const row = event.target.closest(".foreman-hosts__row");
    const index = Number(row?.dataset.index);
    const host = row && this.#rows.at(index);
    if (!host) {
      return;
    }
    this.#list.active = index;
    if (event.target.matches(".foreman-checkbox")) {
      this.selection.toggle(this.#rows, index, event.shiftKey);
    } else if (!window.getSelection()?.toString()) {
      this.#on.open(`${host.attempt}/${host.id}`, event.ctrlKey || event.metaKey);
    }
  }

  #key(event) {
    const index = this.#list.active;
    const host = this.#rows.at(index);
    const moves = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + this.#list.pageSize,
      PageUp: index - this.#list.pageSize,
      Home: 0,
      End: this.#list.count - 1,
    };
    if (event.key in moves) {
      event.preventDefault();
      this.#list.focus(moves[event.key]);
      if (event.shiftKey && host) {
        this.#selectActive();
      }
    } else if (event.key === "Enter" && host) {
      event.preventDefault();
      this.#on.open(`${host.attempt}/${host.id}`, event.ctrlKey || event.metaKey);
    } else if (event.key === " " && host) {
      event.preventDefault();
      this.selection.toggle(this.#rows, index, event.shiftKey);
    }
  }

  /** A row that was moved to may not be there yet. */
  #selectActive() {
    if (this.#rows.at(this.#list.active)) {
      this.selection.toggle(this.#rows, this.#list.active, false, true);
    }
  }

  async #selectAll() {
    if (this.selection.size > 0) {
      this.selection.clear();
    } else {
      this.selection.addAll(await this.#on.selectAll(), this.#rows);
    }
  }

  #selectionChanged() {
    this.#showAll();
    this.#list.refill();
    this.#on.selected();
  }

  #showAll() {
    const { size } = this.selection;
    this.all.checked = size > 0 && size >= this.#matching;
    this.all.indeterminate = size > 0 && size < this.#matching;
  }
}
