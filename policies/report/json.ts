import type { SpecFinding } from "../../schema/finding.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import {
  applies,
  type CheckReport,
  type Delta,
  type LostResource,
  type PolicyCoverage,
  type PolicyFinding,
  type ResourceChanges,
  type SystemReport,
} from "../check-report.ts";
import { accessDocument } from "./access/access-json.ts";
import { type BenchmarkView, benchmarkViews } from "./benchmarks.ts";
import { jsonText } from "./json-text.ts";
import { outcomeOf } from "./outcome.ts";
import type { ReportOptions } from "./renderer.ts";

/** The version of the document. It changes only when a reader of the old one would break. */
export const jsonReportVersion = 1;

/** The whole report for programs. Its shape is `generated/schema/report.schema.json`. */
export function renderJson(report: CheckReport, options: ReportOptions): string {
  const { verdict, ...totals } = outcomeOf(report);
  return jsonText({
    version: jsonReportVersion,
    tool: { name: "groundplan", version: options.version },
    today: report.today,
    failOn: report.failOn,
    verdict,
    totals,
    delta: report.delta ? deltaDocument(report.delta) : null,
    systems: report.systems.map(systemDocument),
    benchmarks: benchmarkViews(report, options.policies).map(benchmarkDocument),
  });
}

function deltaDocument({ against, systems, files }: Delta): object {
  return {
    against,
    systems: systems.map(({ file, system, environment, state, findings, resources }) => ({
      file,
      system: system ?? null,
      environment: environment ?? null,
      state,
      findings: findings.map(({ change, was, finding }) => ({ change, was: was ?? null, ...findingDocument(finding) })),
      resources: resources ? resourcesDocument(resources) : null,
    })),
    files,
  };
}

function resourcesDocument({ created, changed, replaced, destroyed }: ResourceChanges): object {
  const lost = ({ address, loses }: LostResource): object => ({ address, loses: loses ?? null });
  return { created, changed, replaced: replaced.map(lost), destroyed: destroyed.map(lost) };
}

function systemDocument(report: SystemReport): object {
  const {
    file,
    system,
    environment,
    problems,
    findings,
    coverage,
    totals,
    notAsked = [],
    overrides = [],
    renames = [],
    access,
  } = report;
  return {
    file,
    system: system ?? null,
    environment: environment ?? null,
    compiled: totals ?? null,
    problems: problems.map(problemDocument),
    findings: findings.map(findingDocument),
    coverage: coverage.map(coverageDocument),
    notAsked,
    overrides,
    renames: renames.map(({ path, ...rest }) => ({ path: formatSpecPath(path), ...rest })),
    access: access ? accessDocument(access) : null,
  };
}

function problemDocument({ code, path, range, message, help }: SpecFinding): object {
  return { code, path: formatSpecPath(path), ...range, message, help };
}

function findingDocument(finding: PolicyFinding): object {
  const { policy, severity, status, target, path, key, range, waiver } = finding;
  const { message, help, expected, actual, evidence, resource, notes } = finding;
  return {
    policy,
    severity,
    status,
    target: formatSpecPath(target),
    path: formatSpecPath(path),
    key,
    ...range,
    message,
    expected,
    actual,
    evidence,
    resource: resource ?? null,
    help,
    notes,
    waiver: waiver ? { ...waiver, ticket: waiver.ticket ?? null } : null,
  };
}

function coverageDocument(coverage: PolicyCoverage): object {
  const { policy, compliant, open, waived, notEvaluated, passes = [] } = coverage;
  return {
    policy,
    applies: applies(coverage),
    compliant,
    open,
    waived,
    notEvaluated: notEvaluated.map(({ target, reason }) => ({ target: formatSpecPath(target), reason })),
    passes: passes.map(({ target, resource, evidence }) => ({
      target: formatSpecPath(target),
      resource: resource ?? null,
      evidence,
    })),
  };
}

function benchmarkDocument({ name, page, controls, unchecked }: BenchmarkView): object {
  return {
    name,
    page,
    controls: controls.map(({ control, title, policies, state, why, limit, url }) => ({
      ...{ control, title, policies, state, why },
      limit: limit ?? null,
      url: url ?? null,
    })),
    unchecked: unchecked.map(({ controls: anchors, title, gap }) => ({
      controls: anchors.map(({ control }) => control),
      title,
      ...gap,
    })),
  };
}
