import { describe, expect, test } from "vitest";
import { checkPolicies } from "../../../policies/check-policies.ts";
import type { PolicyFinding } from "../../../policies/check-report.ts";
import { rules } from "../../../policies/registry.ts";
import { severities } from "../../../schema/finding.ts";
import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import { compile } from "../../compiler/compile.ts";
import { today } from "../check-case.ts";
import { patchGraph } from "../patch-graph.ts";
import { mutations, mutationsByPolicy, systemText, unchangeable } from "./mutation.ts";

const { model, graph } = compile(systemText);
const unchanged = new Set(findingsOf(graph).map(identity));

function findingsOf(changed: ResourceGraph): readonly PolicyFinding[] {
  return checkPolicies({ model, graph: changed, today, noWaivers: true }).findings;
}

function identity({ policy, target, key }: PolicyFinding): string {
  return `${policy} ${formatSpecPath(target)} ${key}`;
}

function placeOf({ range }: PolicyFinding): string {
  return systemText.split("\n")[range.line - 1]?.slice(range.column - 1) ?? "";
}

test("nobody finds fault with the system that is changed", () => {
  const { findings, coverage } = checkPolicies({ model, graph, today });
  expect(findings.filter(({ status }) => status === "open")).toEqual([]);
  expect(coverage.filter(({ notEvaluated }) => notEvaluated.length > 0)).toEqual([]);
});

describe.each(mutations())("$policy", ({ policy, keys, at, ...patch }) => {
  const { nodes, stack, add, ...change } = patch;
  test(`sees ${nodes ?? stack ?? add?.name} with ${JSON.stringify(add ?? change)}`, () => {
    const fresh = findingsOf(patchGraph(graph, [patch])).filter((finding) => !unchanged.has(identity(finding)));
    const own = fresh.filter((finding) => finding.policy === policy);
    expect([...new Set(own.map(({ key }) => key))].sort()).toEqual([...keys].sort());
    const places = [at].flat();
    for (const finding of own) expect(places.some((place) => placeOf(finding).startsWith(place))).toBe(true);
    for (const place of places) expect(own.some((finding) => placeOf(finding).startsWith(place))).toBe(true);
    expect(new Set(fresh.map(identity)).size).toBe(fresh.length);
  });
});

const graphRules = rules.filter(({ stage }) => stage === "graph");
const counts = mutationsByPolicy();

test.each(severities)("the rules of the graph of severity %s are proven by changes", (severity) => {
  const own = graphRules.filter((rule) => rule.severity === severity);
  const proven = own.filter(({ id }) => counts.has(id));
  const changes = own.reduce((sum, { id }) => sum + (counts.get(id) ?? 0), 0);
  process.stdout.write(`${severity}: ${proven.length} of ${own.length} rules, by ${changes} changes\n`);
  const missing = own.map(({ id }) => id).filter((id) => !counts.has(id) && !(id in unchangeable));
  expect(missing).toEqual([]);
  if (severity === "high" || severity === "critical") expect(proven).toHaveLength(own.length);
});

test("a rule that no change can break is one of the graph, and has none", () => {
  for (const id of Object.keys(unchangeable)) {
    expect(graphRules.map((rule) => rule.id)).toContain(id);
    expect(counts.has(id)).toBe(false);
  }
});
