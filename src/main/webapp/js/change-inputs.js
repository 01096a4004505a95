/** Fields for other values of a job's inputs. What is not shown stays as it is unless it is replaced as a whole. */

import { el } from "./dom.js";
import { visible } from "./visible.js";

/** What stands for a secret in a value. */
const STARS = "****";
const MOST_ROWS = 8;

/**
 * @param {import("./texts.js").Texts} texts
 * @param {{name: string, hidden: boolean, value?: string}[]} inputs
 * @returns {{element: HTMLElement, changed: () => Record<string, string>}} `changed` gives values by name
 */
export function changeInputs(texts, inputs) {
  const fields = inputs.map((input) => {
    const told = !input.hidden && input.value !== undefined && !input.value.includes(STARS);
    const kept = told ? null : texts.get("act.inputs.keep");
    const field = input.hidden
      ? el("input", { type: "password", autocomplete: "new-password" })
      : el("textarea", { rows: Math.min(MOST_ROWS, (input.value ?? "").split("\n").length), spellcheck: "false" });
    field.classList.add("foreman-inputs__field");
    if (kept) {
      field.placeholder = kept;
    } else {
      field.value = input.value;
    }
    return { input, field, before: field.value };
  });
  const element = el(
    "details",
    { class: "foreman-inputs" },
    el("summary", { class: "foreman-what__title", text: texts.get("act.inputs.title") }),
    ...fields.map(({ input, field }) =>
      el(
        "label",
        { class: "foreman-inputs__input" },
        el("span", { text: input.hidden ? texts.get("act.inputs.hidden", visible(input.name)) : visible(input.name) }),
        field,
      ),
    ),
  );
  const changed = () =>
    Object.fromEntries(
      fields.filter(({ field, before }) => field.value !== before).map(({ input, field }) => [input.name, field.value]),
    );
  return { element, changed };
}
