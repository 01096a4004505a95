/** The outputs that are open, side by side. */

import { el } from "./dom.js";
import { OutputPanel } from "./output-panel.js";

const WRAP_KEY = "foreman-page-wrap";

export class OutputPanels {
  #api;
  #texts;
  #on;
  /** @type {Map<string, OutputPanel>} */
  #panels = new Map();

  /**
   * @param {import("./api.js").Api} api
   * @param {import("./texts.js").Texts} texts
   * @param {{close: (key: string) => void, line: (at: string) => void, href: (at: string) => string}} on `at` is a line
   *   as the address has it
   */
  constructor(api, texts, on) {
    this.#api = api;
    this.#texts = texts;
    this.#on = on;
    this.element = el("section", { class: "foreman-outputs", "aria-label": texts.get("output.title"), hidden: true });
  }

  /** Opens what is not open yet, closes what is open no longer, and asks for more of the rest. */
  async show(open, at) {
    for (const [key, panel] of this.#panels) {
      if (!open.includes(key)) {
        panel.dispose();
        this.#panels.delete(key);
      }
    }
    const opened = open.map((key) => {
      const known = this.#panels.get(key);
      return known ? known.poll() : this.#add(key).open(at.startsWith(`${key}/`) ? lineOf(at) : -1);
    });
    this.element.hidden = open.length === 0;
    await Promise.all(opened);
  }

  /** Goes to a line of an output that is open. */
  toLine(at) {
    const [scope, host] = at.split("/");
    const line = lineOf(at);
    if (line >= 0) {
      this.#panels.get(`${scope}/${host}`)?.toLine(line);
    }
  }

  focus(key) {
    const panel = this.#panels.get(key);
    panel?.element.scrollIntoView({ block: "nearest" });
    panel?.focus();
  }

  #add(key) {
    const at = (number) => `${key}/${number + 1}`;
    const panel = new OutputPanel(this.#api, this.#texts, key, {
      close: () => this.#on.close(key),
      line: (number) => this.#on.line(at(number)),
      href: (number) => this.#on.href(at(number)),
      wrap: (on) => {
        localStorage.setItem(WRAP_KEY, String(on));
        for (const each of this.#panels.values()) {
          each.setWrap(on);
        }
      },
    });
    panel.setWrap(localStorage.getItem(WRAP_KEY) !== "false");
    this.#panels.set(key, panel);
    this.element.append(panel.element);
    return panel;
  }
}

/** The line from 0, -1 where none is named. */
function lineOf(at) {
  return Number(at.split("/")[2] ?? 0) - 1;
}
