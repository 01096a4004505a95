import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Texts } from "../../../../../src/main/webapp/js/texts.js";

const root = new URL("../../../../../src/main/", import.meta.url);
const english = Object.fromEntries(
  readFileSync(new URL("resources/io/jenkins/plugins/foreman/view/page.properties", root), "utf8")
    .split("\n")
    .filter((line) => line.includes("="))
    .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
);
const texts = new Texts({ lang: "en", texts: english });

test("numbers and plurals are written as people do", () => {
  assert.equal(texts.count("counts.all", 50000), "All 50,000 hosts");
  assert.equal(texts.count("counts.all", 1), "1 host");
});

test("durations have two units at most", () => {
  assert.equal(texts.duration(4400), "4 s");
  assert.equal(texts.duration(192000), "3 min 12 s");
  assert.equal(texts.duration(7500000), "2 h 5 min");
  assert.equal(texts.duration(266400000), "3 d 2 h");
});

test("every text that a script names is there", () => {
  const missing = [];
  for (const file of readdirSync(new URL("webapp/js/", root))) {
    const script = readFileSync(new URL(`webapp/js/${file}`, root), "utf8");
    for (const [, kind, key] of script.matchAll(/\b(?:t|texts|this\.#texts)\.(get|count)\(\s*"([a-zA-Z.]+)"/g)) {
      const wanted = kind === "count" ? `${key}.other` : key;
      if (!(wanted in english)) {
        missing.push(`${file}: ${wanted}`);
      }
    }
  }
  assert.deepEqual(missing, []);
});

test("a time since a beginning reads like a stopwatch", () => {
  assert.equal(texts.since(5_249), "+00:05.2");
  assert.equal(texts.since(59_999), "+00:59.9");
  assert.equal(texts.since(3_605_000), "+1:00:05.0");
  assert.equal(texts.since(-5), "+00:00.0");
});
