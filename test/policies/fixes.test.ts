import { describe, expect, test } from "vitest";
import { checkPolicies } from "../../policies/check-policies.ts";
import type { PolicyFinding } from "../../policies/check-report.ts";
import { policies } from "../../policies/registry.ts";
import { applyEdit } from "../../schema/edit/apply-edit.ts";
import type { SpecEdit } from "../../schema/edit/spec-edit.ts";
import { valueAt } from "../../schema/resolve/plain-data.ts";
import { compile } from "../compiler/compile.ts";
import { today } from "./check-case.ts";
import { fixtures, specText } from "./fixture.ts";

/** Every failing case that a spec can say: its text, and what is found. */
const cases = fixtures().flatMap(({ policy, cases: all }) =>
  all.flatMap((fixture) => {
    if (fixture.expect !== "not-compliant" || fixture.patch) return [];
    const text = specText(fixture);
    const fixed = findingsOf(text).filter((finding) => finding.policy === policy && finding.fix);
    return fixed.map((finding) => ({ policy, name: `${fixture.name}: ${finding.key}`, text, finding }));
  }),
);

function findingsOf(text: string): readonly PolicyFinding[] {
  return checkPolicies({ ...compile(text), today }).findings;
}

describe("a fix mends its finding, finds nothing new, and changes nothing else", () => {
  test.each(cases.map((each) => [each.policy, each.name, each] as const))("%s, %s", (_, __, { text, finding }) => {
    const fix = finding.fix as SpecEdit;
    const edited = applyEdit(text, fix) ?? "";
    const identity = ({ policy, target, key }: PolicyFinding) => JSON.stringify([policy, target, key]);
    const before = new Set(findingsOf(text).map(identity));
    const after = findingsOf(edited).map(identity);
    expect(after).not.toContain(identity(finding));
    expect(after.filter((each) => !before.has(each))).toEqual([]);
    if (fix.kind !== "remove") expect(valueAt(compile(edited).model.source.value, fix.path)).toEqual(fix.value);
    expect(linesOf(text).filter((line) => !linesOf(edited).includes(line)).length).toBeLessThanOrEqual(8);
  });
});

function linesOf(text: string): readonly string[] {
  return text.split("\n");
}

test("the policies that say so have a fix that is proven here, and no others", () => {
  const proven = new Set(cases.map(({ policy }) => policy));
  // A waiver is no rule's, and has no fixture: `groundplan check --fix` is tested with one.
  const expected = policies.filter(({ fixable, id }) => fixable && id !== "waiver-unused").map(({ id }) => id);
  expect([...proven].sort()).toEqual([...expected].sort());
});
