/** Searches an output on the server, goes from match to match, and marks what is found in the lines that are shown. */

const MOST_MATCHES = 2000;

export class OutputSearch {
  #fetch;
  #name;
  #q = "";
  #run = 0;
  /** @type {{line: number, at: number}[]} */
  matches = [];
  current = -1;
  complete = true;

  /**
   * @param {(params: object) => Promise<any>} fetch
   * @param {string} name of the highlight, one for each panel
   */
  constructor(fetch, name) {
    this.#fetch = fetch;
    this.#name = name;
  }

  get q() {
    return this.#q;
  }

  /** Finds all matches, or very many; tells after each part. */
  async find(q, progress) {
    const run = ++this.#run;
    this.#q = q;
    this.matches = [];
    this.current = -1;
    this.complete = q === "";
    let offset = 0;
    while (!this.complete && this.matches.length < MOST_MATCHES) {
      const data = await this.#fetch({ q, offset });
      if (run !== this.#run) {
        return;
      }
      const last = this.matches[this.matches.length - 1]?.line ?? -1;
      this.matches.push(...data.matches.filter(([line]) => line > last).map(([line, at]) => ({ line, at })));
      this.complete = data.complete;
      offset = data.next;
      progress();
    }
  }

  /** Moves to the next match or the one before, round the ends. */
  step(by) {
    const count = this.matches.length;
    if (count === 0) {
      return null;
    }
    this.current = this.current < 0 ? (by > 0 ? 0 : count - 1) : (this.current + by + count) % count;
    return this.matches[this.current];
  }

  /** Marks the matches in what is shown, where the browser can without touching the lines. */
  highlight(canvas) {
    if (!("highlights" in CSS)) {
      return;
    }
    CSS.highlights.delete(this.#name);
    if (!this.#q) {
      return;
    }
    const wanted = this.#q.toLowerCase();
    const ranges = [];
    for (const line of canvas.querySelectorAll(".foreman-line__text")) {
      const text = line.textContent.toLowerCase();
      for (let at = text.indexOf(wanted); at >= 0 && ranges.length < 5000; at = text.indexOf(wanted, at + wanted.length)) {
        ranges.push(rangeOf(line, at, wanted.length));
      }
    }
    const highlight = new Highlight(...ranges);
    CSS.highlights.set(this.#name, highlight);
  }

  clear() {
    this.#run++;
    this.#q = "";
    this.matches = [];
    CSS.highlights?.delete(this.#name);
  }
}

function rangeOf(line, at, length) {
  const range = document.createRange();
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let started = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const size = node.nodeValue?.length ?? 0;
    if (!started && at < passed + size) {
      range.setStart(node, at - passed);
      started = true;
    }
    if (started && at + length <= passed + size) {
      range.setEnd(node, at + length - passed);
      break;
    }
    passed += size;
  }
  return range;
}
