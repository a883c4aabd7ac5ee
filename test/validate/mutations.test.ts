import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { manifestsOf, messagesOf } from "./graph-of.ts";
import { mutants } from "./mutants.ts";
import { mutate } from "./mutate.ts";

const system = manifestsOf(readFileSync(new URL("./system.yaml", import.meta.url), "utf8"));

test("the system that the mutants start from is sound", () => {
  expect(messagesOf(system)).toEqual([]);
});

test("there are mutants of every kind, and 150 at least", () => {
  expect(Object.keys(mutants).sort()).toEqual([...new Set(system.map(({ kind }) => kind))].sort());
  expect(Object.values(mutants).flat().length).toBeGreaterThanOrEqual(150);
});

describe.each(Object.keys(mutants))("a broken %s is refused, and the field is named", (kind) => {
  const rows = (mutants[kind] ?? []).map(([field, value, named = field]) => {
    const shown = JSON.stringify(value) ?? "missing";
    return { title: `${field} is ${shown.slice(0, 60)}`, field, value, named };
  });
  test.each(rows)("$title", ({ field, value, named }) => {
    const index = system.findIndex((manifest) => manifest.kind === kind);
    const broken = system.map((manifest, place) => (place === index ? mutate(manifest, field, value) : manifest));
    const messages = messagesOf(broken, { namespaces: ["shop"] });
    expect(messages.some((message) => message.split('"')[1]?.endsWith(named))).toBe(true);
  });
});
