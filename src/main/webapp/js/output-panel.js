/** The output of one host with what can be done with it. */

import { el, icon, iconButton, setText } from "./dom.js";
import { foremanLink } from "./head.js";
import { plainText } from "./lines.js";
import { OutputFind } from "./output-find.js";
import { fillLine } from "./output-line.js";
import { CHANNELS, OutputLook } from "./output-look.js";
import { OutputView } from "./output-view.js";
import { visible } from "./visible.js";

const MOST_COPIED = 2_000_000;
/** Nothing has been heard of the host. */
const NOT_YET = null;

let panels = 0;

export class OutputPanel {
  #api;
  #texts;
  #on;
  #params;
  #view;
  #find;
  #look;
  #hidden = [];
  /** When the host began, undefined where it has not. @type {number|undefined|null} */
  #startedAt = NOT_YET;
  #complete = false;
  #current = -1;
  #number = ++panels;

  /**
   * @param {import("./api.js").Api} api
   * @param {import("./texts.js").Texts} texts
   * @param {string} key `attempt/host`
   * @param {{close: () => void, line: (number: number) => void, href: (number: number) => string,
   *   look: (change: object) => void, say: (text: string, ok: boolean) => void}} on
   */
  constructor(api, texts, key, on) {
    this.key = key;
    this.#api = api;
    this.#texts = texts;
    this.#on = on;
    const [scope, host] = key.split("/");
    this.#params = { scope, host };
    this.#find = new OutputFind(texts, `foreman-match-${((this.#number - 1) % 8) + 1}`, {
      fetch: (params) => api.get("search", { ...this.#params, ...params }),
      toLine: (number) => this.toLine(number),
      highlighted: () => this.#view.canvas,
      closed: () => this.focus(),
    });
    this.#view = new OutputView((params) => this.#fetch(params), {
      line: (line, element) => this.#line(line, element),
      moved: () => this.#moved(),
    });
    this.#build();
  }

  /** Shows the end, or a line when one is asked for. @param {number} line from 0, or -1 */
  async open(line) {
    await (line >= 0 ? this.toLine(line) : this.#view.toEnd());
  }

  async toLine(number) {
    const element = await this.#view.toLine(number);
    this.#mark(number);
    return element;
  }

  focus() {
    this.#view.element.focus({ preventScroll: true });
  }

  /** Asks for more while there may be any. */
  async poll() {
    if (!this.#complete) {
      await this.#view.poll();
    }
  }

  /** @param {import("./output-look.js").Look} look */
  setLook(look) {
    this.#hidden = look.hidden;
    this.element.classList.toggle("foreman-output--wrap", look.wrap);
    this.wrap.setAttribute("aria-pressed", String(look.wrap));
    this.element.dataset.times = look.times;
    for (const channel of CHANNELS) {
      this.element.classList.toggle(`foreman-output--no-${channel}`, look.hidden.includes(channel));
    }
    this.#look.show(look);
    if (this.#startedAt !== NOT_YET) {
      this.#moved();
      this.#view.refill();
    }
  }

  dispose() {
    this.#find.dispose();
    this.element.remove();
  }

  #build() {
    const t = this.#texts;
    const id = `foreman-output-${this.#number}`;
    this.title = el("h3", { class: "foreman-output__title", id });
    this.state = el("span", { class: "foreman-output__state" });
    this.foreman = el("span", {});
    this.position = el("span", { class: "foreman-output__position" });
    this.wrap = iconButton("wrap", t.get("output.wrap"), () => this.#on.look({ wrap: this.wrap.ariaPressed !== "true" }), {
      "aria-pressed": "false",
    });
    this.#look = new OutputLook(t, (change) => this.#on.look(change));
    const options = iconButton(
      "options",
      t.get("output.options"),
      () => {
        this.#look.element.hidden = !this.#look.element.hidden;
        options.setAttribute("aria-expanded", String(!this.#look.element.hidden));
      },
      { "aria-expanded": "false" },
    );
    this.end = iconButton("last", t.get("output.end"), () => this.#view.toEnd());
    this.goto = el("input", {
      class: "foreman-output__goto",
      type: "text",
      inputmode: "numeric",
      "aria-label": t.get("output.goto"),
      placeholder: t.get("output.goto"),
      on: {
        change: () => {
          const line = Number.parseInt(this.goto.value, 10);
          if (line > 0) {
            this.#on.line(line - 1);
            this.toLine(line - 1).then(() => this.focus());
          }
          this.goto.value = "";
        },
      },
    });
    this.#view.element.setAttribute("aria-labelledby", id);
    this.#view.element.addEventListener("click", (event) => this.#click(event));
    this.cause = el("p", { class: "foreman-output__note foreman-output__note--failed", hidden: true });
    this.dropped = el("p", { class: "foreman-output__note", hidden: true });
    this.element = el(
      "article",
      { class: "foreman-output", "aria-labelledby": id },
      el(
        "header",
        { class: "foreman-output__bar" },
        this.state,
        this.title,
        this.foreman,
        el(
          "span",
          { class: "foreman-output__tools" },
          this.goto,
          iconButton("first", t.get("output.start"), () => this.#view.toStart()),
          this.end,
          this.wrap,
          options,
          this.#find.toggle,
          iconButton("copy", t.get("output.copy"), () => this.#copy()),
          el(
            "a",
            {
              class: "foreman-button foreman-button--icon",
              href: this.#api.url("download", this.#params),
              title: t.get("output.download"),
              "aria-label": t.get("output.download"),
              download: "",
            },
            icon("download"),
          ),
          iconButton("close", t.get("output.close"), () => this.#on.close()),
        ),
      ),
      this.#find.element,
      this.#look.element,
      this.cause,
      this.dropped,
      this.#view.element,
      el("footer", { class: "foreman-output__footer" }, this.position),
    );
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  async #fetch(params) {
    const data = await this.#api.get("output", { ...this.#params, ...params });
    this.#show(data);
    return data;
  }

  #show(data) {
    const t = this.#texts;
    setText(this.title, visible(data.name));
    if (this.state.dataset.state !== data.state) {
      this.state.dataset.state = data.state;
      this.state.replaceChildren(icon(data.state), t.get(`state.${data.state}`));
    }
    const exit = data.exit ? t.get("why.exit", visible(data.exit)) : "";
    if (data.link && !this.foreman.firstChild) {
      this.foreman.append(foremanLink(`${data.link}?host_id=${data.id}`, t.get("head.foreman")));
    }
    this.exit = exit;
    this.#startedAt = data.startedAt;
    this.#complete = data.complete && data.next >= data.chars;
    this.cause.hidden = !data.notRun;
    setText(this.cause, t.get("hosts.notRun", visible(data.notRun)));
    this.dropped.hidden = data.dropped === 0;
    setText(this.dropped, t.get("output.dropped", data.dropped));
  }

  #moved() {
    const t = this.#texts;
    const { lines, chars } = this.#view.size;
    const total = lines + (this.#view.endsInLine ? 1 : 0);
    const parts = [chars === 0 ? t.get("output.none") : t.count("output.lines", total)];
    if (this.exit) {
      parts.push(this.exit);
    }
    if (!this.#complete) {
      parts.push(t.get(this.#view.following ? "output.following" : "output.notFollowing"));
    }
    if (this.#hidden.length > 0) {
      const names = this.#hidden.map((channel) => t.get(`channel.${channel}`)).join(", ");
      parts.push(t.get(this.#view.isWhole ? "output.hidden" : "output.hiddenInPart", names));
    }
    setText(this.position, parts.join(" · "));
    this.element.classList.toggle("foreman-output--following", this.#view.following && !this.#complete);
    this.#view.canvas.style.setProperty("--foreman-number-width", `${String(total + 1).length + 1}ch`);
    this.#find.highlight();
  }

  #line(line, element) {
    fillLine(line, element, { texts: this.#texts, href: this.#on.href, startedAt: this.#startedAt ?? undefined });
    element.classList.toggle("foreman-line--current", line.number === this.#current && !line.continued);
  }

  /** All of it as text, as far as a clipboard is a place for that. */
  async #copy() {
    const t = this.#texts;
    if (this.#view.size.chars > MOST_COPIED) {
      this.#on.say(t.get("output.copyTooLong"), false);
      return;
    }
    try {
      const text = plainText(await this.#api.text("download", this.#params));
      const copied = await copy(text, this.element);
      this.#on.say(copied ? t.count("output.copied", lineCount(text)) : t.get("output.copyFailed"), copied);
    } catch {
      this.#on.say(t.get("output.copyFailed"), false);
    }
  }

  #mark(number) {
    this.#view.lineElement(this.#current)?.classList.remove("foreman-line--current");
    this.#current = number;
    this.#view.lineElement(number)?.classList.add("foreman-line--current");
  }

  #click(event) {
    const link = event.target.closest(".foreman-line__number");
    const line = link?.closest("[data-line]");
    if (line && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const number = Number(line.dataset.line);
      this.#mark(number);
      this.#on.line(number);
    }
  }

  #key(event) {
    if (event.target === this.#view.element && event.key === "/" && !event.ctrlKey) {
      event.preventDefault();
      this.#find.show(true);
    } else if (event.target === this.#view.element && event.key === "End") {
      event.preventDefault();
      this.#view.toEnd();
    } else if (event.target === this.#view.element && event.key === "Home") {
      event.preventDefault();
      this.#view.toStart();
    } else if (event.key === "Escape" && this.#find.isOpen) {
      event.stopPropagation();
      this.#find.show(false);
    }
  }
}

function lineCount(text) {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

/** Without encryption a browser has no clipboard for scripts, but does as a person who presses the keys. */
async function copy(text, within) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const before = document.activeElement;
  const field = el("textarea", { class: "foreman-visually-hidden", readonly: true });
  field.value = text;
  within.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) {
    before.focus();
  }
  return copied;
}
