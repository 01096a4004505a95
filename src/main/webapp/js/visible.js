/** Makes characters visible that would otherwise act on the page or deceive its reader. */

/** What is not shown as it is: controls, and what reorders, hides or separates text; the same as on the server. */
const UNWANTED = "\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff\\ufffe\\uffff";

const EACH = new RegExp(`[\\n${UNWANTED}]`, "g");

/** A pattern that finds the next unwanted character or line feed; made anew, since it keeps a position. */
export function unwanted() {
  return new RegExp(`[\\n${UNWANTED}]`, "g");
}

/**
 * @param {string} character one of the unwanted
 * @returns {string} what to show in its place
 */
export function picture(character) {
  const code = character.charCodeAt(0);
  if (code < 0x20) {
    return String.fromCharCode(0x2400 + code);
  }
  return code === 0x7f ? "\u2421" : `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}

/**
 * A short text of a host (its name, a reason, a last line) in which nothing hides.
 * @param {string|undefined|null} text
 */
export function visible(text) {
  return (text ?? "").replace(EACH, picture);
}

/** The same of a text of several lines, which stay lines. @param {string|undefined|null} text */
export function visibleLines(text) {
  return (text ?? "").split("\n").map(visible).join("\n");
}
