/** Builds elements. Text always goes in as text, never as markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, any>} [props] attributes; `class`, `text`, `data` (an object) and `on` (an object of listeners)
 *   are special; false, null and undefined leave an attribute out
 * @param {...(Node|string|null|undefined)} children
 * @returns {any}
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) {
      continue;
    }
    if (name === "class") {
      element.className = value;
    } else if (name === "text") {
      element.textContent = value;
    } else if (name === "data") {
      Object.assign(element.dataset, value);
    } else if (name === "on") {
      for (const [event, listener] of Object.entries(value)) {
        element.addEventListener(event, listener);
      }
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  append(element, children);
  return element;
}

/**
 * @param {Element} element
 * @param {(Node|string|null|undefined)[]} children
 */
export function append(element, children) {
  for (const child of children) {
    if (child !== null && child !== undefined) {
      element.append(child);
    }
  }
}

/** Sets text only when it differs, so that nothing is announced or laid out again without need. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Sets or removes an attribute, only when it differs. */
export function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, String(value));
  }
}

/** Lines on a square of 24 by 24. */
const ICONS = {
  failed: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M9 9l6 6M15 9l-6 6",
  cancelled: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M6 6l12 12",
  running: "M12 3a9 9 0 0 1 9 9M21 12a9 9 0 0 1-9 9M12 21a9 9 0 0 1-9-9",
  waiting: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7v5l3 3",
  unplanned: "M10 3.2a9 9 0 0 1 4 0M18 5.3a9 9 0 0 1 2.4 3.4M20.8 14a9 9 0 0 1-2 3.6M14 20.8a9 9 0 0 1-4 0M5.2 17.6a9 9 0 0 1-2-3.6M3.6 8.7A9 9 0 0 1 6 5.3",
  succeeded: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M8 12.5l2.7 2.7L16 9.5",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.5 15.5L20 20",
  close: "M6 6l12 12M18 6L6 18",
  up: "M6 15l6-6l6 6",
  down: "M6 9l6 6l6-6",
  first: "M6 5h12M6 19l6-6l6 6M12 13v-4",
  last: "M6 19h12M6 9l6 6l6-6",
  wrap: "M4 6h16M4 12h12.5a3.5 3.5 0 0 1 0 7H13M15.5 16.5L13 19l2.5 2.5M4 18h5",
  download: "M12 4v11M7 11l5 5l5-5M5 20h14",
  external: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  rerun: "M4 12a8 8 0 1 1 2.5 5.8M4 20v-5h5",
  stop: "M7 7h10v10H7z",
  warning: "M12 4L2.8 20h18.4zM12 10v4.5M12 17.2v.3",
  copy: "M9 9h11v11H9zM15 5H4v11",
  keyboard: "M3 6h18v12H3zM7 10h.1M11 10h.1M15 10h.1M18 10h.1M8 14h8",
  options: "M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4",
  columns: "M4 5h16v14H4zM12 5v14",
};

/** @returns {SVGElement} a picture that says nothing to a screen reader; a text stands beside it */
export function icon(name) {
  const svg = shape("svg", {
    viewBox: "0 0 24 24",
    "aria-hidden": "true",
    focusable: "false",
    class: `foreman-icon foreman-icon--${name}`,
  });
  svg.append(shape("path", { d: ICONS[name] ?? "" }));
  return svg;
}

/** A part of a picture. @param {string} tag @param {Record<string, string>} attributes */
export function shape(tag, attributes) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  return element;
}

/** What has the focus within an element, as far as it names itself by data. @param {Element} element @returns {DOMStringMap|null} */
export function focusIn(element) {
  const focused = document.activeElement;
  return focused instanceof HTMLElement && element.contains(focused) ? focused.dataset : null;
}

/**
 * A button that shows an icon, and a text that may be for screen readers and as a tooltip only.
 *
 * @param {string} name of the icon
 * @param {string} label
 * @param {(event: Event) => void} onClick
 * @param {{showLabel?: boolean} & Record<string, any>} [props]
 */
export function iconButton(name, label, onClick, { showLabel = false, ...props } = {}) {
  return el(
    "button",
    {
      type: "button",
      class: `foreman-button${showLabel ? "" : " foreman-button--icon"}`,
      title: showLabel ? null : label,
      "aria-label": showLabel ? null : label,
      on: { click: onClick },
      ...props,
    },
    icon(name),
    showLabel ? el("span", { text: label }) : null,
  );
}
