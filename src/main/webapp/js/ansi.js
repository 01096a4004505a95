/**
 * Reads text with terminal control sequences, in portions cut anywhere. Colours and weights become classes; every other
 * sequence (cursor, title, links, queries) is dropped, and what is left of the text is shown as it is.
 */

import { picture, unwanted } from "./visible.js";

const ESCAPE = "\u001b";
/** A sequence that grows beyond this is none; its text is shown. */
const LONGEST_SEQUENCE = 4096;

/**
 * @typedef {{fg: number|null, bg: number|null, bold: boolean, dim: boolean, italic: boolean, underline: boolean,
 *   strike: boolean, inverse: boolean}} Style
 * @typedef {{kind: "text", text: string, style: string} | {kind: "mark", text: string} | {kind: "line"} | {kind: "return"}} Token
 */

/** @returns {Style} */
function plain() {
  return { fg: null, bg: null, bold: false, dim: false, italic: false, underline: false, strike: false, inverse: false };
}

export class AnsiReader {
  /** @type {Style} */
  #style = plain();
  #classes = "";
  #rest = "";

  /**
   * @param {string} portion
   * @returns {Token[]}
   */
  read(portion) {
    const text = this.#rest + portion;
    this.#rest = "";
    /** @type {Token[]} */
    const tokens = [];
    const finder = unwanted();
    let from = 0;
    while (from < text.length) {
      finder.lastIndex = from;
      const at = finder.exec(text)?.index ?? text.length;
      if (at > from) {
        tokens.push({ kind: "text", text: text.slice(from, at), style: this.#classes });
      }
      if (at === text.length) {
        break;
      }
      const next = this.#special(text, at, tokens);
      if (next < 0) {
        this.#rest = text.slice(at);
        break;
      }
      from = next;
    }
    return tokens;
  }

  /** Handles one special character; returns where to go on, or -1 when more text is needed to tell. */
  #special(text, at, tokens) {
    const character = text[at];
    if (character === "\n") {
      tokens.push({ kind: "line" });
      return at + 1;
    }
    if (character === "\r") {
      return carriageReturn(text, at, tokens);
    }
    if (character === ESCAPE) {
      return this.#sequence(text, at, tokens);
    }
    if (character === "\u009b") {
      return this.#control(text, at, at + 1, tokens);
    }
    if (character !== "\u0007") {
      tokens.push({ kind: "mark", text: picture(character) });
    }
    return at + 1;
  }

  #sequence(text, at, tokens) {
    if (at + 1 >= text.length) {
      return -1;
    }
    const kind = text[at + 1];
    if (kind === "[") {
      return this.#control(text, at, at + 2, tokens);
    }
    if ("]P_^X".includes(kind)) {
      return stringSequence(text, at, tokens);
    }
    let end = at + 1;
    while (end < text.length && text[end] >= " " && text[end] <= "/") {
      end++;
    }
    if (end >= text.length) {
      return tooLong(text, at) ? escapeAsText(at, tokens) : -1;
    }
    if (text[end] >= "0" && text[end] <= "~") {
      return end + 1;
    }
    return escapeAsText(at, tokens);
  }

  /** `ESC [`, parameters, and the character that says what it is; only `m` matters. */
  #control(text, at, from, tokens) {
    let end = from;
    while (end < text.length && text[end] >= " " && text[end] <= "?") {
      end++;
    }
    if (end >= text.length) {
      return tooLong(text, at) ? escapeAsText(at, tokens) : -1;
    }
    if (text[end] < "@" || text[end] > "~") {
      return escapeAsText(at, tokens);
    }
    if (text[end] === "m" && /^[\d;:]*$/.test(text.slice(from, end))) {
      this.#graphics(text.slice(from, end));
    }
    return end + 1;
  }

  #graphics(parameters) {
    const codes = parameters.split(/[;:]/).map(Number);
    for (let i = 0; i < codes.length; i++) {
      if (codes[i] === 38 || codes[i] === 48) {
        const [color, used] = extended(codes.slice(i + 1));
        this.#style[codes[i] === 38 ? "fg" : "bg"] = color;
        i += used;
      } else {
        this.#graphic(codes[i]);
      }
    }
    this.#classes = classes(this.#style);
  }

  #graphic(code) {
    const style = this.#style;
    if (code === 0) Object.assign(style, plain());
    else if (code === 1) style.bold = true;
    else if (code === 2) style.dim = true;
    else if (code === 3) style.italic = true;
    else if (code === 4 || code === 21) style.underline = true;
    else if (code === 7) style.inverse = true;
    else if (code === 9) style.strike = true;
    else if (code === 22) style.bold = style.dim = false;
    else if (code === 23) style.italic = false;
    else if (code === 24) style.underline = false;
    else if (code === 27) style.inverse = false;
    else if (code === 29) style.strike = false;
    else if (code >= 30 && code <= 37) style.fg = code - 30;
    else if (code === 39) style.fg = null;
    else if (code >= 40 && code <= 47) style.bg = code - 40;
    else if (code === 49) style.bg = null;
    else if (code >= 90 && code <= 97) style.fg = code - 82;
    else if (code >= 100 && code <= 107) style.bg = code - 92;
    // 8 hides text, 5 and 6 make it blink: nothing on this page hides or blinks.
  }
}

function carriageReturn(text, at, tokens) {
  let end = at;
  while (text[end] === "\r") {
    end++;
  }
  if (end >= text.length) {
    return -1;
  }
  if (text[end] !== "\n") {
    tokens.push({ kind: "return" });
  }
  return end;
}

/** Titles, links and the like, up to BEL or ESC \; they do not reach beyond their line. */
function stringSequence(text, at, tokens) {
  for (let end = at + 2; end < text.length; end++) {
    if (text[end] === "\u0007") {
      return end + 1;
    }
    if (text[end] === "\n") {
      return end;
    }
    if (text[end] === ESCAPE) {
      if (end + 1 >= text.length) {
        return -1;
      }
      return text[end + 1] === "\\" ? end + 2 : end;
    }
  }
  return tooLong(text, at) ? escapeAsText(at, tokens) : -1;
}

function tooLong(text, at) {
  return text.length - at > LONGEST_SEQUENCE;
}

function escapeAsText(at, tokens) {
  tokens.push({ kind: "mark", text: picture(ESCAPE) });
  return at + 1;
}

/** The colour after 38 or 48 as one of the sixteen, and how many codes it took. */
function extended(codes) {
  if (codes[0] === 5) {
    return [ofPalette(codes[1] ?? 0), 2];
  }
  if (codes[0] === 2) {
    return [nearest(codes[1] ?? 0, codes[2] ?? 0, codes[3] ?? 0), 4];
  }
  return [null, codes.length];
}

function ofPalette(index) {
  if (index < 16) {
    return index;
  }
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return nearest(grey, grey, grey);
  }
  const level = (value) => (value === 0 ? 0 : 55 + value * 40);
  const cube = index - 16;
  return nearest(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6));
}

/** Sixteen colours that the themes can show readably stand for all others. */
function nearest(red, green, blue) {
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  if (most - least < 48) {
    return most < 64 ? 0 : most < 144 ? 8 : most < 216 ? 7 : 15;
  }
  const bit = (value) => (value > (most + least) / 2 ? 1 : 0);
  const hue = bit(red) | (bit(green) << 1) | (bit(blue) << 2);
  return most > 200 ? hue + 8 : hue;
}

/** @param {Style} style */
function classes(style) {
  const names = [];
  let { fg, bg } = style;
  if (style.inverse) {
    [fg, bg] = [bg, fg ?? 7];
  }
  if (bg !== null) {
    // Every background brings a colour of text that can be read on it.
    names.push(`foreman-ansi--on-${bg}`);
  } else if (fg !== null) {
    names.push(`foreman-ansi--${fg}`);
  }
  for (const name of ["bold", "dim", "italic", "underline", "strike"]) {
    if (style[name]) {
      names.push(`foreman-ansi--${name}`);
    }
  }
  return names.join(" ");
}
