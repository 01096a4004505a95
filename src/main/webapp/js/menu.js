/** A button that opens a list of things to do; closes by Escape, by a click elsewhere, and when one is chosen that is done at once. */

import { el, icon } from "./dom.js";

/**
 * @param {string} picture name of an icon
 * @param {string} label
 * @param {HTMLElement[]} items links or buttons; or labels of boxes, of which several may be ticked
 * @returns {HTMLDetailsElement}
 */
export function menu(picture, label, items) {
  const element = el(
    "details",
    { class: "foreman-menu" },
    el("summary", { class: "foreman-button" }, icon(picture), el("span", { text: label })),
    el("div", { class: "foreman-menu__items" }, ...items),
  );
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && element.open) {
      element.open = false;
      element.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.composedPath().includes(element)) {
      element.open = false;
    }
  });
  for (const item of items) {
    item.classList.add("foreman-menu__item");
    if (!(item instanceof HTMLLabelElement)) {
      item.addEventListener("click", () => (element.open = false));
    }
  }
  return element;
}
