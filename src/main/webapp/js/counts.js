/** How many hosts are in which state: a bar to see, and buttons that filter. */

import { el, icon, setAttribute, setText } from "./dom.js";

export const STATES = ["failed", "cancelled", "running", "waiting", "unplanned", "succeeded"];
/** What is done comes first in the bar, as it fills up from there. */
const BAR_ORDER = ["succeeded", "failed", "cancelled", "running", "waiting", "unplanned"];

export class Counts {
  #texts;
  #segments = new Map();
  #buttons = new Map();

  /** @param {import("./texts.js").Texts} texts @param {(states: string[]) => void} onFilter */
  constructor(texts, onFilter) {
    this.#texts = texts;
    this.#states = [];
    this.#onFilter = onFilter;
    for (const state of BAR_ORDER) {
      this.#segments.set(
        state,
        el("span", {
          class: `foreman-bar__segment foreman-bar__segment--${state}`,
          on: { click: () => this.#toggle(state) },
        }),
      );
    }
    this.bar = el("div", { class: "foreman-bar", role: "img" }, ...this.#segments.values());
    this.all = el("button", { type: "button", class: "foreman-count", on: { click: () => onFilter([]) } });
    for (const state of STATES) {
      this.#buttons.set(
        state,
        el(
          "button",
          {
            type: "button",
            class: `foreman-count foreman-count--${state}`,
            on: { click: () => this.#toggle(state) },
          },
          icon(state),
          el("b", { class: "foreman-count__number" }),
          el("span", { text: texts.get(`state.${state}`) }),
        ),
      );
    }
    this.element = el(
      "div",
      { class: "foreman-counts" },
      this.bar,
      el(
        "div",
        { class: "foreman-counts__buttons", role: "group", "aria-label": texts.get("counts.filter") },
        this.all,
        ...this.#buttons.values(),
      ),
    );
  }

  #states;
  #onFilter;

  #toggle(state) {
    this.#onFilter(this.#states.includes(state) ? this.#states.filter((s) => s !== state) : [...this.#states, state]);
  }

  /** @param {string[]} states those that the table is filtered by */
  setFilter(states) {
    this.#states = states;
    setAttribute(this.all, "aria-pressed", states.length === 0);
    this.all.setAttribute("aria-pressed", String(states.length === 0));
    for (const [state, button] of this.#buttons) {
      button.setAttribute("aria-pressed", String(states.includes(state)));
    }
  }

  /** @param {{total: number, counts: Record<string, number>}} summary */
  update({ total, counts }) {
    const listed = STATES.reduce((sum, state) => sum + counts[state], 0);
    const said = [];
    for (const state of BAR_ORDER) {
      const count = state === "unplanned" ? counts[state] + total - listed : counts[state];
      const segment = this.#segments.get(state);
      segment.style.flexGrow = String(count);
      segment.hidden = count === 0;
      segment.title = `${this.#texts.number(count)} ${this.#texts.get(`state.${state}`)}`;
      const button = this.#buttons.get(state);
      setText(button.querySelector("b"), this.#texts.number(count));
      button.hidden = count === 0 && !this.#states.includes(state) && state !== "failed";
      if (count > 0) {
        said.push(segment.title);
      }
    }
    setText(this.all, this.#texts.count("counts.all", total));
    setAttribute(this.bar, "aria-label", said.join(", ") || this.#texts.get("hosts.none"));
    this.spoken = said.join(", ");
  }
}
