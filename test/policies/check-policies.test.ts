import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { checkPolicies, type PolicyOutcome } from "../../policies/check-policies.ts";
import { defineRule, type Profile, type Rule } from "../../policies/rule.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { compile, specOf } from "../compiler/compile.ts";
import { check, today } from "./check-case.ts";

function rule(
  id: string,
  profile: Profile,
  check: Rule["check"] = () => [{ verdict: "compliant", target: ["network"] }],
): Rule {
  const text = "For tests.";
  return defineRule({
    id,
    title: text,
    group: "network",
    severity: "high",
    profile,
    stage: "model",
    rationale: text,
    remediation: text,
    anchors: [],
    waivable: true,
    maxWaiverDays: 90,
    parameters: {},
    check,
  });
}

const asked = ({ coverage }: PolicyOutcome): string[] =>
  coverage.map(({ policy }) => policy).filter((id) => !id.startsWith("waiver-"));

describe("a policy is asked", () => {
  const rules = (["base", "prod", "regulated", "optional", "correctness"] as const).map((profile) =>
    rule(profile, profile),
  );

  test.each([
    ["base", ["base", "correctness"]],
    ["prod", ["base", "correctness", "prod"]],
    ["regulated", ["base", "correctness", "prod", "regulated"]],
  ])("by the profile %s or a milder one", (profile, expected) => {
    expect(asked(check({ profile }, { rules }))).toEqual(expected);
  });

  test("although it is optional, where a pack turns it on", () => {
    const pack = { name: "acme", owner: "security@example.com", policies: { optional: { enabled: true } } };
    expect(asked(check({}, { rules, pack }))).toEqual(["base", "correctness", "optional"]);
  });
});

describe("coverage", () => {
  test("tells apart what passes, what fails and what nobody can judge", () => {
    const verdicts = rule("verdicts", "base", () => [
      { verdict: "compliant", target: ["network"] },
      { verdict: "not-evaluated", target: ["cluster"], reason: "known only at apply" },
      { verdict: "not-compliant", target: ["cluster"], key: "a", message: "wrong", expected: "right", actual: "wrong" },
    ]);
    expect(check({}, { rules: [verdicts], noWaivers: true }).coverage).toEqual([
      {
        policy: "verdicts",
        compliant: 1,
        open: 1,
        waived: 0,
        notEvaluated: [{ target: ["cluster"], reason: "known only at apply" }],
      },
    ]);
  });

  test("keeps what passes, with what that rests on, only where it is asked for", () => {
    const passing = rule("passing", "base", () => [
      { verdict: "compliant", target: ["network"], evidence: ["VPC main → flow log main"] },
    ]);
    const input = { rules: [passing], noWaivers: true };
    expect(check({}, { ...input, keepPasses: true }).coverage[0]?.passes).toEqual([
      { target: ["network"], evidence: ["VPC main → flow log main"] },
    ]);
    expect(check({}, input).coverage[0]?.passes).toBeUndefined();
  });

  test("names the policies that were not asked, and who asks them", () => {
    const strict = [rule("b", "prod", () => []), rule("a", "optional", () => []), rule("c", "base", () => [])];
    expect(check({}, { rules: strict }).notAsked).toEqual([
      { policy: "a", by: "optional" },
      { policy: "b", by: "prod" },
    ]);
  });

  test("has every policy that was asked, whatever it found", () => {
    const { coverage } = check();
    const ids = coverage.map(({ policy }) => policy);
    expect(ids).toEqual([...ids].sort());
    expect(ids).toContain("net-nodes-private-subnets");
    expect(ids).not.toContain("avail-pdb");
  });
});

describe("a finding stands", () => {
  const at = (path: readonly (string | number)[]) => {
    const pointing = rule("pointing", "base", () => [
      {
        verdict: "not-compliant",
        target: ["services", "api"],
        path,
        key: "a",
        message: "wrong",
        expected: "right",
        actual: "wrong",
      },
    ]);
    const { model, graph } = compile(spec);
    const { findings } = checkPolicies({ model, graph, today, rules: [pointing] });
    const [{ range } = { range: { line: 0, column: 0 } }] = findings;
    return spec.split("\n")[range.line - 1]?.slice(range.column - 1);
  };
  const spec = readFileSync(new URL("base.yaml", import.meta.url), "utf8");

  test.each([
    ["at a value", ["services", "api", "port"], "8000"],
    ["at the key of a map", ["services", "api", "resources"], "resources: { cpu"],
    ["at the key of a list", ["network", "zones"], "zones: [a"],
    ["at the nearest key that somebody wrote, for a default", ["services", "api", "security", "runAsUser"], "api:"],
  ] as const)("%s", (_, path, expected) => {
    expect(at(path)?.startsWith(expected)).toBe(true);
  });
});

/** The same data with the keys of every map in another order. */
function shuffled(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, random));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => ({
    key,
    inner: shuffled(inner, random),
    rank: random(),
  }));
  return Object.fromEntries(
    entries.sort((left, right) => left.rank - right.rank).map(({ key, inner }) => [key, inner]),
  );
}

const withoutPlace = ({ findings, coverage }: PolicyOutcome) => ({
  findings: findings.map(({ range: _, ...finding }) => JSON.stringify(finding)).sort(),
  coverage,
});

describe("the order of a spec's keys", () => {
  const written = parse(specOf("fastapi-app")) as unknown;
  const expected = outcomeOf(stringify(written));

  function outcomeOf(text: string): PolicyOutcome {
    return checkPolicies({ ...compile(text), today });
  }

  test("changes nothing but the lines that findings stand on", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 400, maxLength: 400 }), (ranks) => {
        let next = 0;
        const text = stringify(shuffled(written, () => ranks[next++ % ranks.length] ?? 0));
        expect(withoutPlace(outcomeOf(text))).toEqual(withoutPlace(expected));
      }),
      { numRuns: 15 },
    );
  });

  test("gives findings by line and column", () => {
    const lines = expected.findings.map(({ range }) => range.line * 1000 + range.column);
    expect(lines).toEqual([...lines].sort((left, right) => left - right));
  });
});

describe("the FastAPI system without waivers", () => {
  const { model, graph } = compile(specOf("fastapi-app"));
  const { findings, coverage } = checkPolicies({ model, graph, today, noWaivers: true });

  test("fails the gate by what its document chose", () => {
    const serious = findings.filter(({ severity }) => severity === "high" || severity === "critical");
    expect([...new Set(serious.map(({ policy }) => policy))].sort()).toEqual([
      "edge-https-only",
      "edge-sensitive-paths-private",
      "eks-endpoint-private",
      "image-pinned",
      "net-nodes-private-subnets",
    ]);
  });

  test("has nothing that nobody can judge", () => {
    expect(coverage.filter(({ notEvaluated }) => notEvaluated.length > 0)).toEqual([]);
  });
});

describe("a system of 500 services", () => {
  const services = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [
      `service-${index}`,
      {
        image: { repository: `service-${index}`, tag: index % 2 ? "1.0.0" : "latest" },
        port: 8000,
        uses: { jobs: "send" },
        replicas: 2,
      },
    ]),
  );
  const { findings } = check({ services, cluster: { nodePools: { workers: { size: { max: 100 } } } } });

  test("has a finding for each that breaks a policy, and for no other", () => {
    expect(findings.filter(({ policy }) => policy === "image-pinned")).toHaveLength(250);
    expect(findings.filter(({ policy }) => policy === "pod-probes")).toHaveLength(1000);
    expect([...new Set(findings.map(({ policy }) => policy))].sort()).toEqual(["image-pinned", "pod-probes"]);
  });

  test("tells every finding from every other by policy, target and key", () => {
    const identities = findings.map(({ policy, target, key }) => `${policy} ${formatSpecPath(target)} ${key}`);
    expect(new Set(identities).size).toBe(identities.length);
  });
});
