/** What may be done: asked for, confirmed with its whole reach, sent. */

import { messageOf } from "./api.js";
import { changeInputs } from "./change-inputs.js";
import { STATES } from "./counts.js";
import { confirmDialog } from "./dialog.js";
import { visible } from "./visible.js";
import { whatRan } from "./what-ran.js";

const NAMES_SHOWN = 5;
const UNSUCCESSFUL = STATES.filter((state) => state !== "succeeded").join(",");

export class Acts {
  #api;
  #texts;
  #done;
  /** Whether a rerun may be given other inputs. */
  mayChangeInputs = false;

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
   * Runs the job again on hosts that a filter lets through. On which of them is for the server to say, for the question and
   * for the act: what has succeeded since somebody saw it fail is left out.
   *
   * @param {object} filter as the server takes it
   * @param {string} title key of the question
   */
  async rerun(filter, title) {
    const { ids, names } = await this.#api.get("rerun-hosts", filter);
    if (ids.length === 0) {
      this.#done(this.#texts.get("act.rerun.mended"), false);
      return false;
    }
    return this.#rerun(filter.scope, ids, names, title);
  }

  /** @param {{failed: number, unsuccessful: number}} counts */
  rerunUnsuccessful({ failed, unsuccessful }) {
    const title = failed === unsuccessful ? "act.rerunFailed.title" : "act.rerunRest.title";
    return this.rerun({ scope: "all", state: UNSUCCESSFUL }, title);
  }

  rerunSucceeded() {
    return this.rerun({ scope: "all", state: "succeeded" }, "act.rerunSucceeded.title");
  }

  rerunAll() {
    return this.rerun({ scope: "all" }, "act.rerunAll.title");
  }

  /** The hosts that failed for one reason. */
  rerunGroup(scope, group) {
    return this.rerun({ scope, group }, "act.rerunGroup.title");
  }

  rerunSelected(scope, ids, names) {
    return this.#rerun(scope, ids, names, "act.rerunSelected.title");
  }

  /** @returns {Promise<boolean>} whether it has been started */
  async #rerun(scope, ids, names, title) {
    const t = this.#texts;
    const job = await this.#api.get("job", { scope: "all", last: "true" });
    const inputs = this.mayChangeInputs && job.known && job.inputs.length > 0 ? changeInputs(t, job.inputs) : null;
    const list = names.slice(0, NAMES_SHOWN).map(visible);
    if (ids.length > list.length && list.length > 0) {
      list.push(t.get("why.others", ids.length - list.length));
    }
    const confirmed = await confirmDialog(t, {
      title: t.count(title, ids.length),
      paragraphs: [t.count("act.rerun.what", ids.length)],
      list,
      note: scope === "all" ? "" : t.get("act.rerun.since"),
      more: job.known ? [whatRan(t, job, { target: false }), inputs?.element] : [],
      confirm: t.count("act.rerun.confirm", ids.length),
    });
    const changed = Object.entries(inputs?.changed() ?? {}).map(([name, value]) => [`input:${name}`, value]);
    return (
      confirmed &&
      this.#send("rerun", { scope, ...Object.fromEntries(changed), hosts: ids.join(",") }, ({ hosts }) =>
        t.count("act.rerun.done", hosts),
      )
    );
  }

  async cancel(summary) {
    const t = this.#texts;
    const { running, waiting, unplanned } = summary.counts;
    const hosts = [
      running > 0 ? t.count("act.cancel.running", running) : "",
      waiting + unplanned > 0 ? t.count("act.cancel.waiting", waiting + unplanned) : "",
    ];
    const confirmed = await confirmDialog(t, {
      title: t.get("act.cancel.title"),
      paragraphs: [hosts.filter(Boolean).join(" "), t.get("act.cancel.rest")].filter(Boolean),
      confirm: t.get("act.cancel.confirm"),
      danger: true,
    });
    if (confirmed) {
      await this.#send("cancel", {}, () => t.get("act.cancel.done"));
    }
  }

  /**
   * On selected hosts: the others go on. A version of Foreman that cannot do that is told by the server.
   *
   * @returns {Promise<boolean>} whether something is being stopped
   */
  async cancelSelected(scope, ids, names) {
    const t = this.#texts;
    const list = names.slice(0, NAMES_SHOWN).map(visible);
    if (ids.length > list.length && list.length > 0) {
      list.push(t.get("why.others", ids.length - list.length));
    }
    const confirmed = await confirmDialog(t, {
      title: t.count("act.cancelSelected.title", ids.length),
      paragraphs: [t.count("act.cancelSelected.what", ids.length), t.get("act.cancel.rest")],
      list,
      confirm: t.count("act.cancelSelected.confirm", ids.length),
      danger: true,
    });
    return (
      confirmed &&
      this.#send("cancel", { scope, hosts: ids.join(",") }, ({ hosts }) => t.count("act.cancelSelected.done", hosts))
    );
  }

  async #send(path, params, message) {
    try {
      this.#done(message(await this.#api.post(path, params)), true);
      return true;
    } catch (error) {
      this.#done(this.#texts.get("act.failed", messageOf(error)), false);
      return false;
    }
  }
}
