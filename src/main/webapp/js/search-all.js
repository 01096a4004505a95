/** Searches the outputs of all hosts, part by part, and lists the hosts in whose output something was found. */

import { el, icon, setText } from "./dom.js";
import { visible } from "./visible.js";

/** More hosts are counted, and not shown. */
const MOST_SHOWN = 100;

/**
 * @typedef {{id: number, name: string, attempt: string, state: string, lines: number, more: boolean, line: number,
 *   text: string}} Hit `lines` are those found, `more` whether there may be others; the first is `line`, counted from 0
 */

export class SearchAll {
  #api;
  #texts;
  #on;
  /** Counts searches, so that one that was given up stops. */
  #run = 0;

  /**
   * @param {import("./api.js").Api} api
   * @param {import("./texts.js").Texts} texts
   * @param {{scope: () => string, open: (key: string, line: number) => void}} on
   */
  constructor(api, texts, on) {
    this.#api = api;
    this.#texts = texts;
    this.#on = on;
    this.input = el("input", {
      class: "foreman-search__input",
      type: "search",
      "aria-label": texts.get("all.search"),
      placeholder: texts.get("all.search"),
      autocomplete: "off",
      spellcheck: "false",
      maxlength: "1000",
    });
    this.status = el("span", { class: "foreman-all__status", role: "status" });
    this.list = el("ol", { class: "foreman-all__list" });
    this.element = el(
      "details",
      { class: "foreman-all" },
      el("summary", { class: "foreman-what__title", text: texts.get("all.title") }),
      el(
        "form",
        {
          class: "foreman-all__form",
          role: "search",
          on: {
            submit: (event) => {
              event.preventDefault();
              this.#search();
            },
          },
        },
        el("div", { class: "foreman-search" }, icon("search"), this.input),
        el("button", { type: "submit", class: "foreman-button", text: texts.get("all.start") }),
        this.status,
      ),
      this.list,
    );
  }

  /** Other outputs are looked at: what was found is not of them. */
  clear() {
    this.#run++;
    this.list.replaceChildren();
    setText(this.status, "");
  }

  async #search() {
    this.clear();
    const q = this.input.value;
    if (q === "") {
      return;
    }
    const run = this.#run;
    const scope = this.#on.scope();
    let hosts = 0;
    let at = { from: 0, offset: 0 };
    setText(this.status, this.#texts.get("output.searching"));
    for (let complete = false; !complete; ) {
      let data;
      try {
        data = await this.#api.get("search-all", { scope, q, ...at });
      } catch (error) {
        if (run === this.#run) {
          setText(this.status, this.#texts.get("all.stopped", error instanceof Error ? error.message : ""));
        }
        return;
      }
      if (run !== this.#run) {
        return;
      }
      for (const hit of data.found) {
        if (hosts < MOST_SHOWN) {
          this.list.append(this.#item(hit));
        }
        hosts++;
      }
      ({ complete } = data);
      at = { from: data.next, offset: data.offset };
      setText(this.status, this.#said(hosts, data));
    }
  }

  #said(/** @type {number} */ hosts, /** @type {{complete: boolean, next: number, hosts: number}} */ { complete, next, hosts: all }) {
    const t = this.#texts;
    const found = hosts === 0 && complete ? t.get("output.notFound") : t.count("all.found", hosts);
    const beyond = hosts > MOST_SHOWN ? t.get("all.shown", MOST_SHOWN) : "";
    const progress = complete ? "" : t.count("all.progress", all, next);
    return [found, beyond, progress].filter(Boolean).join(" · ");
  }

  #item(/** @type {Hit} */ hit) {
    const t = this.#texts;
    return el(
      "li",
      { class: "foreman-all__hit" },
      el(
        "button",
        { type: "button", class: "foreman-why__host", on: { click: () => this.#on.open(`${hit.attempt}/${hit.id}`, hit.line) } },
        icon(hit.state),
        ` ${visible(hit.name)}`,
      ),
      el("span", { class: "foreman-all__lines", text: hit.more ? t.get("all.linesMore", hit.lines) : t.count("output.lines", hit.lines) }),
      el("code", { class: "foreman-all__text", text: visible(hit.text) }),
    );
  }
}
