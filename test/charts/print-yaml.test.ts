import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { printYaml } from "../../compiler/charts/print-yaml.ts";
import { awkwardText } from "../lower/random-graph.ts";

const words = fc.constantFrom(
  "yes",
  "No",
  "on",
  "~",
  "null",
  "1:30",
  "0x1F",
  "1e3",
  "12e03",
  "e0",
  "E-7",
  "1_000",
  "2024-01-01",
  ".5",
  ".inf",
  "=",
  "<<",
  "- a",
  "a: b",
  "a #b",
  "? a",
  "!x",
  "&x",
  "*x",
  "@x",
  "250m",
  "0b1",
  "a,",
  "a:",
  " a",
  "a ",
  "---",
  "a\n b\n\n",
  "a\nb",
  "#!/bin/sh\nset -e\n  echo\n",
  "\u0085",
  "\u2028",
  "\ufeff",
);
const scalar = fc.oneof(
  awkwardText,
  words,
  fc.string({ unit: "binary" }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const { object } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, scalar, tie("list"), tie("object")),
  list: fc.array(tie("value"), { maxLength: 4 }),
  object: fc.dictionary(fc.oneof(words, awkwardText), tie("value"), { maxKeys: 4, noNullPrototype: true }),
}));

function print(value: object): string {
  return printYaml(value).join("");
}

describe("printed YAML", () => {
  it.each(["1.1", "1.2"] as const)("means the same data to YAML %s", (version) => {
    const law = (value: object): void => {
      const wellFormed: unknown = JSON.parse(
        JSON.stringify(value).replaceAll(/(?<!\\)((?:\\\\)*)\\ud[89a-f]../g, "$1?"),
      );
      const text = print(wellFormed as object);
      expect(parse(text, { version, merge: false, uniqueKeys: false }) ?? {}).toEqual(wellFormed);
    };
    fc.assert(fc.property(object as fc.Arbitrary<object>, law), { numRuns: 500 });
  });

  it("leaves names, images, quantities and label keys unquoted", () => {
    const labels = {
      "app.kubernetes.io/name": "api",
      image: "nginx:1.27-alpine",
      cpu: "250m",
      memory: "256Mi",
      version: "apps/v1",
    };
    expect(print(labels)).not.toContain('"');
  });

  it("keeps several lines as lines, lists below their key, and leaves out what is undefined", () => {
    expect(
      print({ script: "set -e\n  run\n", empty: {}, none: [], absent: undefined, items: [{ a: 1, b: ["x"] }, ["z"]] }),
    ).toBe(
      [
        "script: |",
        "  set -e",
        "    run",
        "empty: {}",
        "none: []",
        "items:",
        "  - a: 1",
        "    b:",
        "      - x",
        "  -",
        "    - z",
        "",
      ].join("\n"),
    );
  });
});
