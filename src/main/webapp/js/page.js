/** The summary page: puts its parts together, keeps them in step with the address and with what happens. */

import { Acts } from "./acts.js";
import { filterParams, formatAddress, MOST_OPEN, parseAddress } from "./address.js";
import { Api, messageOf, Refused } from "./api.js";
import { Attempts } from "./attempts.js";
import { Counts } from "./counts.js";
import { el, icon, setText } from "./dom.js";
import { Exports } from "./exports.js";
import { Head, verdictOf } from "./head.js";
import { HostTable } from "./hosts.js";
import { listenForKeys } from "./keys.js";
import { Notices } from "./notices.js";
import { OutputPanels } from "./output-panels.js";
import { Poller } from "./poller.js";
import { Reasons } from "./reasons.js";
import { SearchAll } from "./search-all.js";
import { Texts } from "./texts.js";
import { Timeline } from "./timeline.js";
import { foldedWhatRan } from "./what-ran.js";

/** @type {import("./api.js").Summary} */
const NOTHING_YET = {
  etag: "",
  now: 0,
  idle: 0,
  running: false,
  total: 0,
  counts: {},
  facts: {},
  attempts: [],
  acts: { rerun: false, inputs: false, cancel: false, cancelHosts: false, failed: 0, total: 0, unsuccessful: 0 },
};
const NO_FAILURES = { failed: 0, pending: 0, more: 0, groups: [] };
const ANNOUNCE_MILLIS = 15000;
const REASONS_MILLIS = 10000;
const RESTART_MILLIS = 3000;

class Page {
  #root;
  #api;
  #texts;
  /** Name of what serves the page. */
  #server;
  /** @type {import("./api.js").Summary} */
  #summary = NOTHING_YET;
  #clockOffset = 0;
  #shown = parseAddress(location.search);
  #asked = "";
  #failures = "";
  #announcedAt = 0;
  /** Key of the attempt that was the newest before a rerun was asked for here, until that has an attempt. @type {string|null} */
  #before = null;

  /** @param {HTMLElement} root @param {Api} api @param {Texts} texts */
  constructor(root, api, texts) {
    this.#root = root;
    this.#api = api;
    this.#texts = texts;
    this.#server = root.dataset.server ?? texts.get(root.dataset.standalone ? "server.own" : "server.jenkins");
    const t = texts;
    this.acts = new Acts(this.#api, t, (message, ok) => {
      this.notices.say(message, ok);
      this.poller.now();
    });
    this.exports = new Exports(this.#api, t);
    this.notices = new Notices(t, () => this.poller.now());
    this.head = new Head(
      t,
      {
        now: this.#now,
        rerun: () => this.#attempt(() => this.#rerun(this.acts.rerunUnsuccessful(this.#summary.acts))),
        rerunSucceeded: () => this.#attempt(() => this.#rerun(this.acts.rerunSucceeded())),
        rerunAll: () => this.#attempt(() => this.#rerun(this.acts.rerunAll())),
        cancel: () => this.acts.cancel(this.#summary),
      },
      this.exports.element,
      this.#root.dataset.heading ?? "h1",
    );
    this.counts = new Counts(t, (states) => this.#go({ states, group: "" }));
    this.attempts = new Attempts(t, (scope) => this.#go({ scope, group: "" }));
    this.reasons = new Reasons(t, {
      filter: (group) => this.#go({ group, states: [] }),
      open: (key, beside) => this.#open(key, beside),
      rerun: (group) => this.#attempt(() => this.#rerun(this.acts.rerunGroup(this.#shown.scope, group))),
    });
    this.what = foldedWhatRan(this.#api, t);
    this.timeline = new Timeline(this.#api, t, { open: (key, beside) => this.#open(key, beside) });
    this.searchAll = new SearchAll(this.#api, t, {
      scope: () => this.#shown.scope,
      open: (key, line) => this.#openAt(key, line),
    });
    this.rerunSelected = el(
      "button",
      {
        type: "button",
        class: "foreman-button",
        on: { click: () => this.#attempt(() => this.#rerunSelected()) },
      },
      icon("rerun"),
      el("span", {}),
    );
    this.cancelSelected = el(
      "button",
      {
        type: "button",
        class: "foreman-button",
        on: { click: () => this.#attempt(() => this.#cancelSelected()) },
      },
      icon("cancelled"),
      el("span", {}),
    );
    this.hosts = new HostTable(this.#api, t, {
      now: this.#now,
      search: (q) => this.#go({ q }, true),
      sort: (sort) => this.#go({ sort }, true),
      filter: (change) => this.#go(change),
      columns: (columns) => this.#go({ columns }, true),
      open: (key, beside) => this.#open(key, beside),
      compare: (keys) => this.#go({ open: keys.slice(0, MOST_OPEN), at: "" }),
      selected: () => this.#selected(),
      selectAll: async () => (await this.#api.get("ids", filterParams(this.#shown))).ids,
    });
    this.hosts.selection.actions.append(this.rerunSelected, this.cancelSelected);
    const close = (open) => {
      this.#go({ open, at: "" });
      this.hosts.canvas.querySelector("[tabindex='0']")?.focus();
    };
    this.outputs = new OutputPanels(this.#api, t, {
      close: (key) => close(this.#shown.open.filter((each) => each !== key)),
      closeAll: () => close([]),
      line: (at) => this.#remember({ at }),
      href: (at) => formatAddress({ ...this.#shown, at }),
      say: (text, ok) => this.notices.say(text, ok),
    });
    listenForKeys(t, this.#root, () => this.hosts.search.focus());
    this.work = el("div", { class: "foreman-work" }, this.hosts.element, this.outputs.element);
    this.#root.lang = t.lang;
    this.#root.replaceChildren(
      this.notices.element,
      this.head.element,
      el("div", { class: "foreman-more" }, this.what.element, this.timeline.element, this.searchAll.element),
      this.counts.element,
      this.attempts.element,
      this.reasons.element,
      this.reasons.note,
      this.work,
    );
    this.poller = new Poller(
      () => this.#refresh(),
      (error, next) => {
        if (error) {
          this.notices.connectionFailed(error, next, this.#server);
        } else {
          this.notices.connectionWorks(this.#server);
        }
      },
    );
    window.addEventListener("popstate", () => this.#fromAddress());
    setInterval(() => this.#tick(), 1000);
  }

  async start() {
    await this.poller.now();
    this.outputs.reveal(this.#shown.open, this.#shown.at);
    this.#root.dataset.ready = "true";
  }

  #now = () => Date.now() + this.#clockOffset;

  /** Asks what has changed and shows it. */
  async #refresh() {
    const { scope } = this.#shown;
    const known = this.#asked === scope ? this.#summary.etag : "";
    const summary = await this.#api.get("summary", { scope }, undefined, known);
    if (summary) {
      this.#asked = scope;
      this.#clockOffset = summary.now - Date.now();
      this.#summary = summary;
      this.#showSummary();
      this.#toNewest();
      await Promise.all([this.#showHosts(), this.#showFailures(), this.#showPanels()]);
    }
    const { running, unfollowed = false } = this.#summary;
    return { changed: summary !== null, more: running || unfollowed, slow: unfollowed };
  }

  #showSummary() {
    const summary = this.#summary;
    this.head.update(summary);
    this.acts.mayChangeInputs = summary.acts.inputs;
    this.#showFilter();
    this.counts.update(summary);
    this.attempts.update(summary.attempts, this.#shown.scope);
    this.notices.update(summary);
    this.what.update(this.#shown.scope);
    this.timeline.update(this.#shown.scope, summary);
    this.hosts.emptyText = summary.total === 0 && summary.running ? "hosts.notYet" : "hosts.none";
    this.#selected();
    if (this.#now() - this.#announcedAt > ANNOUNCE_MILLIS || !summary.running) {
      this.#announcedAt = this.#now();
      this.notices.announce(`${this.#texts.get(`verdict.${verdictOf(summary)}`)}: ${this.counts.spoken}`);
    }
    if (this.#root.dataset.standalone) {
      const done = summary.counts.succeeded + summary.counts.failed + summary.counts.cancelled;
      const share = summary.running && summary.total > 0 ? `${Math.floor((100 * done) / summary.total)} % · ` : "";
      document.title = `${share}${summary.description || this.#texts.get("title")}`;
    }
  }

  #showFilter() {
    this.counts.setFilter(this.#shown.states);
    this.hosts.facts.update(this.#summary.facts, this.#shown);
  }

  #params = "";

  async #showHosts() {
    const filter = filterParams(this.#shown);
    this.exports.update(filter);
    this.reasons.showFilter(this.#shown.group);
    const params = JSON.stringify(filter);
    if (params === this.#params) {
      await this.hosts.refresh();
    } else {
      this.#params = params;
      await this.hosts.show(filter, this.#shown);
    }
  }

  async #showFailures() {
    const { failed } = this.#summary.counts;
    // While hosts run, the reasons of those that failed may still change with their last lines.
    const age = this.#summary.running ? Math.floor(this.#now() / REASONS_MILLIS) : -1;
    const asked = `${this.#shown.scope}:${failed}:${age}`;
    let data = null;
    if (asked !== this.#failures) {
      data = failed > 0 ? await this.#api.get("failures", { scope: this.#shown.scope }) : NO_FAILURES;
      // What the server did not come to yet is asked for the next time.
      this.#failures = data.pending > 0 ? "" : asked;
      if (data.pending > 0) {
        setTimeout(() => this.#attempt(() => this.#showFailures()), 500);
      }
    }
    this.reasons.update(data, this.#shown.group, this.#summary.acts.rerun);
  }

  async #showPanels() {
    const { open, at } = this.#shown;
    this.work.dataset.outputs = String(open.length);
    this.hosts.setOpen(open);
    await this.outputs.show(open, at);
  }

  /** Opens a host's output in place of the others, or beside them. */
  async #open(key, beside) {
    const others = this.#shown.open.filter((each) => each !== key);
    const open = beside ? [...others, key].slice(-MOST_OPEN) : [key];
    await this.#go({ open, at: "" });
    this.outputs.focus(key);
  }

  /** Opens a host's output at a line, counted from 0. */
  async #openAt(key, line) {
    const at = `${key}/${line + 1}`;
    await this.#go({ open: [key], at });
    this.outputs.toLine(at);
    this.outputs.focus(key);
  }

  /** Shows something else, and puts it into the address and the history. */
  #go(change, replace = false) {
    this.#remember(change, replace);
    return this.#changed();
  }

  #remember(change, replace = true) {
    this.#shown = { ...this.#shown, ...change };
    history[replace ? "replaceState" : "pushState"](history.state, "", formatAddress(this.#shown));
  }

  async #fromAddress() {
    const before = this.#shown;
    this.#shown = parseAddress(location.search);
    const other = this.#shown.at !== before.at;
    if (other) {
      this.outputs.toLine(this.#shown.at);
    }
    await this.#changed();
    if (other) {
      this.outputs.reveal(this.#shown.open, this.#shown.at);
    }
  }

  async #changed() {
    this.#showFilter();
    if (this.#asked !== this.#shown.scope) {
      this.hosts.selection.clear();
      this.searchAll.clear();
      return this.poller.now();
    }
    return this.#attempt(() => Promise.all([this.#showHosts(), this.#showFailures(), this.#showPanels()]));
  }

  #selected() {
    const count = this.hosts.selection.size;
    this.rerunSelected.hidden = !this.#summary.acts.rerun || count === 0;
    setText(this.rerunSelected.lastElementChild, this.#texts.count("act.rerunSelected", count));
    this.cancelSelected.hidden = !this.#summary.acts.cancelHosts || count === 0;
    setText(this.cancelSelected.lastElementChild, this.#texts.count("act.cancelSelected", count));
  }

  async #rerunSelected() {
    const { ids } = this.hosts.selection;
    if (await this.#rerun(this.acts.rerunSelected(this.#shown.scope, ids, this.hosts.selection.names(5)))) {
      this.hosts.selection.clear();
    }
  }

  async #cancelSelected() {
    const { ids } = this.hosts.selection;
    if (await this.acts.cancelSelected(this.#shown.scope, ids, this.hosts.selection.names(5))) {
      this.hosts.selection.clear();
    }
  }

  /** A rerun that has been started is looked at as soon as it is there. @param {Promise<boolean>} started */
  async #rerun(started) {
    this.#before = this.#newest;
    const is = await started;
    if (!is) {
      this.#before = null;
    }
    return is;
  }

  /** Goes to the newest attempt when that is another than before the rerun. */
  #toNewest() {
    if (this.#before !== null && this.#newest !== this.#before) {
      this.#before = null;
      this.#go({ ...parseAddress(""), scope: this.#newest });
    }
  }

  get #newest() {
    return this.#summary.attempts.at(-1)?.key ?? "";
  }

  /** What a click asks for may fail as anything else may. */
  async #attempt(action) {
    try {
      await action();
    } catch (error) {
      if (error instanceof Refused) {
        this.notices.say(error.message, false);
      } else {
        this.poller.now();
      }
    }
  }

  #tick() {
    if (!document.hidden && this.#summary.running) {
      this.head.tick();
      this.hosts.tick();
    }
  }
}

/** Both pages of a build mark only the tab or entry whose address is that of the page itself, not of a run in it. */
function markTab() {
  const tab = document.querySelector('.app-build-tabs > a[href$="/foreman"]');
  tab?.classList.remove("jenkins-button--tertiary");
  document.querySelector('#tasks .task-link[href$="/foreman"]')?.classList.add("task-link--active");
}

async function start() {
  const root = /** @type {HTMLElement} */ (document.getElementById("foreman-page"));
  const base = root.dataset.base ?? "./";
  const api = new Api(base.endsWith("/") ? base : `${base}/`);
  try {
    const texts = new Texts(await api.get("texts"));
    await new Page(root, api, texts).start();
  } catch (error) {
    root.textContent = messageOf(error);
    setTimeout(start, RESTART_MILLIS);
  }
}

markTab();
start();
