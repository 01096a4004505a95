import js from "@eslint/js";

/** What Jenkins gives to scripts of its forms, and what these use of the browser. */
const formGlobals = [
  ...["Behaviour", "crumb", "notificationBar"],
  ...["document", "Event", "fetch", "Option", "URLSearchParams"],
];

const markup = "text of hosts, of Foreman and of people is text, and never markup";

export default [
  { linterOptions: { noInlineConfig: true }, ...js.configs.recommended },
  {
    rules: {
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "no-console": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-script-url": "error",
      "no-shadow": "error",
      "no-throw-literal": "error",
      "no-unused-expressions": "error",
      "no-var": "error",
      "no-warning-comments": ["error", { terms: ["@ts-ignore", "@ts-nocheck", "@ts-expect-error"], location: "anywhere" }],
      "no-restricted-syntax": [
        "error",
        { selector: "MemberExpression[property.name=/^(inner|outer)HTML$/]", message: markup },
        { selector: "MemberExpression[property.name='insertAdjacentHTML']", message: markup },
        { selector: "MemberExpression[object.name='document'][property.name=/^write/]", message: markup },
      ],
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  {
    // TypeScript says of these what is not defined.
    files: ["src/main/webapp/js/*.js", "**/*.mjs"],
    rules: { "no-undef": "off" },
  },
  {
    files: ["src/main/resources/**/*.js"],
    languageOptions: {
      sourceType: "script",
      globals: Object.fromEntries(formGlobals.map((name) => [name, "readonly"])),
    },
  },
];
