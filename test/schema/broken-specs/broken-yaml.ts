import type { BrokenSpec } from "./broken-spec.ts";

/** Edits after which the file is no YAML of ours. */
export const brokenYaml: readonly BrokenSpec[] = [
  {
    name: "tab as indentation",
    find: "  zones: [a, b, c]\n  tiers",
    replace: "\tzones: [a, b, c]\n  tiers",
    code: "yaml-tab",
  },
  { name: "tab after spaces", find: "    cidr: 10.20", replace: "  \tcidr: 10.20", code: "yaml-tab" },
  { name: "section twice", find: "queues:\n", replace: "stores: {}\nqueues:\n", code: "yaml-duplicate-key" },
  {
    name: "key twice in a map",
    find: "  nat: single\n",
    replace: "  nat: single\n  nat: none\n",
    code: "yaml-duplicate-key",
  },
  { name: "name twice", find: "  cache:\n    image:", replace: "  api:\n    image:", code: "yaml-duplicate-key" },
  {
    name: "port twice",
    find: "      443: api\n",
    replace: '      443: api\n      "443": api\n',
    code: "yaml-duplicate-key",
  },
  { name: "undefined alias", find: "disk: 40Gi", replace: "disk: *disk", code: "yaml-anchor" },
  { name: "anchor without name", find: "disk: 40Gi", replace: "disk: & 40Gi", code: "yaml-anchor" },
  { name: "anchor with an alias", find: "disk: 40Gi", replace: "disk: &a *b", code: "yaml-anchor" },
  {
    name: "merge key",
    find: "      LOG_LEVEL: info",
    replace: "      <<: { LOG_LEVEL: info }",
    code: "yaml-merge-key",
  },
  { name: "custom tag", find: 'tag: "1.4.2"', replace: "tag: !git HEAD", code: "yaml-tag" },
  { name: "binary tag", find: "property: apiKey", replace: "property: !!binary YXBp", code: "yaml-tag" },
  {
    name: "second document",
    find: "secrets:\n  database-url:",
    replace: "---\nsecrets:\n  database-url:",
    code: "yaml-several-documents",
  },
  { name: "open bracket", find: "zones: [a, b]\n  nat", replace: "zones: [a, b\n  nat", code: "yaml-syntax" },
  {
    name: "open brace",
    find: "size: { min: 0, max: 4 }\n      capacity",
    replace: "size: { min: 0, max: 4\n      capacity",
    code: "yaml-syntax",
  },
  {
    name: "stray bracket",
    find: "command: [python, -m, shop]",
    replace: "command: [python, -m, shop]]",
    code: "yaml-syntax",
  },
  {
    name: "unquoted colon",
    find: "description: An online shop",
    replace: "description: shop: an online",
    code: "yaml-syntax",
  },
  {
    name: "unindented key",
    find: "    private:\n      zones",
    replace: "   private:\n      zones",
    code: "yaml-syntax",
  },
  { name: "key without colon", find: "  runtime: eks", replace: "  runtime eks", code: "yaml-syntax" },
  { name: "reserved character", find: "team: orders", replace: "team: @orders", code: "yaml-syntax" },
  { name: "bad escape", find: "team: orders", replace: 'team: "\\orders"', code: "yaml-syntax" },
  { name: "map as a key", find: "team: orders", replace: "? { team: orders }\n      : x", code: "yaml-syntax" },
  { name: "empty key", find: "team: orders", replace: ": orders", code: "bad-name" },
  { name: "prototype as a key", find: "LOG_LEVEL: info", replace: "__proto__: info", code: "bad-name" },
];
