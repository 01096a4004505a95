/** Asks before something is done that cannot be undone, or tells something that is read and put away. */

import { el } from "./dom.js";

/**
 * @param {import("./texts.js").Texts} texts
 * @param {{title: string, paragraphs: string[], list?: string[], note?: string, confirm: string, danger?: boolean,
 *   more?: (HTMLElement|undefined)[]}} question
 * @returns {Promise<boolean>}
 */
export async function confirmDialog(texts, { title, paragraphs, list = [], note = "", confirm, danger = false, more = [] }) {
  const kind = danger ? "danger-filled" : "primary";
  const answer = await dialog(
    title,
    [
      ...paragraphs.map((text) => el("p", { text })),
      list.length > 0 ? el("ul", { class: "foreman-dialog__list" }, ...list.map((text) => el("li", { text }))) : null,
      note ? el("p", { text: note }) : null,
      ...more,
    ],
    [
      el("button", { class: "foreman-button", value: "no", text: texts.get("act.back") }),
      el("button", { class: `foreman-button foreman-button--${kind}`, value: "yes", text: confirm }),
    ],
  );
  return answer === "yes";
}

/** @param {import("./texts.js").Texts} texts @param {string} title @param {HTMLElement} content */
export async function tellDialog(texts, title, content) {
  await dialog(title, [content], [el("button", { class: "foreman-button", value: "", text: texts.get("act.back") })]);
}

/** @returns {Promise<string>} value of the button that closed it, empty where another way did */
function dialog(title, content, buttons) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const element = el(
      "dialog",
      { class: "foreman-dialog", "aria-labelledby": "foreman-dialog-title" },
      el(
        "form",
        { method: "dialog" },
        el("h2", { id: "foreman-dialog-title", text: title }),
        ...content,
        el("div", { class: "foreman-dialog__buttons" }, ...buttons),
      ),
    );
    element.addEventListener("close", () => {
      element.remove();
      if (before instanceof HTMLElement) {
        before.focus();
      }
      resolve(element.returnValue);
    });
    (document.getElementById("foreman-page") ?? document.body).append(element);
    element.showModal();
  });
}
