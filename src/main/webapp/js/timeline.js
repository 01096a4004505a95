/** When hosts waited, ran and ended: as a picture, as numbers, and which of them took longest. */

import { el, focusIn, icon, shape } from "./dom.js";
import { Folded } from "./folded.js";
import { visible } from "./visible.js";

/** From the bottom of the picture to its top. */
const LAYERS = ["succeeded", "failed", "running", "waiting"];
/** One of so many columns is a row of the table. */
const COLUMNS_A_ROW = 4;
const HALF_A_DAY = 43_200_000;

/**
 * @typedef {{id: number, name: string, attempt: string, state: string, startedAt: number, endedAt?: number}} Slow
 * @typedef {{attempt: number, hosts: number, from: number, to: number, columns: Record<string, number>[], half?: number,
 *   most?: number, slowest: Slow[]}} Data hosts of an attempt by layer at the end of each column, durations in milliseconds
 */

export class Timeline {
  #texts;
  #on;
  #folded;
  /** @type {import("./api.js").Summary|null} */
  #summary = null;
  #drawn = "";
  #content = el("div", { class: "foreman-time__content" });

  /**
   * @param {import("./api.js").Api} api
   * @param {import("./texts.js").Texts} texts
   * @param {{open: (key: string, beside: boolean) => void}} on
   */
  constructor(api, texts, on) {
    this.#texts = texts;
    this.#on = on;
    this.#folded = new Folded(
      { class: "foreman-time", title: texts.get("time.title"), content: this.#content },
      (scope) => api.get("timeline", { scope }),
      (data) => this.#show(data),
    );
    this.element = this.#folded.element;
  }

  /** Shows another attempt, or how it stands now. @param {string} scope @param {import("./api.js").Summary} summary */
  update(scope, summary) {
    this.#summary = summary;
    this.#folded.update(scope);
  }

  #show(/** @type {Data} */ data) {
    const end = this.#end();
    const drawn = JSON.stringify([data, end]);
    if (drawn === this.#drawn) {
      return;
    }
    this.#drawn = drawn;
    const t = this.#texts;
    if (!data.hosts) {
      this.#content.replaceChildren(el("p", { text: t.get("hosts.notYet") }));
      return;
    }
    const focused = focusIn(this.#content)?.focus;
    const open = this.#content.querySelector("details")?.open ?? false;
    this.#content.replaceChildren(
      ...this.#words(data, end).map((text) => el("p", { class: "foreman-time__words", text })),
      this.#picture(data),
      this.#legend(),
      ...(data.slowest.length > 0
        ? [el("h3", { class: "foreman-time__heading", text: t.get("time.slowest") }), this.#slowest(data)]
        : []),
      this.#numbers(data, open),
    );
    if (focused) {
      this.#content.querySelector(`[data-focus="${focused}"]`)?.focus();
    }
  }

  /** When it is over if it goes on as it does, empty where nobody can say. */
  #end() {
    const { remaining, now } = this.#summary ?? {};
    return remaining === undefined || now === undefined ? "" : this.#texts.dateTime(now + remaining);
  }

  #words(/** @type {Data} */ data, /** @type {string} */ end) {
    const t = this.#texts;
    const words = [];
    if ((this.#summary?.attempts.length ?? 0) > 1) {
      words.push(t.get("time.attempt", data.attempt));
    }
    if (data.half !== undefined) {
      words.push(t.get("time.durations", t.duration(data.half), t.duration(data.most)));
    }
    if (end) {
      words.push(t.get("time.end", end));
    }
    return words;
  }

  #picture(/** @type {Data} */ data) {
    const t = this.#texts;
    const svg = shape("svg", {
      class: "foreman-time__picture",
      viewBox: `0 0 ${data.columns.length} ${data.hosts}`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": t.get("time.picture"),
    });
    const below = data.columns.map(() => 0);
    for (const layer of LAYERS) {
      let path = "";
      data.columns.forEach((column, x) => {
        if (column[layer] > 0) {
          path += `M${x} ${data.hosts - below[x] - column[layer]}h1v${column[layer]}h-1z`;
          below[x] += column[layer];
        }
      });
      svg.append(shape("path", { class: `foreman-time__layer foreman-time__layer--${layer}`, d: path }));
    }
    return el(
      "div",
      { class: "foreman-time__figure" },
      svg,
      el(
        "div",
        { class: "foreman-time__axis" },
        el("span", { text: this.#time(data.from, data) }),
        el("span", { text: this.#time(data.to, data) }),
      ),
    );
  }

  #time(/** @type {number} */ millis, /** @type {Data} */ data) {
    return data.to - data.from > HALF_A_DAY ? this.#texts.dateTime(millis) : this.#texts.time(millis);
  }

  #legend() {
    return el(
      "ul",
      { class: "foreman-time__legend" },
      ...LAYERS.map((layer) =>
        el(
          "li",
          {},
          el("span", { class: `foreman-time__colour foreman-time__layer--${layer}`, "aria-hidden": "true" }),
          el("span", { text: this.#texts.get(`time.${layer}`) }),
        ),
      ),
    );
  }

  #slowest(/** @type {Data} */ data) {
    const t = this.#texts;
    const span = Math.max(1, data.to - data.from);
    return el(
      "ol",
      { class: "foreman-time__slowest" },
      ...data.slowest.map((host) => {
        const key = `${host.attempt}/${host.id}`;
        const end = host.endedAt ?? data.to;
        const bar = el("span", { class: `foreman-time__bar foreman-time__layer--${LAYERS.includes(host.state) ? host.state : "failed"}` });
        bar.style.marginInlineStart = `${(100 * Math.max(0, host.startedAt - data.from)) / span}%`;
        bar.style.inlineSize = `${(100 * (end - host.startedAt)) / span}%`;
        return el(
          "li",
          { class: "foreman-time__host" },
          el(
            "button",
            {
              type: "button",
              class: "foreman-why__host",
              data: { focus: key },
              on: { click: (event) => this.#on.open(key, event.ctrlKey || event.metaKey) },
            },
            visible(host.name),
          ),
          el("span", { class: "foreman-time__state" }, icon(host.state), el("span", { text: t.get(`state.${host.state}`) })),
          el("span", { class: "foreman-time__track", "aria-hidden": "true" }, bar),
          el("span", { class: "foreman-time__duration", text: t.duration(end - host.startedAt) }),
        );
      }),
    );
  }

  #numbers(/** @type {Data} */ data, /** @type {boolean} */ open) {
    const t = this.#texts;
    const layers = [...LAYERS].reverse();
    const width = (data.to - data.from) / data.columns.length;
    const rows = [];
    for (let x = COLUMNS_A_ROW - 1; x < data.columns.length; x += COLUMNS_A_ROW) {
      const cells = layers.map((layer) => el("td", { text: t.number(data.columns[x][layer]) }));
      const at = this.#time(data.from + (x + 1) * width, data);
      rows.push(el("tr", {}, el("th", { scope: "row", text: at }), ...cells));
    }
    return el(
      "details",
      { class: "foreman-time__numbers", open },
      el("summary", { class: "foreman-what__title", text: t.get("time.numbers"), data: { focus: "numbers" } }),
      el(
        "table",
        {},
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            el("th", { scope: "col", text: t.get("time.time") }),
            ...layers.map((layer) => el("th", { scope: "col", text: t.get(`time.${layer}`) })),
          ),
        ),
        el("tbody", {}, ...rows),
      ),
    );
  }
}
