/** Talks to the server that the page came from. */

/**
 * How the runs of the page stand. Times are milliseconds since 1970, lengths of time milliseconds; what is not known is
 * left out.
 *
 * @typedef {Record<string, number>} StateCounts hosts by state
 * @typedef {{key: string, run: number, index: number, ended: boolean, startedBy?: string, invocation?: number,
 *   link?: string, startedAt?: number, endedAt?: number, status?: string, total: number, counts: StateCounts}} Attempt
 * @typedef {{etag: string, now: number, description?: string, template?: string, startedBy?: string, mode?: string,
 *   startAt?: number, recurrence?: string, server?: string, startedAt?: number, endedAt?: number, idle: number,
 *   running: boolean, unfollowed?: boolean, takenOver?: boolean, verdict?: string, cancelReason?: string,
 *   cancelForced?: boolean, trouble?: {since: number, message: string}, notices?: string[], message?: string,
 *   total: number, counts: StateCounts, facts: Record<string, string[]>, remaining?: number, attempts: Attempt[],
 *   acts: {rerun: boolean, inputs: boolean, cancel: boolean, cancelHosts: boolean, failed: number, total: number, unsuccessful: number}}} Summary
 */

/**
 * A cause that hosts failed for.
 *
 * @typedef {{id: string, exit?: string, notRun: boolean, words: {text: string, varies: boolean}[], hosts: number,
 *   samples: {id: number, name: string, attempt: string}[]}} Group
 * @typedef {{failed: number, pending: number, more: number, groups: Group[]}} Failures
 */

/** The server answered, and did not do what was asked. */
export class Refused extends Error {
  /** @param {number} status @param {string} message for people */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The server was not reached, or something in between answered in its place. */
export class Lost extends Error {}

const TIMEOUT_MILLIS = 30000;

export class Api {
  #base;

  /** @param {string} base address of the page, with a slash at its end */
  constructor(base) {
    this.#base = base;
  }

  /** The address of something that a link leads to. */
  url(path, params = {}) {
    const query = new URLSearchParams(
      Object.entries(params).filter(([, value]) => value !== "" && value !== null && value !== undefined),
    ).toString();
    return this.#base + path + (query ? `?${query}` : "");
  }

  /**
   * What the server answers, with its `etag` where it has one; null when nothing has changed.
   *
   * @param {string} path
   * @param {object} [params]
   * @param {AbortSignal} [signal]
   * @param {string} [etag] of the answer that is there already
   */
  get(path, params = {}, signal = undefined, etag = undefined) {
    return this.#call(this.url(path, params), { signal, headers: etag ? { "If-None-Match": etag } : {} }, tagged);
  }

  /** A text as it is. */
  async text(path, params = {}) {
    return this.#call(this.url(path, params), {}, (response) => response.text());
  }

  post(path, params) {
    const { crumbHeader, crumbValue = "" } = document.head.dataset;
    return this.#call(this.url(path), {
      method: "POST",
      headers: crumbHeader ? { [crumbHeader]: crumbValue } : {},
      body: new URLSearchParams(params),
    });
  }

  /**
   * @param {string} url
   * @param {RequestInit} init
   * @param {(response: Response) => Promise<any>} [read]
   */
  async #call(url, { signal, ...options }, read = (response) => response.json()) {
    const timeout = AbortSignal.timeout(TIMEOUT_MILLIS);
    const either = new AbortController();
    const abort = () => either.abort();
    signal?.addEventListener("abort", abort);
    timeout.addEventListener("abort", abort);
    let response;
    let data = null;
    try {
      if (signal?.aborted) {
        abort();
      }
      response = await fetch(url, { ...options, signal: either.signal, cache: "no-store", redirect: "manual" });
      if (response.ok) {
        data = await read(response);
      }
    } catch (error) {
      if (signal?.aborted) {
        throw error;
      }
      throw new Lost(String(error));
    } finally {
      signal?.removeEventListener("abort", abort);
      timeout.removeEventListener("abort", abort);
    }
    if (response.ok || response.status === 304) {
      return data;
    }
    if (response.status >= 502 && response.status <= 504) {
      throw new Lost(`HTTP ${response.status}`);
    }
    throw new Refused(response.status, await reason(response));
  }
}

/** What went wrong, in words. @param {unknown} error @returns {string} */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

async function tagged(response) {
  const data = await response.json();
  const etag = response.headers.get("ETag");
  return etag ? { ...data, etag } : data;
}

async function reason(response) {
  try {
    return (await response.json()).error ?? `HTTP ${response.status}`;
  } catch {
    return `HTTP ${response.status}`;
  }
}
