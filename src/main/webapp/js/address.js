/**
 * What the page shows, as the query of its address, so that it can be shared and gone back to. Not behind `#`, which
 * Jenkins takes for the name of a dialog.
 */

/**
 * @typedef {{scope: string, states: string[], q: string, group: string, sort: string, open: string[], at: string,
 *   proxy: string, os: string, hostgroup: string, columns: string[]|null}} Shown
 *   `open` are hosts whose output is shown, each `attempt/host`; `at` a line, `attempt/host/line`, lines counted from 1; `columns` are those of FACTS
 *   that are shown, null while nobody has chosen
 */

const STATES = ["failed", "cancelled", "running", "waiting", "unplanned", "succeeded"];
/** What Foreman tells of a host besides its name: each a filter and a column. */
export const FACTS = ["proxy", "os", "hostgroup"];
const SORTS = ["name", "state", "duration", ...FACTS];
const NO_COLUMNS = "none";
export const MOST_OPEN = 4;

/**
 * @param {string} query with or without its `?`
 * @returns {Shown}
 */
export function parseAddress(query) {
  const params = new URLSearchParams(query);
  const sort = params.get("sort") ?? "";
  const scope = params.get("scope") ?? "";
  const group = params.get("group") ?? "";
  const at = params.get("at") ?? "";
  const columns = params.get("columns");
  const fact = (/** @type {string} */ name) => (params.get(name) ?? "").slice(0, 300);
  return {
    scope: /^\d+\.\d+$/.test(scope) ? scope : "all",
    states: STATES.filter((state) => (params.get("state") ?? "").split(",").includes(state)),
    q: (params.get("q") ?? "").slice(0, 200),
    group: /^[0-9a-f]+$/.test(group) ? group : "",
    sort: SORTS.includes(sort.replace(/^-/, "")) ? sort : "",
    open: [...new Set((params.get("open") ?? "").split(",").filter((key) => /^\d+\.\d+\/\d+$/.test(key)))].slice(
      0,
      MOST_OPEN,
    ),
    at: /^\d+\.\d+\/\d+\/\d+$/.test(at) ? at : "",
    proxy: fact("proxy"),
    os: fact("os"),
    hostgroup: fact("hostgroup"),
    columns: columns === null ? null : FACTS.filter((each) => columns.split(",").includes(each)),
  };
}

/**
 * @param {Shown} shown
 * @returns {string} with its `?`; `?` alone for what is shown at first
 */
export function formatAddress(shown) {
  const params = [];
  const add = (name, value) => {
    if (value) {
      params.push(`${name}=${encodeURIComponent(value).replace(/%2C/g, ",").replace(/%2F/g, "/")}`);
    }
  };
  add("scope", shown.scope === "all" ? "" : shown.scope);
  add("state", shown.states.join(","));
  add("q", shown.q);
  FACTS.forEach((fact) => add(fact, shown[fact]));
  add("group", shown.group);
  add("sort", shown.sort);
  add("columns", shown.columns && (shown.columns.join(",") || NO_COLUMNS));
  add("open", shown.open.join(","));
  add("at", shown.at);
  return `?${params.join("&")}`;
}

/** The parameters by which the server filters and sorts. */
export function filterParams(shown) {
  return {
    scope: shown.scope,
    state: shown.states.join(","),
    q: shown.q,
    proxy: shown.proxy,
    os: shown.os,
    hostgroup: shown.hostgroup,
    group: shown.group,
    sort: shown.sort,
  };
}
