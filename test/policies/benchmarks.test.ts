import { describe, expect, test } from "vitest";
import { benchmarks, checkedControls } from "../../policies/benchmarks/benchmarks.ts";
import { policies } from "../../policies/registry.ts";

const anchored = new Set(policies.flatMap(({ anchors }) => anchors.map(({ control }) => control)));

describe.each(benchmarks)("$name", ({ prefix, rows, ...benchmark }) => {
  const controls = rows.flatMap((row) => row.controls.map(({ control }) => control));
  const withGap = rows.filter(({ gap }) => gap).flatMap((row) => row.controls.map(({ control }) => control));

  test("has each control once, under its own name", () => {
    expect(controls.filter((control, index) => controls.indexOf(control) !== index)).toEqual([]);
    expect(controls.filter((control) => !control.startsWith(`${prefix} `))).toEqual([]);
  });

  test("says of each control either who checks it or why nobody does", () => {
    expect(withGap.filter((control) => anchored.has(control))).toEqual([]);
    expect(controls.filter((control) => !withGap.includes(control) && !anchored.has(control))).toEqual([]);
  });

  test("has every control that a policy names", () => {
    const named = [...anchored].filter((control) => control.startsWith(`${prefix} `));
    expect(named.filter((control) => !controls.includes(control))).toEqual([]);
  });

  test("has a title for each row, and a reason in a sentence for each that nobody checks", () => {
    for (const { title, limit = "None.", gap } of rows) {
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      for (const sentence of [limit, gap?.reason ?? "None."]) expect(sentence).toMatch(/^[A-Za-z].*\.$/);
    }
    expect(benchmark.source).toMatch(/\.$/);
  });

  test("groups only what nobody checks", () => {
    expect(rows.filter(({ gap, controls: group }) => !gap && group.length !== 1)).toEqual([]);
  });

  test("leads to a page for each control", () => {
    for (const row of rows) for (const { url } of row.controls) expect(url).toMatch(/^https:\/\/\S+$/);
  });
});

/** As many as the benchmarks have, counted in the sources that the tables name. */
test.each([
  ["CIS-EKS", 50],
  ["CIS-AWS", 63],
  ["FSBP", 367],
  ["PSS", 18],
  ["NSA", 25],
])("%s has %i controls", (prefix, count) => {
  const rows = benchmarks.find((benchmark) => benchmark.prefix === prefix)?.rows ?? [];
  expect(rows.flatMap(({ controls }) => controls)).toHaveLength(count);
});

test("controls stand in the order of their benchmark, each with its policies", () => {
  const anchors = (...controls: readonly string[]) => controls.map((control) => ({ control }));
  const rows = ["X 4.10", "X 4.9", "X 4.11"].map((control) => ({ controls: [{ control }], title: control }));
  const found = checkedControls({ rows }, [
    { id: "b", anchors: anchors("X 4.10", "X 4.9") },
    { id: "a", anchors: anchors("X 4.10", "Y 4.11") },
  ]);
  expect(found.map(({ control, checks }) => [control, checks.map(({ policy }) => policy)])).toEqual([
    ["X 4.10", ["a", "b"]],
    ["X 4.9", ["b"]],
  ]);
});
