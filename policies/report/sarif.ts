import type { Log, ReportingDescriptor, Result } from "sarif";
import { compareText, type Severity, type SpecFinding } from "../../schema/finding.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { AppliedWaiver, CheckReport, PolicyFinding } from "../check-report.ts";
import { jsonText } from "./json-text.ts";
import type { PolicyDescription, ReportOptions } from "./renderer.ts";
import { type FileReport, type Occurrence, reportByFile } from "./report-by-file.ts";
import { location, type SourcePlace } from "./sarif-location.ts";
import { plainMessage } from "./sarif-message.ts";
import { notifications } from "./sarif-notifications.ts";
import { baselineStates, goneFindings } from "./sarif-states.ts";

/**
 * SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
 * Waived findings are there as suppressed results.
 */
export function renderSarif(report: CheckReport, options: ReportOptions): string {
  const files = reportByFile(report);
  const rules = ruleDescriptors(files, options.policies);
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const stateOf = baselineStates(report);
  const context = { ...options, systems: systemsByFile(report) };
  const results = files.flatMap((file) => [
    ...file.problems.map((problem) => problemResult(problem, options)),
    ...file.findings.map((finding) => findingResult(finding, stateOf(finding.item), context)),
  ]);
  results.push(...goneFindings(report).map((finding) => findingResult(finding, "absent", context)));
  const notes = files.flatMap((file) => notifications(file, options));
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "groundplan", semanticVersion: options.version, rules } },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: files.every((file) => file.problems.length === 0),
            ...(notes.length > 0 && { toolExecutionNotifications: notes }),
          },
        ],
        results: results.map((result) => ({ ...result, ruleIndex: indexes.get(result.ruleId ?? "") ?? -1 })),
      },
    ],
  };
  return jsonText(log);
}

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

/**
 * A score in the middle of the band that code scanning gives the severity's name to:
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
const securitySeverities: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
  info: "0.0",
};

/** The policies that were asked, and the kinds of spec mistakes that were made. */
function ruleDescriptors(files: readonly FileReport[], policies: readonly PolicyDescription[]): ReportingDescriptor[] {
  const codes = new Set(files.flatMap((file) => file.problems.map(({ item }) => item.code)));
  return [
    ...[...policies].sort((left, right) => compareText(left.id, right.id)).map(policyDescriptor),
    ...[...codes].sort(compareText).map((code) => ({
      id: code,
      shortDescription: { text: `The spec is not valid: ${code}` },
      fullDescription: { text: "A spec with a mistake is not compiled, and no policy is asked about it." },
      help: { text: "Correct the spec where the result points; its message says how." },
      defaultConfiguration: { level: "error" as const },
      properties: { "security-severity": securitySeverities.high, tags: ["security"] },
    })),
  ];
}

function policyDescriptor(policy: PolicyDescription): ReportingDescriptor {
  const { id, title, severity, rationale, remediation, anchors } = policy;
  const helpUri = anchors.find((anchor) => anchor.url !== undefined)?.url;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: rationale },
    help: { text: remediation },
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level: levels[severity] },
    properties: {
      "security-severity": securitySeverities[severity],
      tags: ["security", ...anchors.map((anchor) => anchor.control)],
    },
  };
}

function problemResult({ item }: Occurrence<SpecFinding>, place: SourcePlace): Result {
  const { code, file, path, range, message, help } = item;
  return {
    ruleId: code,
    level: "error",
    message: plainMessage(message, `help: ${help}`),
    locations: [location({ file, range, path }, place)],
  };
}

interface ResultContext extends SourcePlace {
  /** The names of the systems, by their files. */
  readonly systems: ReadonlyMap<string, string>;
}

/** Also of systems that are gone. */
function systemsByFile({ systems, delta }: CheckReport): ReadonlyMap<string, string> {
  const all = [...(delta?.systems ?? []), ...systems];
  return new Map(all.flatMap(({ file, system }) => (system === undefined ? [] : [[file, system] as const])));
}

function findingResult(
  { item, environments }: Occurrence<PolicyFinding>,
  state: Result["baselineState"],
  context: ResultContext,
): Result {
  const { policy, severity, file, range, path, target, key, message, help, resource, waiver } = item;
  const { expected, actual, evidence, notes } = item;
  const identity = [context.systems.get(file) ?? file, policy, formatSpecPath(target), key, ...environments];
  return {
    ruleId: policy,
    level: levels[severity],
    message: plainMessage(message, `expected: ${expected}`, `actual: ${actual}`, `help: ${help}`),
    locations: [location({ file, range, path }, context)],
    partialFingerprints: { "groundplanFinding/v2": identity.join("|") },
    ...(state && { baselineState: state }),
    ...(waiver && { suppressions: [{ kind: "inSource", status: "accepted", justification: justification(waiver) }] }),
    properties: {
      severity,
      expected,
      actual,
      evidence,
      notes,
      ...(resource !== undefined && { resource }),
      ...(environments.length > 0 && { environments }),
    },
  };
}

function justification({ reason, owner, expires, ticket }: AppliedWaiver): string {
  return plainMessage(`${reason} (${owner}, until ${expires}${ticket === undefined ? "" : `, ${ticket}`})`).text;
}
