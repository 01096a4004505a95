/** One row of the host table. The table has few of them, and fills them with other hosts as it is scrolled. */

import { FACTS } from "./address.js";
import { el, icon, setAttribute, setText } from "./dom.js";
import { COLUMNS } from "./host-columns.js";
import { visible } from "./visible.js";

/** @param {import("./texts.js").Texts} texts */
export function createRow(texts) {
  const check = el("input", { type: "checkbox", class: "foreman-checkbox", tabindex: "-1" });
  const cells = COLUMNS.map(({ id }) =>
    el("span", {
      class: `foreman-hosts__cell foreman-hosts__cell--${id}`,
      role: "gridcell",
      data: { label: texts.get(`column.${id}`) },
    }),
  );
  cells[1].append(el("button", { type: "button", class: "foreman-hosts__name", tabindex: "-1" }));
  return el(
    "div",
    { class: "foreman-hosts__row", role: "row" },
    el("span", { class: "foreman-hosts__cell", role: "gridcell" }, check),
    ...cells,
  );
}

/**
 * Shows a host in a row, or that it is on its way.
 *
 * @param {HTMLElement} row
 * @param {any} host null while it is loading
 * @param {{texts: import("./texts.js").Texts, now: () => number, selected: boolean, open: boolean}} how
 */
export function fillRow(row, host, how) {
  row.classList.toggle("foreman-hosts__row--loading", !host);
  if (host) {
    fill(row, host, how);
  } else {
    empty(row, how.texts);
  }
}

function empty(row, texts) {
  const [checkCell, state, name, ...others] = row.children;
  row.dataset.state = "";
  for (const cell of [...others, name.firstChild]) {
    setText(cell, "");
  }
  state.replaceChildren();
  checkCell.firstChild.disabled = true;
  checkCell.firstChild.setAttribute("aria-label", texts.get("hosts.loading"));
  name.firstChild.setAttribute("aria-label", texts.get("hosts.loading"));
}

function fill(row, host, { texts, now, selected, open }) {
  const [checkCell, state, name, exit, duration, ...rest] = row.children;
  const label = visible(host.name);
  checkCell.firstChild.disabled = false;
  checkCell.firstChild.checked = selected;
  setAttribute(checkCell.firstChild, "aria-label", texts.get("hosts.select", label));
  setAttribute(row, "aria-selected", String(selected));
  if (row.dataset.state !== host.state) {
    row.dataset.state = host.state;
    state.replaceChildren(icon(host.state), el("span", { text: texts.get(`state.${host.state}`) }));
  }
  setText(name.firstChild, label);
  setAttribute(name.firstChild, "aria-label", null);
  setAttribute(name, "title", label);
  row.classList.toggle("foreman-hosts__row--open", open);
  setText(exit, visible(host.exit));
  setAttribute(exit, "title", visible(host.exit) || null);
  setText(duration, host.startedAt ? texts.duration((host.endedAt ?? now()) - host.startedAt) : "");
  const last = rest.pop();
  FACTS.forEach((fact, index) => {
    setText(rest[index], visible(host[fact]));
    setAttribute(rest[index], "title", rest[index].textContent || null);
  });
  const words = visible(host.last);
  setText(last, host.notRun ? texts.get("hosts.notRun", visible(host.notRun)) : words);
  setAttribute(last, "title", last.textContent || null);
}
