/** What may be done: asked for, confirmed with its whole reach, sent. */

import { STATES } from "./counts.js";
import { confirmDialog } from "./dialog.js";
import { visible } from "./visible.js";

const NAMES_SHOWN = 5;
const UNSUCCESSFUL = STATES.filter((state) => state !== "succeeded").join(",");

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

  /**
   * Runs the job again on the hosts that did not succeed, each by the last attempt that it was in: exactly those that had
   * not when it was asked for.
   *
   * @param {{failed: number, unsuccessful: number}} counts
   */
  async rerunUnsuccessful({ failed, unsuccessful }) {
    const filter = { scope: "all", state: UNSUCCESSFUL };
    const [{ ids }, { hosts }] = await Promise.all([
      this.#api.get("ids", filter),
      this.#api.get("hosts", { ...filter, limit: NAMES_SHOWN }),
    ]);
    const title = failed === unsuccessful ? "act.rerunFailed.title" : "act.rerunRest.title";
    return this.#rerun("all", ids, hosts.map((host) => host.name), title);
  }

  rerunSelected(scope, ids, names) {
    return this.#rerun(scope, ids, names, "act.rerunSelected.title");
  }

  /** @returns {Promise<boolean>} whether it has been started */
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
      note: scope === "all" ? "" : t.get("act.rerun.since"),
      confirm: t.count("act.rerun.confirm", ids.length),
    });
    return (
      confirmed &&
      this.#send("rerun", { scope, hosts: ids.join(",") }, ({ hosts }) => t.count("act.rerun.done", hosts))
    );
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
      await this.#send("cancel", {}, () => t.get("act.cancel.done"));
    }
  }

  async #send(path, params, message) {
    try {
      this.#done(message(await this.#api.post(path, params)), true);
      return true;
    } catch (error) {
      this.#done(this.#texts.get("act.failed", error.message), false);
      return false;
    }
  }
}
