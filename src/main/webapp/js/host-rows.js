/** The rows of the host table as far as they have been looked at, fetched page by page from the server. */

const PAGE_ROWS = 50;
const KEPT_PAGES = 16;

export class HostRows {
  #api;
  #onChange;
  #params = {};
  /** @type {Map<number, {etag: string, hosts: any[], stale: boolean}>} */
  #pages = new Map();
  /** @type {Map<number, AbortController>} */
  #loading = new Map();
  #range = { first: 0, last: 0 };
  matching = -1;

  /** @param {import("./api.js").Api} api @param {() => void} onChange */
  constructor(api, onChange) {
    this.#api = api;
    this.#onChange = onChange;
  }

  /** Starts anew with another filter or order. */
  ask(params) {
    this.#params = params;
    for (const loading of this.#loading.values()) {
      loading.abort();
    }
    this.#loading.clear();
    this.#pages.clear();
    this.matching = -1;
    this.#range = { first: 0, last: PAGE_ROWS - 1 };
    return this.#load(0);
  }

  /** The row at a place, null while it is not there. */
  at(index) {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.hosts[index % PAGE_ROWS] ?? null;
  }

  /** Makes sure that the rows in sight are there or under way. */
  need(first, last) {
    this.#range = { first, last };
    for (const [page, loading] of this.#loading) {
      if (!this.#isInRange(page)) {
        loading.abort();
        this.#loading.delete(page);
      }
    }
    for (let page = Math.floor(first / PAGE_ROWS); page <= Math.floor(last / PAGE_ROWS); page++) {
      const known = this.#pages.get(page);
      if ((!known || known.stale) && !this.#loading.has(page)) {
        this.#load(page).catch(() => {});
      }
    }
  }

  /** Asks again for what is in sight; the rest when it comes into sight. */
  async refresh() {
    for (const known of this.#pages.values()) {
      known.stale = true;
    }
    const pages = [];
    for (let page = Math.floor(this.#range.first / PAGE_ROWS); page * PAGE_ROWS <= this.#range.last; page++) {
      pages.push(page);
    }
    await Promise.all(pages.map((page) => this.#load(page)));
  }

  #isInRange(page) {
    return (page + 1) * PAGE_ROWS > this.#range.first && page * PAGE_ROWS <= this.#range.last;
  }

  async #load(page) {
    this.#loading.get(page)?.abort();
    const loading = new AbortController();
    this.#loading.set(page, loading);
    const known = this.#pages.get(page);
    try {
      const data = await this.#api.get(
        "hosts",
        { ...this.#params, offset: page * PAGE_ROWS, limit: PAGE_ROWS },
        loading.signal,
        known?.etag,
      );
      if (data) {
        this.#pages.delete(page);
        this.#pages.set(page, { etag: data.etag, hosts: data.hosts, stale: false });
        this.matching = data.matching;
        this.#forget();
        this.#onChange();
      } else if (known) {
        known.stale = false;
      }
    } catch (error) {
      if (!loading.signal.aborted) {
        throw error;
      }
    } finally {
      if (this.#loading.get(page) === loading) {
        this.#loading.delete(page);
      }
    }
  }

  #forget() {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= KEPT_PAGES) {
        return;
      }
      if (!this.#isInRange(page)) {
        this.#pages.delete(page);
      }
    }
  }
}
