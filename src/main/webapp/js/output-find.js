/** The bar that searches an output: what is looked for, from match to match, and how many there are. */

import { el, icon, iconButton, setText } from "./dom.js";
import { OutputSearch } from "./output-search.js";

export class OutputFind {
  #texts;
  #on;
  #search;

  /**
   * @param {import("./texts.js").Texts} texts
   * @param {string} highlight name of the marks, one for each panel
   * @param {{fetch: (params: object) => Promise<any>, toLine: (number: number) => Promise<any>,
   *   highlighted: () => HTMLElement, closed: () => void}} on `highlighted` gives what matches are marked in
   */
  constructor(texts, highlight, on) {
    this.#texts = texts;
    this.#on = on;
    this.#search = new OutputSearch(on.fetch, highlight);
    this.toggle = iconButton("search", texts.get("output.search"), () => this.show(this.element.hidden), {
      "aria-expanded": "false",
    });
    this.input = el("input", {
      class: "foreman-search__input",
      type: "search",
      "aria-label": texts.get("output.search"),
      placeholder: texts.get("output.search"),
      autocomplete: "off",
      spellcheck: "false",
    });
    this.found = el("span", { class: "foreman-output__found", role: "status" });
    this.element = el(
      "form",
      {
        class: "foreman-output__find",
        role: "search",
        hidden: true,
        on: {
          submit: (event) => {
            event.preventDefault();
            this.#find();
          },
        },
      },
      el("div", { class: "foreman-search" }, icon("search"), this.input),
      iconButton("up", texts.get("output.previous"), () => this.#step(-1)),
      iconButton("down", texts.get("output.next"), () => this.#step(1)),
      this.found,
    );
  }

  get isOpen() {
    return !this.element.hidden;
  }

  show(on) {
    this.element.hidden = !on;
    this.toggle.setAttribute("aria-expanded", String(on));
    if (on) {
      this.input.focus();
      this.input.select();
    } else {
      this.#search.clear();
      setText(this.found, "");
      this.#on.closed();
    }
  }

  /** Marks matches in lines that have come into sight. */
  highlight() {
    if (this.#search.q) {
      this.#search.highlight(this.#on.highlighted());
    }
  }

  dispose() {
    this.#search.clear();
  }

  async #find() {
    const q = this.input.value;
    if (q === this.#search.q) {
      this.#step(1);
      return;
    }
    let moved = false;
    await this.#search.find(q, () => {
      this.#showFound();
      if (!moved && this.#search.matches.length > 0) {
        moved = true;
        this.#step(1);
      }
    });
    this.#showFound();
  }

  #step(by) {
    const match = this.#search.step(by);
    if (match) {
      this.#on.toLine(match.line).then(() => this.highlight());
    }
    this.#showFound();
  }

  #showFound() {
    const t = this.#texts;
    const { matches, current, complete, q } = this.#search;
    if (!q) {
      setText(this.found, "");
    } else if (matches.length === 0) {
      setText(this.found, t.get(complete ? "output.notFound" : "output.searching"));
    } else {
      setText(this.found, t.get(complete ? "output.found" : "output.foundMore", Math.max(0, current) + 1, matches.length));
    }
  }
}
