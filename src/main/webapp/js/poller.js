/** Asks again and again, not while nobody looks, and more slowly while there is no answer. */

const QUICK_MILLIS = 2000;
const QUIET_MILLIS = 5000;
const QUIET_AFTER = 5;
const SLOWEST_MILLIS = 30000;

export class Poller {
  #ask;
  #report;
  #timer = 0;
  #busy = false;
  #again = false;
  #failures = 0;
  #unchanged = 0;

  /**
   * @param {() => Promise<{changed: boolean, more: boolean, slow?: boolean}>} ask whether anything changed, whether to ask
   *     again, and whether that can wait
   * @param {(failure: Error|null, nextMillis: number) => void} report told of every failure and of the first success
   */
  constructor(ask, report) {
    this.#ask = ask;
    this.#report = report;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) {
        clearTimeout(this.#timer);
      } else {
        this.now();
      }
    });
    window.addEventListener("online", () => this.now());
  }

  /** Asks at once. */
  async now() {
    clearTimeout(this.#timer);
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    const delay = await this.#once();
    this.#busy = false;
    if (this.#again) {
      this.#again = false;
      this.now();
    } else if (delay > 0 && !document.hidden) {
      this.#timer = setTimeout(() => this.now(), delay);
    }
  }

  async #once() {
    try {
      const { changed, more, slow } = await this.#ask();
      this.#unchanged = changed ? 0 : this.#unchanged + 1;
      this.#failures = 0;
      this.#report(null, 0);
      if (!more) {
        return 0;
      }
      if (slow) {
        return SLOWEST_MILLIS;
      }
      return this.#unchanged > QUIET_AFTER ? QUIET_MILLIS : QUICK_MILLIS;
    } catch (error) {
      this.#failures++;
      const delay = Math.min(SLOWEST_MILLIS, QUICK_MILLIS * 2 ** (this.#failures - 1));
      this.#report(/** @type {Error} */ (error), delay);
      return delay;
    }
  }
}
