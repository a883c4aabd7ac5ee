import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { SpecFinding, SpecPath } from "../../schema/finding.ts";
import { complete } from "./fixtures.ts";
import { load } from "./harness.ts";

const junk = fc.oneof(
  fc.constantFrom(null, "", 0, -1, 1.5, true, [], {}, [null], { "": null }, "a", "10.0.0.0/33", "0.0.0.0/0", "999d"),
  fc.integer(),
  fc.string(),
  fc.array(fc.oneof(fc.integer(), fc.string())),
  fc.dictionary(fc.string(), fc.string()),
);
const paths = pathsOf(parse(complete));
const environment = fc.constantFrom(undefined, "dev", "prod");

describe("nothing that a spec can say ends in an exception", { timeout: 120_000 }, () => {
  test("any value in any place", () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), junk, environment, (path, value, name) => {
        const text = stringify(withValue(parse(complete), path, value));
        expectPlaces(text, load(text, name).findings);
      }),
      { numRuns: 100 },
    );
  });

  test("any place left out", () => {
    for (const path of paths) {
      const text = stringify(withValue(parse(complete), path, undefined));
      expectPlaces(text, load(text, "dev").findings);
    }
  });

  test("any stretch of the text replaced by other characters", () => {
    const characters = fc.string({ unit: fc.constantFrom(..." \t\n:-[]{}&*!|>'\"%@`#?,<a1é😀\u0000"), maxLength: 4 });
    fc.assert(
      fc.property(fc.nat(complete.length), fc.nat(8), characters, (at, length, insert) => {
        const text = complete.slice(0, at) + insert + complete.slice(at + length);
        expectPlaces(text, load(text, "dev").findings);
      }),
      { numRuns: 100 },
    );
  });

  test("any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(load(bytes).findings.length).toBeGreaterThan(0);
      }),
    );
  });
});

function expectPlaces(text: string, findings: readonly SpecFinding[]): void {
  const lines = text.split("\n").length;
  for (const { range, help } of findings) {
    expect(range.line).toBeGreaterThanOrEqual(1);
    expect(range.endLine).toBeLessThanOrEqual(lines);
    expect(range.endLine).toBeGreaterThanOrEqual(range.line);
    if (range.endLine === range.line) expect(range.endColumn).toBeGreaterThanOrEqual(range.column);
    expect(help).not.toBe("");
  }
}

function pathsOf(value: unknown): SpecPath[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [[key], ...pathsOf(part).map((path) => [key, ...path])]);
}

function withValue(root: unknown, path: SpecPath, value: unknown): unknown {
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], root);
  const key = path.at(-1) ?? "";
  if (value !== undefined) (parent as Record<string, unknown>)[key] = value;
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete (parent as Record<string, unknown>)[key];
  return root;
}
