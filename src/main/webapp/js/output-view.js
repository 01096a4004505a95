/**
 * Shows a part of an output of any length and moves along it: opens at its end, loads what comes before and after when
 * it is scrolled to, and lets go of what is far away. Follows the end while more is written.
 */

import { el } from "./dom.js";
import { OutputBlock } from "./output-block.js";

const WINDOW_CHARS = 65536;
const KEPT_BLOCKS = 6;
const NEAR_PIXELS = 800;
const AT_END_PIXELS = 24;

export class OutputView {
  #fetch;
  #line;
  #onMoved;
  /** @type {OutputBlock[]} */
  #blocks = [];
  #size = { chars: 0, lines: 0, dropped: 0, rewrites: 0 };
  #busy = false;
  #missed = false;
  #frame = 0;
  following = true;

  /**
   * @param {(params: object) => Promise<any>} fetch asks for a part of the output
   * @param {{line: (line: object, element: HTMLElement) => void, moved: () => void}} on
   */
  constructor(fetch, { line, moved }) {
    this.#fetch = fetch;
    this.#line = line;
    this.#onMoved = moved;
    this.canvas = el("div", { class: "foreman-output__lines" });
    this.element = el("div", { class: "foreman-output__scroller", tabindex: "0", role: "region" }, this.canvas);
    this.element.addEventListener("scroll", () => this.#later());
  }

  #later() {
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#scrolled();
      });
    }
  }

  /** What was scrolled to while something was loading is looked at now: at an edge no further scrolling would come. */
  #done() {
    this.#busy = false;
    this.#onMoved();
    if (this.#missed) {
      this.#missed = false;
      this.#later();
    }
  }

  get size() {
    return this.#size;
  }

  /** Whether the end of the output is what is loaded last. */
  get #hasEnd() {
    const last = this.#blocks[this.#blocks.length - 1];
    return !last || last.next >= this.#size.chars;
  }

  /** Whether the end is loaded and the last line has not ended. */
  get endsInLine() {
    return this.#hasEnd && Boolean(this.#blocks[this.#blocks.length - 1]?.endsInLine);
  }

  /** Shows the end and follows it. */
  async toEnd() {
    this.following = true;
    await this.#reset({});
    this.#stick();
  }

  async toStart() {
    this.following = false;
    await this.#reset({ offset: 0 });
    this.element.scrollTop = 0;
  }

  /** Shows a line with some lines around it; returns its element. @param {number} number from 0 */
  async toLine(number) {
    this.following = false;
    if (!this.lineElement(number)) {
      await this.#reset({ line: Math.max(0, number - 40) });
    }
    const element = this.lineElement(number);
    if (element) {
      const top = element.getBoundingClientRect().top - this.element.getBoundingClientRect().top;
      this.element.scrollTop += top - this.element.clientHeight / 3;
    }
    return element;
  }

  /** @returns {HTMLElement|null} */
  lineElement(number) {
    return this.canvas.querySelector(`[data-line="${number}"]`);
  }

  /** Asks for what was written since; what is not at the end only gets to know that there is more. */
  async poll() {
    if (this.#busy) {
      return null;
    }
    this.#busy = true;
    try {
      const last = this.#blocks[this.#blocks.length - 1];
      const data = await this.#fetch({ offset: last?.next ?? 0, limit: this.#hasEnd ? WINDOW_CHARS : 1 });
      if (data.rewrites !== this.#size.rewrites) {
        this.#busy = false;
        await this.#again();
        return data;
      }
      const hadEnd = this.#hasEnd;
      this.#size = data;
      if (hadEnd && data.pieces.length > 0) {
        this.#append(data);
      }
      return data;
    } finally {
      this.#done();
    }
  }

  /** The chunks before were put in another order: nothing that is loaded can be trusted. */
  async #again() {
    if (this.following) {
      await this.toEnd();
    } else {
      const top = this.firstVisibleLine();
      await this.#reset({ line: top });
      this.element.scrollTop = 0;
    }
  }

  /** @returns {number} from 0 */
  firstVisibleLine() {
    const box = this.element.getBoundingClientRect();
    const found = document
      .elementsFromPoint(box.left + box.width / 2, box.top + 8)
      .find((element) => element instanceof HTMLElement && element.dataset.line !== undefined);
    if (found instanceof HTMLElement && this.canvas.contains(found)) {
      return Number(found.dataset.line);
    }
    return Number(this.canvas.querySelector("[data-line]")?.getAttribute("data-line") ?? 0);
  }

  async #reset(params) {
    this.#busy = true;
    try {
      const data = await this.#fetch({ ...params, limit: WINDOW_CHARS });
      this.#size = data;
      this.#blocks = [];
      this.canvas.replaceChildren();
      this.#append(data);
    } finally {
      this.#done();
    }
    // What was loaded may be less than is in sight.
    await this.#fill();
  }

  /** Loads more where less is in sight than there is room for, as when some lines are not shown. */
  async refill() {
    await this.#fill(KEPT_BLOCKS - this.#blocks.length);
  }

  /** Whether all of it is loaded. */
  get isWhole() {
    return this.#hasEnd && (this.#blocks[0]?.offset ?? 0) === 0;
  }

  async #fill(most = 3) {
    for (let i = 0; i < most && this.canvas.offsetHeight < this.element.clientHeight + NEAR_PIXELS; i++) {
      if (!(await this.#before()) && !(await this.#after())) {
        return;
      }
    }
  }

  async #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    const below = scrollHeight - scrollTop - clientHeight;
    this.following = this.#hasEnd && below < AT_END_PIXELS;
    this.#onMoved();
    if (this.#busy) {
      this.#missed = true;
      return;
    }
    if (scrollTop < NEAR_PIXELS) {
      await this.#before();
    } else if (below < NEAR_PIXELS) {
      await this.#after();
    }
  }

  async #before() {
    const first = this.#blocks[0];
    if (this.#busy || !first || first.offset === 0) {
      return false;
    }
    this.#busy = true;
    try {
      const data = await this.#fetch({ before: first.offset, limit: WINDOW_CHARS });
      if (data.rewrites !== this.#size.rewrites || data.next !== first.offset) {
        return false;
      }
      const block = new OutputBlock(data, this.#line);
      const height = this.element.scrollHeight;
      const { scrollTop } = this.element;
      this.canvas.prepend(block.element);
      this.#blocks.unshift(block);
      block.write(data.pieces);
      this.element.scrollTop = scrollTop + this.element.scrollHeight - height;
      while (this.#blocks.length > KEPT_BLOCKS) {
        this.#blocks.pop()?.element.remove();
      }
      return true;
    } finally {
      this.#done();
    }
  }

  async #after() {
    const last = this.#blocks[this.#blocks.length - 1];
    if (this.#busy || !last || last.next >= this.#size.chars) {
      return false;
    }
    this.#busy = true;
    try {
      const data = await this.#fetch({ offset: last.next, limit: WINDOW_CHARS });
      if (data.rewrites !== this.#size.rewrites) {
        return false;
      }
      this.#size = data;
      this.#append(data);
      return true;
    } finally {
      this.#done();
    }
  }

  /** Adds what follows the last block, to it while it is small. */
  #append(data) {
    let last = this.#blocks[this.#blocks.length - 1];
    if (!last || last.chars > WINDOW_CHARS) {
      const before = last;
      last = new OutputBlock(data, this.#line);
      if (before) {
        last.goOnAfter(before);
      }
      this.#blocks.push(last);
      this.canvas.append(last.element);
    }
    last.write(data.pieces);
    last.next = data.next;
    this.#trimStart();
    if (this.following) {
      this.#stick();
    }
  }

  #trimStart() {
    while (this.#blocks.length > KEPT_BLOCKS) {
      const block = /** @type {OutputBlock} */ (this.#blocks.shift());
      const height = block.element.offsetHeight;
      const { scrollTop } = this.element;
      block.element.remove();
      this.element.scrollTop = Math.max(0, scrollTop - height);
    }
  }

  #stick() {
    this.element.scrollTop = this.element.scrollHeight;
  }
}
