import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { visible } from "../../../../../src/main/webapp/js/visible.js";

const TABLE = "../../../../../src/test/resources/io/jenkins/plugins/foreman/record/unsafe-characters.txt";

test("what is not shown as it is stands in the table, and a line feed", () => {
  const unsafe = new Set([0x0a]);
  for (const line of readFileSync(new URL(TABLE, import.meta.url), "utf8").split("\n")) {
    if (line && !line.startsWith("#")) {
      const [first, last] = line.split("-").map((each) => parseInt(each, 16));
      for (let code = first; code <= last; code++) {
        unsafe.add(code);
      }
    }
  }
  for (let code = 0; code <= 0xffff; code++) {
    const text = String.fromCharCode(code);
    assert.equal(visible(text) !== text, unsafe.has(code), code.toString(16));
  }
});
