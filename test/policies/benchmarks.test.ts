import { describe, expect, test } from "vitest";
import { benchmarks, checkedControls } from "../../policies/benchmarks/benchmarks.ts";
import { inexpressible, unchecked } from "../../policies/benchmarks/beyond-the-spec.ts";
import { policies } from "../../policies/registry.ts";

const gaps = [...inexpressible, ...unchecked].flatMap(({ controls }) => controls);

describe("what no policy checks", () => {
  test("is named once, and is of a benchmark", () => {
    expect(new Set(gaps).size).toBe(gaps.length);
    for (const control of gaps) expect(benchmarks.some(({ prefix }) => control.startsWith(`${prefix} `))).toBe(true);
  });

  test("is not what a policy says that it checks", () => {
    const checked = policies.flatMap(({ anchors }) => anchors.map(({ control }) => control));
    expect(gaps.filter((control) => checked.includes(control))).toEqual([]);
  });
});

test("controls stand in the order of their numbers, each with its policies", () => {
  const anchors = (...controls: readonly string[]) => controls.map((control) => ({ control }));
  const found = checkedControls({ prefix: "CIS-EKS" }, [
    { id: "b", anchors: anchors("CIS-EKS 4.1.10", "CIS-EKS 4.1.9") },
    { id: "a", anchors: anchors("CIS-EKS 4.1.10", "CIS-AWS 4.1.1") },
  ]);
  expect(found.map(({ control, policies: ids }) => [control, ids])).toEqual([
    ["CIS-EKS 4.1.9", ["b"]],
    ["CIS-EKS 4.1.10", ["a", "b"]],
  ]);
});
