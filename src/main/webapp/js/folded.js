/** A part of the page that is folded away at first, and asked for only while it is open. */

import { el } from "./dom.js";

export class Folded {
  #ask;
  #show;
  #scope = "";

  /**
   * @param {{class: string, title: string, content: Element}} parts
   * @param {(scope: string) => Promise<any>} ask
   * @param {(data: any) => void} show
   */
  constructor({ class: name, title, content }, ask, show) {
    this.#ask = ask;
    this.#show = show;
    this.element = el(
      "details",
      { class: name, on: { toggle: () => this.#load() } },
      el("summary", { class: "foreman-what__title", text: title }),
      content,
    );
  }

  /** Shows another attempt, or how it stands now. @param {string} scope */
  update(scope) {
    this.#scope = scope;
    this.#load();
  }

  async #load() {
    if (!this.element.open) {
      return;
    }
    const scope = this.#scope;
    try {
      const data = await this.#ask(scope);
      if (scope === this.#scope) {
        this.#show(data);
      }
    } catch {
      // Whatever it is, the page itself will meet it too, and say so; what is shown stays true.
    }
  }
}
