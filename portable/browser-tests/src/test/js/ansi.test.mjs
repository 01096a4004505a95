import assert from "node:assert/strict";
import { test } from "node:test";
import { AnsiReader } from "../../../../../src/main/webapp/js/ansi.js";

const read = (...portions) => {
  const reader = new AnsiReader();
  return portions.flatMap((portion) => reader.read(portion));
};
const text = (tokens) => tokens.map((token) => (token.kind === "line" ? "\n" : (token.text ?? ""))).join("");
const styles = (tokens) => tokens.filter((token) => token.kind === "text").map((token) => [token.text, token.style]);

test("colours and weights become classes", () => {
  assert.deepEqual(styles(read("a\u001b[1;31mb\u001b[22mc\u001b[0md")), [
    ["a", ""],
    ["b", "foreman-ansi--1 foreman-ansi--bold"],
    ["c", "foreman-ansi--1"],
    ["d", ""],
  ]);
});

test("a sequence may be cut anywhere", () => {
  const whole = "x\u001b[38;2;255;0;0mred\u001b[m \u001b]8;;http://a\u001b\\link\u001b]8;;\u0007\r\nend";
  const expected = text(read(whole));
  for (let cut = 1; cut < whole.length; cut++) {
    assert.equal(text(read(whole.slice(0, cut), whole.slice(cut))), expected, `cut at ${cut}`);
  }
  assert.equal(expected, "xred link\nend");
});

test("palette and true colours become one of sixteen", () => {
  assert.deepEqual(styles(read("\u001b[38;5;196ma\u001b[38;5;21mb\u001b[38;5;244mc\u001b[38:2:0:128:0md")), [
    ["a", "foreman-ansi--9"],
    ["b", "foreman-ansi--12"],
    ["c", "foreman-ansi--8"],
    ["d", "foreman-ansi--2"],
  ]);
});

test("what moves, clears, asks or names is dropped", () => {
  assert.equal(text(read("a\u001b[2J\u001b[10;5H\u001b[6nb\u001b]0;title\u0007c\u001b(Bd\u001bMe\u001bPq\u001b\\f")), "abcdef");
});

test("an unfinished string ends with its line", () => {
  assert.equal(text(read("\u001b]0;title", " goes on\nnext")), "\nnext");
});

test("a sequence that never ends is shown", () => {
  assert.match(text(read(`\u001b[${"1;".repeat(3000)}`)), /^␛\[1;1;/);
});

test("hidden text is not hidden", () => {
  assert.deepEqual(styles(read("\u001b[8mpassword")), [["password", ""]]);
});

test("a background brings its own colour of text", () => {
  assert.deepEqual(styles(read("\u001b[30;40ma\u001b[0;7mb")), [
    ["a", "foreman-ansi--on-0"],
    ["b", "foreman-ansi--on-7"],
  ]);
});

test("a carriage return before a line feed is part of it", () => {
  assert.deepEqual(
    read("a\r\r", "\nb\rc").map((token) => token.kind),
    ["text", "line", "text", "return", "text"],
  );
});

test("controls and overrides are marks", () => {
  const marks = read("\u0000\u202e\u007f\u0085").map((token) => `${token.kind} ${token.text}`);
  assert.deepEqual(marks, ["mark ␀", "mark <U+202E>", "mark ␡", "mark <U+0085>"]);
});
