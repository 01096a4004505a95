/** The hosts that are selected, and the bar that says how many and offers what can be done with them. */

import { el, setText } from "./dom.js";

const MOST_COMPARED = 4;

export class HostSelection {
  #texts;
  #onChange;
  /** Hosts by id, with key and name where they have been seen. @type {Map<number, {key: string, name: string}|null>} */
  #hosts = new Map();
  #anchor = -1;

  /**
   * @param {import("./texts.js").Texts} texts
   * @param {{compare: (keys: string[]) => void, changed: () => void}} on
   */
  constructor(texts, { compare, changed }) {
    this.#texts = texts;
    this.#onChange = changed;
    this.text = el("span", { class: "foreman-selection__text" });
    this.compare = el("button", {
      type: "button",
      class: "foreman-button",
      text: texts.get("hosts.compare"),
      on: { click: () => compare(this.#seen.map((host) => host.key)) },
    });
    this.actions = el("span", { class: "foreman-selection__acts" });
    this.element = el(
      "div",
      { class: "foreman-selection", hidden: true },
      this.text,
      this.compare,
      this.actions,
      el("button", {
        type: "button",
        class: "foreman-button foreman-button--quiet",
        text: texts.get("hosts.clear"),
        on: { click: () => this.clear() },
      }),
    );
  }

  get size() {
    return this.#hosts.size;
  }

  get ids() {
    return [...this.#hosts.keys()];
  }

  /** Names of selected hosts, as far as they were seen. */
  names(count) {
    return this.#seen.slice(0, count).map((host) => host.name);
  }

  get #seen() {
    return [...this.#hosts.values()].filter((host) => host !== null);
  }

  has(id) {
    return this.#hosts.has(id);
  }

  clear() {
    this.#hosts.clear();
    this.#changed();
  }

  /**
   * Selects hosts by their ids.
   *
   * @param {number[]} ids in the order of the rows
   * @param {{at: (index: number) => any}} rows those that are there tell more of their hosts
   */
  addAll(ids, rows) {
    ids.forEach((id, index) => {
      const row = rows.at(index);
      this.#hosts.set(id, this.#hosts.get(id) ?? (row?.id === id ? seen(row) : null));
    });
    this.#changed();
  }

  /**
   * Selects a row, or no longer.
   *
   * @param {{at: (index: number) => any}} rows
   * @param {boolean} range also all rows between it and the one before
   * @param {boolean} add only ever selects
   */
  toggle(rows, index, range, add = false) {
    const on = add || !this.has(rows.at(index).id);
    const from = range && this.#anchor >= 0 ? Math.min(this.#anchor, index) : index;
    const to = range && this.#anchor >= 0 ? Math.max(this.#anchor, index) : index;
    for (let i = from; i <= to; i++) {
      const host = rows.at(i);
      if (host && on) {
        this.#hosts.set(host.id, seen(host));
      } else if (host) {
        this.#hosts.delete(host.id);
      }
    }
    this.#anchor = index;
    this.#changed();
  }

  #changed() {
    this.element.hidden = this.size === 0;
    setText(this.text, this.#texts.count("hosts.selected", this.size));
    this.compare.hidden = this.#seen.length < 2 || this.size > MOST_COMPARED;
    this.#onChange();
  }
}

/** What is kept of a row. */
function seen(row) {
  return { key: `${row.attempt}/${row.id}`, name: row.name };
}
