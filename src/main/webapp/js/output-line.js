/** Shows one line of output: its number, which channel it came from, and its text. */

import { el } from "./dom.js";
import { CHANNELS } from "./output-look.js";

const CHANNEL_CLASSES = { out: "", err: "foreman-line__part--err", debug: "foreman-line__part--debug" };

/**
 * @param {import("./lines.js").Line} line
 * @param {HTMLElement} element to be filled, whatever was in it
 * @param {{texts: import("./texts.js").Texts, href: (number: number) => string, startedAt: number|undefined}} context
 */
export function fillLine(line, element, { texts, href, startedAt }) {
  const channels = new Set(line.parts.map((part) => part.channel));
  const channel = channels.has("err") ? "err" : channels.has("debug") ? "debug" : "out";
  element.className = `foreman-line foreman-line--${channel}`;
  for (const each of CHANNELS) {
    // an empty line is one of standard output
    element.classList.toggle(`foreman-line--no-${each}`, each === "out" ? channels.size > 0 && !channels.has(each) : !channels.has(each));
  }
  const number = el("a", { class: "foreman-line__number", tabindex: "-1" });
  if (line.continued) {
    number.textContent = "\u21b3";
    number.title = texts.get("output.continued");
  } else {
    element.dataset.line = String(line.number);
    number.textContent = String(line.number + 1);
    number.href = href(line.number);
    number.title = texts.dateTime(line.time);
    number.setAttribute("aria-label", texts.get("output.line", line.number + 1));
  }
  const time = el("span", { class: "foreman-line__time" });
  if (!line.continued) {
    time.dataset.clock = texts.time(line.time);
    time.dataset.since = startedAt === undefined ? "" : texts.since(line.time - startedAt);
  }
  const mark = el("span", { class: "foreman-line__channel" });
  if (channel !== "out") {
    mark.textContent = texts.get(`channel.${channel}.short`);
    mark.title = texts.get(`channel.${channel}`);
  }
  const text = el("span", { class: "foreman-line__text" });
  if (line.rewrites > 0) {
    text.append(
      el("span", {
        class: "foreman-mark",
        text: `\u21ba\u2009${line.rewrites}`,
        title: texts.count("output.rewritten", line.rewrites),
      }),
    );
  }
  for (const part of line.parts) {
    const mixed = channels.size > 1 ? `foreman-line__part--${part.channel}` : CHANNEL_CLASSES[part.channel];
    const names = [mixed, part.style].filter(Boolean).join(" ");
    text.append(names ? el("span", { class: names, text: part.text }) : part.text);
  }
  element.replaceChildren(number, time, mark, text);
}
