/**
 * A list of any length of which only the rows in sight are elements. Rows have one height, which the style sheet says and
 * this measures. One row is the active one: it stays an element wherever it is, so that it can keep the focus.
 */

const OVERSCAN = 8;

export class VirtualList {
  #scroller;
  #canvas;
  #create;
  #fill;
  #onRange;
  #count = 0;
  #rowHeight = 0;
  /** How high the list may be. */
  #most = 0;
  /** @type {Map<number, HTMLElement>} */
  #rows = new Map();
  /** @type {HTMLElement[]} */
  #spare = [];
  #frame = 0;
  active = 0;

  /**
   * @param {HTMLElement} scroller
   * @param {HTMLElement} canvas inside of it
   * @param {{create: () => HTMLElement, fill: (row: HTMLElement, index: number) => void,
   *   onRange: (first: number, last: number) => void}} options
   */
  constructor(scroller, canvas, { create, fill, onRange }) {
    this.#scroller = scroller;
    this.#canvas = canvas;
    this.#create = create;
    this.#fill = fill;
    this.#onRange = onRange;
    scroller.addEventListener("scroll", () => this.#later(), { passive: true });
    canvas.addEventListener("focusin", (event) => this.#focused(event));
    // Another width may make rows of another height, and another window leave room for more of them.
    new ResizeObserver(() => this.#measureAgain()).observe(scroller);
    window.addEventListener("resize", () => this.#measureAgain());
  }

  /** The row that was the first in sight stays it. */
  #measureAgain() {
    const before = this.#rowHeight;
    const first = before ? this.#scroller.scrollTop / before : 0;
    this.#rowHeight = 0;
    this.draw();
    if (before && this.#rowHeight !== before) {
      this.#scroller.scrollTop = first * this.#rowHeight;
      if (this.#rows.get(this.active)?.contains(document.activeElement)) {
        this.reveal(this.active);
      }
    }
  }

  get count() {
    return this.#count;
  }

  setCount(count) {
    if (count !== this.#count) {
      this.#count = count;
      this.active = Math.max(0, Math.min(this.active, count - 1));
    }
    this.draw();
  }

  /** How many rows are in sight at once. */
  get pageSize() {
    return Math.max(1, Math.floor(this.#scroller.clientHeight / this.#height()) - 1);
  }

  /** The rows in sight, with some around them. */
  range() {
    const height = this.#height();
    const top = Math.max(0, this.#scroller.scrollTop - this.#canvas.offsetTop);
    const first = Math.max(0, Math.floor(top / height) - OVERSCAN);
    const last = Math.min(this.#count - 1, Math.ceil((top + this.#scroller.clientHeight) / height) + OVERSCAN);
    return { first, last };
  }

  draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const height = this.#height();
    this.#canvas.style.blockSize = `${this.#count * height}px`;
    const head = this.#canvas.offsetTop;
    const rows = Math.min(this.#count, Math.max(1, Math.floor((this.#most - head) / height)));
    this.#scroller.style.setProperty("--foreman-list-height", `${head + rows * height}px`);
    const { first, last } = this.range();
    for (const [index, row] of this.#rows) {
      if ((index < first || index > last) && !(index === this.active && row.contains(document.activeElement))) {
        this.#rows.delete(index);
        row.remove();
        this.#spare.push(row);
      }
    }
    for (let index = first; index <= last; index++) {
      this.#row(index);
    }
    this.#spare.length = Math.min(this.#spare.length, 40);
    if (last >= first) {
      this.#onRange(first, last);
    }
  }

  /** Fills rows again whose content may have changed. */
  refill() {
    for (const [index, row] of this.#rows) {
      this.#fill(row, index);
    }
  }

  /** Makes a row the active one, brings it into sight and focuses it. */
  focus(index) {
    const before = this.#rows.get(this.active);
    this.active = Math.max(0, Math.min(index, this.#count - 1));
    this.reveal(this.active);
    if (before) {
      before.tabIndex = -1;
    }
    const row = this.#row(this.active);
    row.tabIndex = 0;
    row.focus({ preventScroll: true });
    this.draw();
  }

  /** A row may get the focus by other ways than {@link focus}. */
  #focused(event) {
    const row = event.target.closest("[data-index]");
    const index = Number(row?.dataset.index);
    if (row && index !== this.active) {
      const before = this.#rows.get(this.active);
      if (before) {
        before.tabIndex = -1;
      }
      this.active = index;
      row.tabIndex = 0;
    }
  }

  reveal(index) {
    const height = this.#height();
    const header = this.#canvas.offsetTop;
    const top = header + index * height;
    if (top - header < this.#scroller.scrollTop) {
      this.#scroller.scrollTop = top - header;
    } else if (top + height > this.#scroller.scrollTop + this.#scroller.clientHeight) {
      this.#scroller.scrollTop = top + height - this.#scroller.clientHeight;
    }
  }

  toTop() {
    this.active = 0;
    this.#scroller.scrollTop = 0;
  }

  #row(index) {
    let row = this.#rows.get(index);
    if (!row) {
      row = this.#spare.pop() ?? this.#create();
      row.style.transform = `translateY(${index * this.#height()}px)`;
      row.dataset.index = String(index);
      this.#fill(row, index);
      this.#rows.set(index, row);
      this.#place(row, index);
    }
    row.tabIndex = index === this.active ? 0 : -1;
    return row;
  }

  /** In the order of the list, since that is the order in which they are read. */
  #place(row, index) {
    /** @type {Element|null} */
    let after = null;
    for (let next = this.#canvas.lastElementChild; next; next = next.previousElementSibling) {
      if (Number(next.getAttribute("data-index")) < index) {
        break;
      }
      after = next;
    }
    this.#canvas.insertBefore(row, after);
  }

  #height() {
    if (!this.#rowHeight) {
      const probe = this.#create();
      this.#canvas.append(probe);
      this.#rowHeight = probe.offsetHeight || 32;
      probe.remove();
      this.#most = Number.parseFloat(getComputedStyle(this.#scroller).maxBlockSize) || 640;
      for (const [index, row] of this.#rows) {
        row.style.transform = `translateY(${index * this.#rowHeight}px)`;
      }
    }
    return this.#rowHeight;
  }

  #later() {
    this.#frame ||= requestAnimationFrame(() => this.draw());
  }
}
