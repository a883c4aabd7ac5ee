import { describe, expect, test } from "vitest";
import { checkPolicies } from "../../policies/check-policies.ts";
import type { PolicyFinding } from "../../policies/check-report.ts";
import { factsOf } from "../../policies/facts/facts.ts";
import { basePack, type Pack } from "../../policies/pack/pack.ts";
import { rules } from "../../policies/registry.ts";
import type { RuleResult } from "../../policies/rule.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { compileCase, today } from "./check-case.ts";
import { type FixtureCase, fixtures } from "./fixture.ts";
import { saidTwice } from "./said-twice.ts";

describe.each(fixtures())("$policy", ({ policy, cases }) => {
  test.each(cases)("$expect: $name", (fixture) => {
    const compiled = compileCase(fixture);
    const { model } = compiled;
    const { findings, coverage } = checkPolicies({ ...compiled, today, pack: packOf(policy, fixture) });
    const own = findings.filter((finding) => finding.policy === policy);
    expect(saidTwice(findings)).toEqual([]);
    expect(othersOf(findings, policy)).toEqual([...(fixture.also ?? [])].sort());
    expect(verdictOf(policy, coverage)).toBe(fixture.expect);
    expect(own.map(({ key }) => key).sort()).toEqual([...(fixture.keys ?? [])].sort());
    if (fixture.expect === "not-compliant") expectPlace(own, fixture, model.source.text);
    expect(withoutEvidence(policy, compiled, fixture)).toEqual([]);
  });
});

/** A fixture of an optional policy turns it on, as a pack does, and a case may set parameters as one. */
function packOf(policy: string, { parameters = {} }: FixtureCase): Pack {
  const isOptional = rules.some(({ id, profile }) => id === policy && profile === "optional");
  return { ...basePack, policies: { [policy]: { parameters, ...(isOptional && { enabled: true }) } } };
}

/** Every finding and every pass shows what it rests on. */
function withoutEvidence(
  policy: string,
  compiled: ReturnType<typeof compileCase>,
  fixture: FixtureCase,
): readonly RuleResult[] {
  const rule = rules.find(({ id }) => id === policy);
  const parameters = { ...rule?.parameters, ...fixture.parameters };
  const results = rule?.check({ ...compiled, facts: factsOf(compiled.graph), today, parameters }) ?? [];
  return results.filter(({ verdict, evidence = [] }) => verdict !== "not-evaluated" && !evidence.some(isStep));
}

function isStep(line: string): boolean {
  return line.includes(" → ");
}

function othersOf(findings: readonly PolicyFinding[], policy: string): string[] {
  return [...new Set(findings.map((finding) => finding.policy))].filter((id) => id !== policy).sort();
}

function verdictOf(policy: string, coverage: ReturnType<typeof checkPolicies>["coverage"]): FixtureCase["expect"] {
  const own = coverage.find((entry) => entry.policy === policy);
  if (!own) return "not-applicable";
  if (own.open > 0) return "not-compliant";
  if (own.notEvaluated.length > 0) return "not-evaluated";
  return own.compliant > 0 ? "compliant" : "not-applicable";
}

function expectPlace(findings: readonly PolicyFinding[], fixture: FixtureCase, text: string): void {
  const [first] = findings;
  const lines = text.split("\n");
  const own = rules.find(({ id }) => id === first?.policy)?.severity;
  expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set([fixture.severity ?? own]));
  expect(new Set(findings.map(({ target }) => formatSpecPath(target)))).toEqual(new Set([fixture.target]));
  expect(new Set(findings.map(({ range }) => lines[range.line - 1]?.trim()))).toEqual(new Set([fixture.at].flat()));
}
