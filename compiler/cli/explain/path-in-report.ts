import type { PolicyFinding, SystemReport } from "../../../policies/check-report.ts";
import type { Policy } from "../../../policies/rule.ts";
import type { SpecPath } from "../../../schema/finding.ts";
import { formatSpecPath, isWithin } from "../../../schema/spec-path.ts";
import { section } from "./section.ts";

/** What the policies say of a part of a spec: why it is flagged and how to mend or waive that, and why it is allowed. */
export function printVerdicts(path: SpecPath, report: SystemReport, policies: readonly Policy[]): string {
  const known = new Map(policies.map((policy) => [policy.id, policy]));
  const findings = report.findings.filter((finding) => isAbout(finding, path));
  return [
    section(
      "findings",
      findings.flatMap((finding) => findingLines(finding, known.get(finding.policy))),
    ),
    section("passes", passLines(path, report)),
  ].join("");
}

function isAbout(finding: PolicyFinding, path: SpecPath): boolean {
  return isWithin(finding.path, path) || isWithin(path, finding.path) || isWithin(finding.target, path);
}

/** A finding on one line. */
export function findingLine({ severity, policy, status, message }: PolicyFinding): string {
  return `${severity}[${policy}]${status === "open" ? "" : ` (${status})`}: ${message}`;
}

function findingLines(finding: PolicyFinding, policy: Policy | undefined): readonly string[] {
  const { expected, actual, evidence, help } = finding;
  const anchors = policy?.anchors.map(({ control }) => control).join(", ") ?? "";
  return [
    findingLine(finding),
    ...(policy ? [`  why: ${policy.rationale}`] : []),
    `  expected: ${expected}`,
    `  actual: ${actual}`,
    ...evidence.map((step) => `  evidence: ${step}`),
    `  what to do: ${help}`,
    ...(anchors === "" ? [] : [`  asked for by: ${anchors}`]),
    `  ${waiverText(finding, policy)}`,
  ];
}

function waiverText({ waiver, policy: id, target, key }: PolicyFinding, policy: Policy | undefined): string {
  if (waiver) return `waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`;
  if (policy?.waivable === false) return "It cannot be waived.";
  return `to waive it: groundplan waive ${id} ${formatSpecPath(target)} --finding ${JSON.stringify(key)} --reason "…"`;
}

function passLines(path: SpecPath, { coverage }: SystemReport): readonly string[] {
  return coverage.flatMap(({ policy, passes = [] }) => {
    const own = passes.filter(({ target }) => isWithin(target, path));
    return own.length === 0 ? [] : [policy, ...own.flatMap(({ evidence }) => evidence.map((step) => `  ${step}`))];
  });
}
