import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAddress, parseAddress } from "../../../../../src/main/webapp/js/address.js";

test("an address says what is shown, and is read back", () => {
  const query = "?scope=0.1&state=failed,running&q=a%26b&group=1f&sort=-duration&open=0.1/7,0.0/8&at=0.1/7/120";
  assert.equal(formatAddress(parseAddress(query)), query);
});

test("what is shown at first needs no words", () => {
  assert.equal(formatAddress(parseAddress("")), "?");
});

test("nonsense in an address is passed over", () => {
  const shown = parseAddress("?scope=x&state=happy,failed&sort=age&open=1,<b>,0.0/1,0.0/1&at=7&group=zz");
  assert.deepEqual(shown, { scope: "all", states: ["failed"], q: "", group: "", sort: "", open: ["0.0/1"], at: "" });
});
