import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { policies, rules } from "../../policies/registry.ts";
import { policyGroups } from "../../policies/rule.ts";
import { fixtures } from "./fixture.ts";

const folder = new URL("../../policies/", import.meta.url);
const filesOf = (group: string): string[] =>
  existsSync(new URL(group, folder))
    ? readdirSync(new URL(group, folder)).map((file) => file.replace(/\.ts$/, ""))
    : [];

describe.each(rules)("$id", (rule) => {
  const fixture = fixtures().find(({ policy }) => policy === rule.id);

  test("has a file of its name in the folder of its group", () => {
    expect(filesOf(rule.group)).toContain(rule.id);
  });

  test("has a fixture with a state that passes and one that fails", () => {
    expect(fixture?.group).toBe(rule.group);
    const verdicts = fixture?.cases.map((each) => each.expect) ?? [];
    expect(verdicts).toContain("compliant");
    expect(verdicts).toContain("not-compliant");
  });

  test("has a passing state that a spec can say, for its documentation", () => {
    expect(fixture?.cases.some(({ expect: verdict, spec, patch }) => verdict === "compliant" && spec && !patch)).toBe(
      true,
    );
  });
});

describe.each(policies)("$id", (policy) => {
  test("says what, why and what to do, and who else asks for it", () => {
    for (const text of [policy.title, policy.rationale, policy.remediation]) expect(text.length).toBeGreaterThan(9);
    for (const sentence of [policy.rationale, policy.remediation]) expect(sentence).toMatch(/^[A-Z`].*\.$/s);
    expect(policy.title).not.toMatch(/\.$/);
    expect(policy.anchors.length).toBeGreaterThan(0);
    for (const { url } of policy.anchors) expect(url ?? "https://").toMatch(/^https:\/\//);
  });

  test("can be waived for a limited time, or not at all", () => {
    expect(policy.maxWaiverDays > 0).toBe(policy.waivable);
    expect(policy.maxWaiverDays).toBeLessThanOrEqual(365);
  });
});

test("every policy has an id of its own", () => {
  expect(new Set(policies.map(({ id }) => id)).size).toBe(policies.length);
});

test("no policy's file is missing from the registry", () => {
  const files = policyGroups.filter((group) => group !== "waivers").flatMap(filesOf);
  expect(files.sort()).toEqual(rules.map(({ id }) => id).sort());
});

test("no fixture is left without its policy", () => {
  expect(
    fixtures()
      .map(({ policy }) => policy)
      .sort(),
  ).toEqual(rules.map(({ id }) => id).sort());
});
