import {
  applies,
  lackTexts,
  type NotAsked,
  type Pass,
  type PolicyCoverage,
  type PolicyFinding,
  type SystemReport,
} from "../../../policies/check-report.ts";
import type { Policy } from "../../../policies/rule.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import { section } from "./section.ts";

/** What one policy says of one spec: each target with its verdict and what that rests on. */
export interface PolicyInSpec {
  readonly file: string;
  readonly environment?: string;
  /** Absent when the policy was not asked. */
  readonly coverage?: PolicyCoverage;
  /** What would ask it, when it was not asked. */
  readonly notAsked?: NotAsked["by"];
  readonly findings: readonly PolicyFinding[];
}

/** The part of a report that one policy is about. */
export function policyInSpec(policy: Policy, report: SystemReport): PolicyInSpec {
  const { file, environment } = report;
  const coverage = report.coverage.find((entry) => entry.policy === policy.id);
  const skipped = report.notAsked?.find((entry) => entry.policy === policy.id);
  return {
    file,
    ...(environment !== undefined && { environment }),
    ...(coverage && { coverage }),
    ...(skipped && { notAsked: skipped.by }),
    findings: report.findings.filter((finding) => finding.policy === policy.id),
  };
}

/** The same for people: findings first, then what nobody can judge, then what passes. */
export function printPolicyInSpec({ file, environment, coverage, notAsked, findings }: PolicyInSpec): string {
  const heading = `in ${file}${environment === undefined ? "" : ` (${environment})`}`;
  if (!coverage) return section(heading, [`not asked: ${notAsked ? lackTexts[notAsked] : "no waiver counts"}`]);
  if (!applies(coverage)) return section(heading, ["nothing to judge"]);
  return section(heading, [
    ...findings.flatMap(findingLines),
    ...coverage.notEvaluated.map(({ target, reason }) => `not evaluated  ${formatSpecPath(target)}: ${reason}`),
    ...(coverage.passes ?? []).flatMap(passLines),
  ]);
}

/** The same for programs. */
export function policyInSpecDocument({ file, environment, coverage, notAsked, findings }: PolicyInSpec): object {
  return {
    file,
    environment: environment ?? null,
    asked: coverage !== undefined,
    notAsked: notAsked ?? null,
    findings: findings.map(({ status, target, key, range, message, expected, actual, evidence, resource }) => ({
      ...{ status, target: formatSpecPath(target), key, line: range.line, message, expected, actual, evidence },
      resource: resource ?? null,
    })),
    notEvaluated: (coverage?.notEvaluated ?? []).map(({ target, reason }) => ({
      target: formatSpecPath(target),
      reason,
    })),
    passes: (coverage?.passes ?? []).map(({ target, evidence, resource }) => ({
      ...{ target: formatSpecPath(target), evidence },
      resource: resource ?? null,
    })),
  };
}

function findingLines({ status, target, range, message, evidence }: PolicyFinding): readonly string[] {
  return [`${status}  ${formatSpecPath(target)} (line ${range.line}): ${message}`, ...evidence.map(indented)];
}

function passLines({ target, evidence }: Pass): readonly string[] {
  return [`passes  ${formatSpecPath(target)}`, ...evidence.map(indented)];
}

function indented(line: string): string {
  return `  ${line}`;
}
