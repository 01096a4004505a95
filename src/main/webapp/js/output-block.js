/** A part of an output that is loaded: its lines, and where it begins and ends. */

import { el } from "./dom.js";
import { LineBuilder } from "./lines.js";

export class OutputBlock {
  #line;
  #builder;
  /** The element of the last line while that has not ended. @type {HTMLElement|null} */
  #open = null;

  /**
   * @param {{offset: number, next: number, line: number}} data what the server says of the part
   * @param {(line: object, element: HTMLElement) => void} line fills the element of a line
   */
  constructor(data, line) {
    this.#line = line;
    this.#builder = new LineBuilder(data.line);
    this.offset = data.offset;
    this.next = data.next;
    this.chars = 0;
    this.element = el("div", { class: "foreman-output__block" });
  }

  /** Whether its last line has not ended. */
  get endsInLine() {
    return this.#open !== null;
  }

  /** Lets the line that is still open in the block before go on where it began. @param {OutputBlock} before */
  goOnAfter(before) {
    this.#builder = before.#builder;
    this.#open = before.#open;
  }

  write(pieces) {
    for (const piece of pieces) {
      this.#builder.push(piece);
      this.chars += piece[2].length;
    }
    const { lines, open } = this.#builder.take();
    const shown = document.createDocumentFragment();
    for (const line of open ? [...lines, open] : lines) {
      const element = this.#open ?? el("div", {});
      this.#line(line, element);
      if (!this.#open) {
        shown.append(element);
      }
      this.#open = line === open ? element : null;
    }
    this.element.append(shown);
  }
}
