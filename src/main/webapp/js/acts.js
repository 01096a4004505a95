/** What may be done: asked for, confirmed with its whole reach, sent. */

import { confirmDialog } from "./dialog.js";
import { visible } from "./visible.js";

const NAMES_SHOWN = 5;

export class Acts {
  #api;
  #texts;
  #done;

  /**
   * @param {import("./api.js").Api} api
   * @param {import("./texts.js").Texts} texts
   * @param {(message: string, ok: boolean) => void} done
   */
  constructor(api, texts, done) {
    this.#api = api;
    this.#texts = texts;
    this.#done = done;
  }

  /** Runs the job again on the failed hosts: exactly those that failed when it was asked for. */
  async rerunFailed(scope) {
    const filter = { scope, state: "failed" };
    const [{ ids }, { hosts }] = await Promise.all([
      this.#api.get("ids", filter),
      this.#api.get("hosts", { ...filter, limit: NAMES_SHOWN }),
    ]);
    return this.#rerun(scope, ids, hosts.map((host) => host.name), "act.rerunFailed.title");
  }

  rerunSelected(scope, ids, names) {
    return this.#rerun(scope, ids, names, "act.rerunSelected.title");
  }

  async #rerun(scope, ids, names, title) {
    const t = this.#texts;
    const list = names.slice(0, NAMES_SHOWN).map(visible);
    if (ids.length > list.length && list.length > 0) {
      list.push(t.get("why.others", ids.length - list.length));
    }
    const confirmed = await confirmDialog(t, {
      title: t.count(title, ids.length),
      paragraphs: [t.count("act.rerun.what", ids.length)],
      list,
      confirm: t.count("act.rerun.confirm", ids.length),
    });
    if (confirmed) {
      await this.#send("rerun", { scope, hosts: ids.join(",") }, t.count("act.rerun.done", ids.length));
    }
    return confirmed;
  }

  async cancel(summary) {
    const t = this.#texts;
    const { running, waiting, unplanned } = summary.counts;
    const confirmed = await confirmDialog(t, {
      title: t.get("act.cancel.title"),
      paragraphs: [t.get("act.cancel.what", running, waiting + unplanned), t.get("act.cancel.rest")],
      confirm: t.get("act.cancel.confirm"),
      danger: true,
    });
    if (confirmed) {
      await this.#send("cancel", {}, t.get("act.cancel.done"));
    }
  }

  async #send(path, params, message) {
    try {
      await this.#api.post(path, params);
      this.#done(message, true);
    } catch (error) {
      this.#done(this.#texts.get("act.failed", error.message), false);
    }
  }
}
