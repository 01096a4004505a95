import assert from "node:assert/strict";
import { test } from "node:test";
import { LineBuilder, plainText } from "../../../../../src/main/webapp/js/lines.js";

const out = (text) => ["out", 0, text];
const content = (line) => line.parts.map((part) => part.text).join("");

test("pieces are put together to lines", () => {
  const builder = new LineBuilder(10);
  builder.push(out("one\ntw"));
  let { lines, open } = builder.take();
  assert.deepEqual(lines.map((line) => [line.number, content(line)]), [[10, "one"]]);
  assert.equal(content(open), "tw");
  builder.push(out("o\n\n"));
  ({ lines, open } = builder.take());
  assert.deepEqual(lines.map((line) => [line.number, content(line)]), [[11, "two"], [12, ""]]);
  assert.equal(open, null);
});

test("channels keep their own colours", () => {
  const builder = new LineBuilder(0);
  builder.push(["out", 0, "\u001b[31mred "]);
  builder.push(["err", 0, "plain "]);
  builder.push(["out", 0, "red\n"]);
  const [line] = builder.take().lines;
  assert.deepEqual(
    line.parts.map((part) => [part.channel, part.style]),
    [["out", "foreman-ansi--1"], ["err", ""], ["out", "foreman-ansi--1"]],
  );
});

test("a progress bar shows its last state", () => {
  const builder = new LineBuilder(0);
  builder.push(out("10%\r20%\r"));
  builder.push(out("100%\r\n"));
  const [line] = builder.take().lines;
  assert.equal(content(line), "100%");
  assert.equal(line.rewrites, 2);
});

test("an enormous line comes in rows of one number", () => {
  const builder = new LineBuilder(0);
  builder.push(out(`${"😀".repeat(10000)}\nnext\n`));
  const { lines } = builder.take();
  assert.equal(lines.at(-1).number, 1);
  const rows = lines.slice(0, -1);
  assert.ok(rows.length > 2 && rows.every((row) => row.number === 0 && row.chars <= 8192));
  assert.deepEqual(rows.map((row) => row.continued), [false, ...rows.slice(1).map(() => true)]);
  assert.equal(rows.map(content).join(""), "😀".repeat(10000));
  assert.ok(rows.every((row) => !/[\ud800-\udbff]$/.test(content(row))));
});

test("plain text has what is shown, in whole lines", () => {
  assert.equal(plainText("\u001b[31mred\u001b[0m\r\n10%\r100%\n"), "red\n100%\n");
  assert.equal(plainText(`${"x".repeat(20_000)}\nno end`), `${"x".repeat(20_000)}\nno end`);
  assert.equal(plainText("\n\nc\n"), "\n\nc\n");
  assert.equal(plainText(""), "");
});
