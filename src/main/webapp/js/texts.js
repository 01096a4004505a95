/** The page's words, numbers and times in the language of its reader. */

export class Texts {
  #texts;
  #plural;
  #number;
  #time;
  #dateTime;

  /** @param {{lang: string, texts: Record<string, string>}} data */
  constructor({ lang, texts }) {
    this.lang = lang;
    this.#texts = texts;
    this.#plural = new Intl.PluralRules(lang);
    this.#number = new Intl.NumberFormat(lang);
    this.#time = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
    this.#dateTime = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" });
  }

  /** A text with `{0}`, `{1}` … filled in; numbers as people write them. */
  get(key, ...values) {
    const text = this.#texts[key] ?? key;
    return text.replace(/\{(\d)\}/g, (_, index) => {
      const value = values[Number(index)];
      return typeof value === "number" ? this.number(value) : String(value ?? "");
    });
  }

  /** A text that differs by a number, which is `{0}` in it. */
  count(key, count, ...values) {
    const form = `${key}.${this.#plural.select(count)}`;
    return this.get(form in this.#texts ? form : `${key}.other`, count, ...values);
  }

  number(value) {
    return this.#number.format(value);
  }

  time(millis) {
    return this.#time.format(millis);
  }

  /** Time from a beginning on, as on a stopwatch: `+00:05.2`, `+1:00:05.2`. */
  since(millis) {
    const tenths = Math.max(0, Math.floor(millis / 100));
    const two = (number) => String(Math.floor(number)).padStart(2, "0");
    const hours = Math.floor(tenths / 36_000);
    return `+${hours > 0 ? `${hours}:` : ""}${two((tenths / 600) % 60)}:${two((tenths / 10) % 60)}.${tenths % 10}`;
  }

  dateTime(millis) {
    return this.#dateTime.format(millis);
  }

  /** `4 s`, `3 min 12 s`, `2 h 5 min`: two units at most. */
  duration(millis) {
    const seconds = Math.max(0, Math.round(millis / 1000));
    if (seconds < 60) {
      return this.get("duration.seconds", seconds);
    }
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) {
      return this.get("duration.minutes", minutes, seconds % 60);
    }
    const hours = Math.floor(minutes / 60);
    return hours < 48
      ? this.get("duration.hours", hours, minutes % 60)
      : this.get("duration.days", Math.floor(hours / 24), hours % 24);
  }
}
