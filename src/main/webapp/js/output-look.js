/** How outputs are shown: with which times, which channels, wrapped or not. One look for all that are open. */

import { el } from "./dom.js";

export const CHANNELS = ["out", "err", "debug"];
const TIMES = ["none", "since", "clock"];
const WRAP_KEY = "foreman-page-wrap";
const TIMES_KEY = "foreman-page-times";

/** @typedef {{wrap: boolean, times: string, hidden: string[]}} Look `hidden` are channels */

/** What the reader chose the last time; channels are all shown at first, so that nothing is missed. @returns {Look} */
export function rememberedLook() {
  const times = localStorage.getItem(TIMES_KEY) ?? "none";
  return { wrap: localStorage.getItem(WRAP_KEY) !== "false", times: TIMES.includes(times) ? times : "none", hidden: [] };
}

/** @param {Look} look */
export function rememberLook({ wrap, times }) {
  localStorage.setItem(WRAP_KEY, String(wrap));
  localStorage.setItem(TIMES_KEY, times);
}

/** The row in which times and channels are chosen. */
export class OutputLook {
  #boxes = new Map();

  /** @param {import("./texts.js").Texts} texts @param {(change: Partial<Look>) => void} onChange */
  constructor(texts, onChange) {
    this.times = el(
      "select",
      { class: "foreman-select", "aria-label": texts.get("output.times"), on: { change: () => onChange({ times: this.times.value }) } },
      ...TIMES.map((value) => el("option", { value, text: texts.get(`times.${value}`) })),
    );
    for (const channel of CHANNELS) {
      const change = () => onChange({ hidden: CHANNELS.filter((each) => !this.#boxes.get(each).checked) });
      this.#boxes.set(channel, el("input", { type: "checkbox", class: "foreman-checkbox", on: { change } }));
    }
    this.element = el(
      "div",
      { class: "foreman-output__look", hidden: true },
      el("label", {}, el("span", { text: texts.get("output.times") }), this.times),
      ...CHANNELS.map((channel) =>
        el("label", {}, this.#boxes.get(channel), el("span", { text: texts.get(`channel.${channel}`) })),
      ),
    );
  }

  /** @param {Look} look */
  show({ times, hidden }) {
    this.times.value = times;
    for (const [channel, box] of this.#boxes) {
      box.checked = !hidden.includes(channel);
    }
  }
}
