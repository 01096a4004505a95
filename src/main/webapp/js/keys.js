/** Which keys do what, on the key that asks for that on other pages too. */

import { tellDialog } from "./dialog.js";
import { el } from "./dom.js";

/** Where they work, and which they are; what they do is in the texts. */
const KEYS = {
  anywhere: [["?", "help"], ["/", "search"]],
  hosts: [
    ["↑ ↓ PgUp PgDn", "move"],
    ["Home End", "ends"],
    ["Enter", "open"],
    ["Ctrl+Enter", "beside"],
    ["Space", "select"],
    ["Shift+↑ Shift+↓", "selectMore"],
  ],
  output: [
    ["/", "find"],
    ["Home End", "outputEnds"],
    ["Esc", "findEnd"],
  ],
};

/**
 * @param {import("./texts.js").Texts} texts
 * @param {HTMLElement} root the page; keys pressed in what stands around it are not for it
 * @param {() => void} search lets hosts be searched
 */
export function listenForKeys(texts, root, search) {
  document.addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    const ours = target === document.body || root.contains(target);
    const taken = event.defaultPrevented || target.matches("input, textarea, select") || root.querySelector("dialog[open]");
    if (!ours || taken || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "?") {
      event.preventDefault();
      showKeys(texts);
    } else if (event.key === "/") {
      event.preventDefault();
      search();
    }
  });
}

/** @param {import("./texts.js").Texts} texts */
export function showKeys(texts) {
  const content = el("div", {});
  for (const [where, keys] of Object.entries(KEYS)) {
    const list = el("dl", { class: "foreman-keys" });
    for (const [key, does] of keys) {
      list.append(
        el("dt", {}, ...key.split(" ").map((each) => el("kbd", { class: "foreman-key", text: named(texts, each) }))),
        el("dd", { text: texts.get(`keys.${does}`) }),
      );
    }
    content.append(el("h3", { class: "foreman-keys__where", text: texts.get(`keys.in.${where}`) }), list);
  }
  return tellDialog(texts, texts.get("keys.title"), content);
}

/** As keyboards of the reader's language have it. */
function named(texts, key) {
  return key.replace(/[A-Z]\w+/g, (name) => texts.get(`key.${name}`));
}
