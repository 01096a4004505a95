import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAddress, parseAddress } from "../../../../../src/main/webapp/js/address.js";

test("an address says what is shown, and is read back", () => {
  const query = "?scope=0.1&state=failed,running&q=a%26b&os=RedHat%209.4&hostgroup=web/emea&group=1f&sort=-duration&columns=proxy,os&open=0.1/7,0.0/8&at=0.1/7/120";
  assert.equal(formatAddress(parseAddress(query)), query);
});

test("what is shown at first needs no words", () => {
  assert.equal(formatAddress(parseAddress("")), "?");
});

test("that no column is wanted is said too", () => {
  assert.equal(formatAddress(parseAddress("?columns=none")), "?columns=none");
});

test("nonsense in an address is passed over", () => {
  const shown = parseAddress("?scope=x&state=happy,failed&sort=age&open=1,<b>,0.0/1,0.0/1&at=7&group=zz&columns=size");
  assert.deepEqual(shown, {
    scope: "all",
    states: ["failed"],
    q: "",
    group: "",
    sort: "",
    open: ["0.0/1"],
    at: "",
    proxy: "",
    os: "",
    hostgroup: "",
    columns: [],
  });
});
