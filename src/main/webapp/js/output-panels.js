/** The outputs that are open, side by side. */

import { el } from "./dom.js";
import { rememberedLook, rememberLook } from "./output-look.js";
import { OutputPanel } from "./output-panel.js";

export class OutputPanels {
  #api;
  #texts;
  #on;
  /** @type {Map<string, OutputPanel>} */
  #panels = new Map();
  #look = rememberedLook();

  /**
   * @param {import("./api.js").Api} api
   * @param {import("./texts.js").Texts} texts
   * @param {{close: (key: string) => void, closeAll: () => void, line: (at: string) => void, href: (at: string) => string,
   *   say: (text: string, ok: boolean) => void}} on `at` is a line
   *   as the address has it
   */
  constructor(api, texts, on) {
    this.#api = api;
    this.#texts = texts;
    this.#on = on;
    this.element = el(
      "section",
      { class: "foreman-outputs", "aria-label": texts.get("output.title"), hidden: true },
      el("button", {
        type: "button",
        class: "foreman-button foreman-outputs__back",
        text: texts.get("output.back"),
        on: { click: () => on.closeAll() },
      }),
    );
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

  /** Lets the keyboard go on in an output; the page scrolls only where its beginning is out of sight. */
  focus(key) {
    const panel = this.#panels.get(key);
    const top = panel?.element.getBoundingClientRect().top ?? 0;
    if (top < 0 || top > window.innerHeight * 0.8) {
      panel?.element.scrollIntoView({ block: "start" });
    }
    panel?.focus();
  }

  /** Brings into sight what an address leads to: the output with the line, or the first one. */
  reveal(open, at) {
    const key = open.find((each) => at.startsWith(`${each}/`)) ?? open[0];
    this.#panels.get(key)?.element.scrollIntoView({ block: "nearest" });
  }

  #add(key) {
    const at = (number) => `${key}/${number + 1}`;
    const panel = new OutputPanel(this.#api, this.#texts, key, {
      close: () => this.#on.close(key),
      line: (number) => this.#on.line(at(number)),
      href: (number) => this.#on.href(at(number)),
      look: (change) => {
        this.#look = { ...this.#look, ...change };
        rememberLook(this.#look);
        for (const each of this.#panels.values()) {
          each.setLook(this.#look);
        }
      },
      say: (text, ok) => this.#on.say(text, ok),
    });
    panel.setLook(this.#look);
    this.#panels.set(key, panel);
    this.element.append(panel.element);
    return panel;
  }
}

/** The line from 0, -1 where none is named. */
function lineOf(at) {
  return Number(at.split("/")[2] ?? 0) - 1;
}
