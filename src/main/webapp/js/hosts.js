/** The host table: a grid of rows that can be searched, sorted, gone through by keyboard, and selected. */

import { append, el, icon, setAttribute, setText } from "./dom.js";
import { HostRows } from "./host-rows.js";
import { VirtualList } from "./virtual.js";
import { visible } from "./visible.js";

const COLUMNS = [
  { id: "state", sort: "state" },
  { id: "host", sort: "name" },
  { id: "exit" },
  { id: "duration", sort: "duration" },
  { id: "proxy", sort: "proxy" },
  { id: "last" },
];
const TYPING_MILLIS = 250;

export class HostTable {
  #texts;
  #now;
  #on;
  #list;
  #rows;
  #selected = new Set();
  #anchor = -1;
  #sort = "";
  #open = new Set();
  #typing = 0;
  #matching = -1;

  /**
   * @param {import("./api.js").Api} api
   * @param {import("./texts.js").Texts} texts
   * @param {{now: () => number, search: (q: string) => void, sort: (sort: string) => void,
   *   open: (key: string, beside: boolean) => void, compare: (keys: string[]) => void, selected: () => void,
   *   selectAll: () => Promise<number[]>}} on
   */
  constructor(api, texts, on) {
    this.#texts = texts;
    this.#on = on;
    this.#now = on.now;
    this.#rows = new HostRows(api, () => this.#changed());
    this.#build();
  }

  get selection() {
    return [...this.#selected];
  }

  clearSelection() {
    this.#selected.clear();
    this.#selectionChanged();
  }

  /** Names of selected hosts, as far as they were seen. */
  selectedNames(count) {
    return [...this.#selectedNames.values()].slice(0, count);
  }

  /** Shows what the address says. @param {object} params filter for the server */
  async show(params, shown) {
    this.#sort = shown.sort;
    if (document.activeElement !== this.search) {
      this.search.value = shown.q;
    }
    this.#headers();
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

  #build() {
    const t = this.#texts;
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
    this.selectionText = el("span", { class: "foreman-selection__text" });
    this.compare = el("button", {
      type: "button",
      class: "foreman-button",
      text: t.get("hosts.compare"),
      on: { click: () => this.#on.compare([...this.#selectedKeys.values()]) },
    });
    this.actions = el("span", { class: "foreman-selection__acts" });
    this.selection_ = el(
      "div",
      { class: "foreman-selection", hidden: true },
      this.selectionText,
      this.compare,
      this.actions,
      el("button", {
        type: "button",
        class: "foreman-button foreman-button--quiet",
        text: t.get("hosts.clear"),
        on: { click: () => this.clearSelection() },
      }),
    );
    this.header = el("div", { class: "foreman-hosts__header", role: "row", "aria-rowindex": "1" });
    this.all = el("input", {
      type: "checkbox",
      class: "foreman-checkbox",
      "aria-label": t.get("hosts.selectAll"),
      on: { change: () => this.#selectAll() },
    });
    this.header.append(el("span", { class: "foreman-hosts__cell", role: "columnheader" }, this.all));
    this.sorts = COLUMNS.map((column) => this.#columnHeader(column));
    append(this.header, this.sorts);
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
        this.summary,
        this.selection_,
      ),
      this.scroller,
      this.empty,
    );
    this.#list = new VirtualList(this.scroller, this.canvas, {
      create: () => this.#createRow(),
      fill: (row, index) => this.#fillRow(row, index),
      onRange: (first, last) => this.#rows.need(first, last),
    });
    this.canvas.addEventListener("keydown", (event) => this.#key(event));
    this.canvas.addEventListener("click", (event) => this.#click(event));
  }

  #columnHeader({ id, sort }) {
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
          on: { click: () => this.#on.sort(this.#nextSort(sort)) },
        },
        el("span", { text: label }),
        icon("down"),
      ),
    );
    return cell;
  }

  #nextSort(sort) {
    const first = sort === "duration" ? `-${sort}` : sort;
    if (this.#sort === first) {
      return first.startsWith("-") ? sort : `-${sort}`;
    }
    return this.#sort.replace("-", "") === sort ? "" : first;
  }

  #headers() {
    for (const cell of this.sorts) {
      const { sort } = cell.dataset;
      if (sort) {
        const active = this.#sort.replace("-", "") === sort;
        setAttribute(cell, "aria-sort", active ? (this.#sort.startsWith("-") ? "descending" : "ascending") : "none");
      }
    }
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
    setText(this.empty, this.#texts.get(this.emptyText ?? "hosts.none"));
    this.#selectionChanged(false);
  }

  #createRow() {
    const check = el("input", { type: "checkbox", class: "foreman-checkbox", tabindex: "-1" });
    const cells = COLUMNS.map(({ id }) =>
      el("span", { class: `foreman-hosts__cell foreman-hosts__cell--${id}`, role: "gridcell" }),
    );
    cells[1].append(el("button", { type: "button", class: "foreman-hosts__name", tabindex: "-1" }));
    return el(
      "div",
      { class: "foreman-hosts__row", role: "row" },
      el("span", { class: "foreman-hosts__cell", role: "gridcell" }, check),
      ...cells,
    );
  }

  #fillRow(row, index) {
    const host = this.#rows.at(index);
    setAttribute(row, "aria-rowindex", index + 2);
    row.classList.toggle("foreman-hosts__row--loading", !host);
    const [checkCell, state, name, exit, duration, proxy, last] = row.children;
    if (!host) {
      row.dataset.state = "";
      for (const cell of [exit, duration, proxy, last, name.firstChild]) {
        setText(cell, "");
      }
      state.replaceChildren();
      checkCell.firstChild.disabled = true;
      checkCell.firstChild.setAttribute("aria-label", this.#texts.get("hosts.loading"));
      name.firstChild.setAttribute("aria-label", this.#texts.get("hosts.loading"));
      return;
    }
    const label = visible(host.name);
    const key = `${host.attempt}/${host.id}`;
    checkCell.firstChild.disabled = false;
    checkCell.firstChild.checked = this.#selected.has(host.id);
    setAttribute(checkCell.firstChild, "aria-label", this.#texts.get("hosts.select", label));
    setAttribute(row, "aria-selected", this.#selected.has(host.id) ? "true" : "false");
    if (row.dataset.state !== host.state) {
      row.dataset.state = host.state;
      state.replaceChildren(icon(host.state), el("span", { text: this.#texts.get(`state.${host.state}`) }));
    }
    setText(name.firstChild, label);
    setAttribute(name.firstChild, "aria-label", null);
    setAttribute(name, "title", label);
    row.classList.toggle("foreman-hosts__row--open", this.#open.has(key));
    setText(exit, visible(host.exit));
    setAttribute(exit, "title", visible(host.exit) || null);
    setText(duration, this.#duration(host));
    setText(proxy, visible(host.proxy));
    setText(last, visible(host.last || host.reason));
    setAttribute(last, "title", visible(host.last || host.reason) || null);
  }

  #duration(host) {
    if (!host.startedAt) {
      return "";
    }
    return this.#texts.duration((host.endedAt ?? this.#now()) - host.startedAt);
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
      this.#toggle(index, event.shiftKey);
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
        this.#toggle(this.#list.active, false, true);
      }
    } else if (event.key === "Enter" && host) {
      event.preventDefault();
      this.#on.open(`${host.attempt}/${host.id}`, event.ctrlKey || event.metaKey);
    } else if (event.key === " " && host) {
      event.preventDefault();
      this.#toggle(index, event.shiftKey);
    }
  }

  /** Selected hosts by id, with the attempt that they were selected in. */
  #selectedKeys = new Map();
  #selectedNames = new Map();

  #toggle(index, range, add = false) {
    const host = this.#rows.at(index);
    const on = add || !this.#selected.has(host.id);
    const from = range && this.#anchor >= 0 ? Math.min(this.#anchor, index) : index;
    const to = range && this.#anchor >= 0 ? Math.max(this.#anchor, index) : index;
    for (let i = from; i <= to; i++) {
      const each = this.#rows.at(i);
      if (each && on) {
        this.#selected.add(each.id);
        this.#selectedKeys.set(each.id, `${each.attempt}/${each.id}`);
        this.#selectedNames.set(each.id, each.name);
      } else if (each) {
        this.#selected.delete(each.id);
        this.#selectedKeys.delete(each.id);
        this.#selectedNames.delete(each.id);
      }
    }
    this.#anchor = index;
    this.#selectionChanged();
  }

  async #selectAll() {
    if (this.#selected.size > 0) {
      this.clearSelection();
      return;
    }
    for (const id of await this.#on.selectAll()) {
      this.#selected.add(id);
    }
    this.#selectionChanged();
  }

  #selectionChanged(tell = true) {
    const count = this.#selected.size;
    if (count === 0) {
      this.#selectedKeys.clear();
      this.#selectedNames.clear();
    }
    this.selection_.hidden = count === 0;
    setText(this.selectionText, this.#texts.count("hosts.selected", count));
    this.compare.hidden = this.#selectedKeys.size < 2 || count > 4;
    this.all.checked = count > 0 && count >= this.#matching;
    this.all.indeterminate = count > 0 && count < this.#matching;
    if (tell) {
      this.#list.refill();
      this.#on.selected();
    }
  }
}
