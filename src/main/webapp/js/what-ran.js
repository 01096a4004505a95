/** What ran: template, inputs, where and as whom. */

import { el } from "./dom.js";
import { Folded } from "./folded.js";
import { visible, visibleLines } from "./visible.js";

/** A longer value gets a window of its own, which the keyboard can scroll. */
const SHORT_CHARS = 400;
const SHORT_LINES = 6;

/** The folded part with it. @param {import("./api.js").Api} api @param {import("./texts.js").Texts} texts */
export function foldedWhatRan(api, texts) {
  const content = el("div", {});
  return new Folded(
    { class: "foreman-what", title: texts.get("what.title"), content },
    (scope) => api.get("job", { scope }),
    (job) => content.replaceChildren(whatRan(texts, job, { target: true })),
  );
}

/**
 * A list of what is known of a job.
 *
 * @param {import("./texts.js").Texts} texts
 * @param {any} job as the server tells it
 * @param {{target: boolean}} how whether to say what it ran on
 */
export function whatRan(texts, job, { target }) {
  if (!job.known) {
    return el("p", { text: texts.get("what.unknown") });
  }
  const list = el("dl", { class: "foreman-what__list" });
  const add = (name, ...content) => list.append(el("dt", {}, name), el("dd", {}, ...content));
  const fact = (key, content) => {
    if (content !== undefined) {
      add(texts.get(`what.${key}`), content);
    }
  };
  fact("template", job.template && visible(job.template));
  if (target) {
    fact("bookmark", job.bookmark && visible(job.bookmark));
    fact(job.dynamic ? "searchDynamic" : "search", job.search && visible(job.search));
  }
  for (const input of job.inputs) {
    add(el("code", { text: visible(input.name) }), value(texts, input));
  }
  fact("effectiveUser", job.effectiveUser && visible(job.effectiveUser));
  fact("sshUser", job.sshUser && visible(job.sshUser));
  fact("concurrency", job.concurrency === undefined ? undefined : texts.number(job.concurrency));
  fact("timeout", job.timeout === undefined ? undefined : texts.duration(1000 * job.timeout));
  fact("pickup", job.pickup === undefined ? undefined : texts.duration(1000 * job.pickup));
  return list;
}

function value(texts, input) {
  if (input.hidden) {
    return el("i", { text: texts.get("what.hidden") });
  }
  if (input.value === undefined) {
    return el("i", { text: texts.get("what.long") });
  }
  if (input.value === "") {
    return el("i", { text: texts.get("what.empty") });
  }
  const long = input.value.length > SHORT_CHARS || input.value.split("\n").length > SHORT_LINES;
  return el("pre", { class: "foreman-what__value", tabindex: long ? "0" : null, text: visibleLines(input.value) });
}
