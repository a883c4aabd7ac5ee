import { formatSpecPath } from "../../schema/spec-path.ts";
import type { CheckReport, PolicyFinding, SystemReport } from "../check-report.ts";
import { jsonText } from "./json-text.ts";
import { laidOverIn } from "./laid-over.ts";
import { failsRun } from "./outcome.ts";
import type { PolicyDescription, ReportOptions } from "./renderer.ts";

/** The kinds of object in which clusters keep what policies found. They have the same shape. */
const kinds = {
  /** https://github.com/kubernetes-sigs/wg-policy-prototypes/tree/master/policy-report */
  policy: { apiVersion: "wgpolicyk8s.io/v1alpha2", kind: "PolicyReport" },
  /** What takes its place: https://github.com/openreports/reports-api */
  open: { apiVersion: "openreports.io/v1alpha1", kind: "Report" },
} as const;

type Kind = (typeof kinds)[keyof typeof kinds];

/**
 * A PolicyReport for each system in each environment, as a Kubernetes List: what dashboards of policies in a cluster
 * read, beside the reports of admission controllers. `kubectl apply --server-side` takes it, however large: without
 * that, kubectl keeps a copy in an annotation, which may have 256 KiB.
 */
export function renderPolicyReport(report: CheckReport, { policies }: ReportOptions): string {
  return listOf(report, policies, kinds.policy);
}

/** The same in the kind of object that takes the PolicyReport's place. */
export function renderOpenReport(report: CheckReport, { policies }: ReportOptions): string {
  return listOf(report, policies, kinds.open);
}

function listOf(report: CheckReport, policies: readonly PolicyDescription[], kind: Kind): string {
  const described = new Map(policies.map((policy) => [policy.id, policy]));
  const items = report.systems.map((system) => ({ ...kind, ...contentOf(system, report, described) }));
  return jsonText({ apiVersion: "v1", kind: "List", items });
}

type Result = "pass" | "fail" | "warn" | "error" | "skip";

interface Entry {
  readonly result: Result;
  readonly [key: string]: unknown;
}

function contentOf(
  system: SystemReport,
  { failOn, today }: CheckReport,
  described: ReadonlyMap<string, PolicyDescription>,
): object {
  const notes = laidOverIn(system);
  const timestamp = { seconds: Date.parse(`${today}T00:00:00Z`) / 1000, nanos: 0 };
  const shared = { source: "groundplan", timestamp, scored: true };
  const results: Entry[] = [
    ...system.problems.map(({ code, message, help, range }) => ({
      ...shared,
      policy: code,
      result: "error" as const,
      message: `${message}; help: ${help}`,
      properties: { file: system.file, line: String(range.line) },
    })),
    ...system.findings.map((finding) => ({ ...shared, ...findingEntry(finding, failOn, described) })),
    ...system.coverage.flatMap(({ policy, compliant, notEvaluated }) => [
      ...(compliant > 0
        ? [{ ...shared, ...policyEntry(policy, described), result: "pass" as const, message: `${compliant} targets` }]
        : []),
      ...notEvaluated.map(({ target, reason }) => ({
        ...shared,
        ...policyEntry(policy, described),
        result: "skip" as const,
        message: `${formatSpecPath(target)}: not evaluated, ${reason}`,
      })),
    ]),
  ];
  const summary = Object.fromEntries(
    (["pass", "fail", "warn", "error", "skip"] as const).map((each) => [
      each,
      results.filter(({ result }) => result === each).length,
    ]),
  );
  return {
    metadata: {
      name: nameOf(system),
      labels: { "app.kubernetes.io/managed-by": "groundplan" },
      ...(notes.length > 0 && {
        annotations: { "groundplan.dev/laid-over": notes.map(({ text }) => text).join("\n") },
      }),
    },
    summary,
    results,
  };
}

function findingEntry(
  finding: PolicyFinding,
  failOn: CheckReport["failOn"],
  described: ReadonlyMap<string, PolicyDescription>,
) {
  const { policy, status, message, file, range, target, key, help, waiver } = finding;
  const result: Result = status === "open" ? (failsRun(finding, failOn) ? "fail" : "warn") : "skip";
  return {
    ...policyEntry(policy, described),
    severity: finding.severity,
    result,
    message: waiver ? `${message}; waived until ${waiver.expires} by ${waiver.owner}` : message,
    properties: { file, line: String(range.line), target: formatSpecPath(target), finding: key, help },
  };
}

function policyEntry(id: string, described: ReadonlyMap<string, PolicyDescription>) {
  const policy = described.get(id);
  return { policy: id, ...(policy && { category: policy.group, severity: policy.severity }) };
}

/** The name of an object of Kubernetes: a DNS subdomain. No system has a dot in its name, so that no two are the same. */
function nameOf({ system, environment, file }: SystemReport): string {
  const name = [`groundplan-${system ?? file}`, ...(environment === undefined ? [] : [environment])].join(".");
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, "-")
    .replace(/[.-]+$/, "")
    .slice(0, 253);
}
