import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import type { SpecPath } from "../../../schema/finding.ts";
import { parseYaml } from "../../../schema/source/parse-yaml.ts";
import { placeDocument } from "../../../schema/source/place-document.ts";
import { placeEvents } from "../../../schema/source/place-events.ts";
import { locateKey, locateValue, type PlacedValue } from "../../../schema/source/positions.ts";
import { readPlainYaml } from "../../../schema/source/read-plain-yaml.ts";
import { readValue } from "../../../schema/source/read-value.ts";
import { complete } from "../fixtures.ts";

/** Every path into a value, the value's own first. */
function pathsOf(value: unknown, path: SpecPath = []): SpecPath[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

function spans(root: PlacedValue, value: unknown): unknown {
  return pathsOf(value).map((path) => [path.join("."), locateValue(root, path), locateKey(root, path)]);
}

/** The law: what the quick reader accepts, the yaml library accepts too, with the same value in the same places. */
function expectAgreement(text: string): void {
  const plain = readPlainYaml(text);
  if (!plain) return;
  const { document, problems } = parseYaml(text);
  const read = document && readValue(document);
  expect([...problems, ...(read?.problems ?? [])], text).toEqual([]);
  if (!document || !read) throw new Error("the yaml library gave no document");
  expect(plain.value, text).toEqual(read.value);
  const places = placeDocument(document, read.targets, text);
  expect(spans(placeEvents(plain.events, text), plain.value), text).toEqual(spans(places, plain.value));
}

const specs = readdirSync("spec").map((system) => readFileSync(`spec/${system}/spec.yaml`, "utf8"));
/** Text of several lines is for the yaml library. */
const onOneLine = (text: string) => text.replace(/^( *)(\S+): \|\n(?:\1 +.*\n)+/gm, '$1$2: "text"\n');
const flow = (text: string) => text.replace(/^( *)(\w+):\n\1 {2}(\w+): ([\w.-]+)\n(?!\1 )/gm, "$1$2: { $3: $4 }\n");

describe("the quick reader", () => {
  test.each([...specs, flow(onOneLine(complete))].map((text) => [text]))("reads whole specs", (text) => {
    expect(readPlainYaml(text)).toBeDefined();
    expectAgreement(text);
  });

  test.each([
    "a: &x 1",
    "a: &x { b: 1 }\nc: *x",
    "a: !!str 1",
    "a: |\n  text\n",
    "a: >-\n  text\n",
    "a: one\n  two",
    'a: "one\n  two"',
    'a: "caf\\u00e9"',
    "a: 'it''s'",
    "a: 1\na: 2",
    "a: 1\n'a': 2",
    "<<: { a: 1 }",
    "__proto__: { a: 1 }",
    "? a\n: b",
    "[a, b]: c",
    "a:\t1",
    "--- a",
    "a: 1\n---\nb: 2",
    "%YAML 1.1\n---\na: yes",
    "",
    "# nothing",
    "a: [1, 2",
    "a: - b",
    "- a\n-\n- c",
    "a: 1\r\nb: 2\r\n",
    `${"[".repeat(200)}${"]".repeat(200)}`,
  ])("leaves %j to the yaml library", (text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });

  const awkward = fc.constantFrom(
    ..."0 00 08 0o17 0x1F 0b1 1_000 1e3 1e 1. .5 .inf -.INF .nan . - + ~ null Null NULL nUll true True TRUE yes no on y".split(
      " ",
    ),
    ...[
      "+1",
      "-0",
      "-1.5e-3",
      "12e03",
      "2027-03-31",
      "1.35",
      "10.0.0.0/16",
      "20Gi",
      "a b",
      "a:b",
      "a#b",
      "a # b",
      "é",
      "日本",
      "=",
    ],
  );
  const piece = fc.oneof(
    { weight: 3, arbitrary: awkward },
    fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ": ",
      ":",
      " ",
      "\n",
      "\n  ",
      "\n    ",
      "\n- ",
      "- ",
      "'",
      '"',
      "# c",
      "&a",
      "*a",
      "!t",
      "|",
      ">",
      "?",
      "%",
      "a",
      "b: 1",
    ),
  );

  test("agrees with the yaml library about any text made of YAML's pieces", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => expectAgreement(pieces.join(""))),
      { numRuns: 4000 },
    );
  });

  test("agrees with the yaml library about scalars in every place", () => {
    fc.assert(
      fc.property(awkward, awkward, (key, value) => {
        for (const text of [
          `${key}: ${value}`,
          `a: { ${key}: ${value} }`,
          `a: [${value}, ${key}]`,
          `- ${value}\n- ${key}\n`,
        ])
          expectAgreement(text);
      }),
      { numRuns: 600 },
    );
  });

  test("agrees with the yaml library about whatever it prints", () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        awkward,
        fc.integer(),
        fc.double(),
        fc.boolean(),
        tie("list"),
        tie("map"),
      ),
      list: fc.array(tie("value"), { maxLength: 3 }),
      map: fc.dictionary(fc.oneof(awkward, fc.string({ minLength: 1 })), tie("value"), { maxKeys: 4 }),
    }));
    fc.assert(
      fc.property(value, fc.boolean(), (printed, isFlow) =>
        expectAgreement(stringify(printed, { collectionStyle: isFlow ? "flow" : "any" })),
      ),
      { numRuns: 600 },
    );
  });

  test("agrees with the yaml library about a spec with any one stretch cut out or doubled", () => {
    const text = specs[0] ?? "";
    const edit = fc.record({ from: fc.nat(text.length), length: fc.integer({ min: 1, max: 8 }), twice: fc.boolean() });
    fc.assert(
      fc.property(edit, ({ from, length, twice }) => {
        const stretch = text.slice(from, from + length);
        expectAgreement(text.slice(0, from) + (twice ? stretch + stretch : "") + text.slice(from + length));
      }),
      { numRuns: 150 },
    );
  });
});
