/** Puts pieces of output, cut anywhere, together to lines. */

import { AnsiReader } from "./ansi.js";

/** A longer line is shown in rows of this length, so that a browser can lay it out. */
const ROW_CHARS = 8192;

/**
 * @typedef {{text: string, style: string, channel: string}} Part
 * @typedef {{number: number, time: number, parts: Part[], chars: number, rewrites: number, continued: boolean}} Line
 */

export class LineBuilder {
  /** One reader a channel: a colour begun on one does not go on in the other. */
  #readers = new Map();
  #number;
  /** @type {Line|null} */
  #open = null;
  /** @type {Line[]} */
  #ready = [];
  #continued = false;

  /** @param {number} number of the first line, from 0 */
  constructor(number) {
    this.#number = number;
  }

  /** @param {[string, number, string]} piece channel, time and text */
  push([channel, time, text]) {
    let reader = this.#readers.get(channel);
    if (!reader) {
      this.#readers.set(channel, (reader = new AnsiReader()));
    }
    for (const token of reader.read(text)) {
      if (token.kind === "line") {
        this.#line(time);
        this.#end(false);
      } else if (token.kind === "return") {
        this.#rewrite(time);
      } else {
        this.#add(token.text, token.kind === "mark" ? "foreman-mark" : token.style, channel, time);
      }
    }
  }

  /** Lines that have ended since the last call, and the one that has not. */
  take() {
    const lines = this.#ready;
    this.#ready = [];
    return { lines, open: this.#open };
  }

  #line(time) {
    this.#open ??= {
      number: this.#number,
      time,
      parts: [],
      chars: 0,
      rewrites: 0,
      continued: this.#continued,
    };
    return this.#open;
  }

  #end(continued) {
    this.#ready.push(/** @type {Line} */ (this.#open));
    this.#open = null;
    this.#continued = continued;
    if (!continued) {
      this.#number++;
    }
  }

  /** A terminal writes over the line; the last state is shown, and how often there was another. */
  #rewrite(time) {
    const line = this.#line(time);
    if (line.chars > 0 || line.continued) {
      line.parts = [];
      line.chars = 0;
      line.rewrites++;
    }
  }

  #add(text, style, channel, time) {
    let from = 0;
    while (from < text.length) {
      const line = this.#line(time);
      let room = ROW_CHARS - line.chars;
      if (from + room < text.length && isHighSurrogate(text, from + room - 1) && room > 1) {
        room--;
      }
      const part = text.slice(from, from + room);
      const last = line.parts[line.parts.length - 1];
      if (last && last.style === style && last.channel === channel) {
        last.text += part;
      } else {
        line.parts.push({ text: part, style, channel });
      }
      line.chars += part.length;
      from += part.length;
      if (line.chars >= ROW_CHARS - 1 && from < text.length) {
        this.#end(true);
      }
    }
  }
}

/**
 * What of an output is to be read, as plain text: as it is shown, without colours and what was written over.
 *
 * @param {string} output
 */
export function plainText(output) {
  const builder = new LineBuilder(0);
  builder.push(["out", 0, output]);
  const { lines, open } = builder.take();
  let text = "";
  for (const line of open ? [...lines, open] : lines) {
    text += (line.number > 0 && !line.continued ? "\n" : "") + line.parts.map((part) => part.text).join("");
  }
  return open || lines.length === 0 ? text : `${text}\n`;
}

function isHighSurrogate(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code <= 0xdbff;
}
