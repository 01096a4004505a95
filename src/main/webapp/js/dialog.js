/** Asks before something is done that cannot be undone. */

import { el } from "./dom.js";

/**
 * @param {import("./texts.js").Texts} texts
 * @param {{title: string, paragraphs: string[], list?: string[], note?: string, confirm: string, danger?: boolean,
 *   more?: HTMLElement}} question
 * @returns {Promise<boolean>}
 */
export function confirmDialog(texts, { title, paragraphs, list = [], note = "", confirm, danger = false, more }) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const dialog = el(
      "dialog",
      { class: "foreman-dialog", "aria-labelledby": "foreman-dialog-title" },
      el(
        "form",
        { method: "dialog" },
        el("h2", { id: "foreman-dialog-title", text: title }),
        ...paragraphs.map((text) => el("p", { text })),
        list.length > 0 ? el("ul", { class: "foreman-dialog__list" }, ...list.map((text) => el("li", { text }))) : null,
        note ? el("p", { text: note }) : null,
        more,
        el(
          "div",
          { class: "foreman-dialog__buttons" },
          el("button", { class: "foreman-button", value: "no", text: texts.get("act.back") }),
          el("button", {
            class: `foreman-button foreman-button--${danger ? "danger-filled" : "primary"}`,
            value: "yes",
            text: confirm,
          }),
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before instanceof HTMLElement) {
        before.focus();
      }
      resolve(dialog.returnValue === "yes");
    });
    (document.getElementById("foreman-page") ?? document.body).append(dialog);
    dialog.showModal();
  });
}
