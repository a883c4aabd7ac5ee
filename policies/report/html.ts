import { createHash } from "node:crypto";
import { severities } from "../../schema/finding.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { CheckReport, PolicyFinding, Suggestion } from "../check-report.ts";
import { type BenchmarkView, benchmarkViews } from "./benchmarks.ts";
import { count } from "./count.ts";
import { frameLines } from "./html/frame.ts";
import { page } from "./html/page.ts";
import { script } from "./html/script.ts";
import { style } from "./html/style.ts";
import { expiringDays, type Outcome, outcomeOf } from "./outcome.ts";
import type { PolicyDescription, ReportOptions } from "./renderer.ts";
import { type FileReport, type Occurrence, reportByFile, waivedFindings } from "./report-by-file.ts";
import { suggestionPlace } from "./suggestion-place.ts";
import { verdictText } from "./verdict-text.ts";
import { visibleText } from "./visible-text.ts";

/**
 * One page that stands alone, for whoever answers for a system's security: findings with the lines of the spec,
 * filters, waivers with the days they have left, benchmarks and coverage. It loads nothing and runs without a network.
 */
export function renderHtml(report: CheckReport, { version, policies }: ReportOptions): string {
  const files = reportByFile(report);
  const outcome = outcomeOf(report, files);
  const { label, reason } = verdictText(report, outcome);
  const described = new Map(policies.map((policy) => [policy.id, policy]));
  const findings = files
    .flatMap((file) => file.findings.map((finding) => findingData(finding, file, described)))
    .sort((left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity));
  const used = (status: PolicyFinding["status"]): boolean => findings.some((finding) => finding.status === status);
  return page(
    shown({
      style,
      script,
      styleHash: hashOf(style),
      scriptHash: hashOf(script),
      label,
      reason,
      passed: outcome.verdict === "clean",
      today: report.today,
      version,
      counts: countsOf(outcome),
      systems: report.systems.map(({ system, environment, file, totals }) => ({
        name: system ?? "",
        environment: environment ?? "",
        file,
        ...(totals ?? { stacks: "", resources: "", objects: "" }),
      })),
      problems: files.flatMap((file) =>
        file.problems.map(({ item, environments }) => ({
          ...item,
          ...item.range,
          environments: inOnly(environments),
          frame: frameOf(file, item.range),
        })),
      ),
      severities,
      states: (["open", "known", "waived"] as const)
        .filter(used)
        .map((name) => ({ name, shown: name === "open" || !used("open") })),
      groups: [...new Set(findings.map(({ group }) => group))].sort(),
      findings: findings.map((finding, index) => ({ ...finding, anchor: `finding-${index + 1}` })),
      waivers: files.flatMap(waiversOf),
      benchmarks: benchmarkViews(report, policies).map(benchmarkData),
      coverage: coverageOf(report, described),
    }),
  );
}

function findingData(
  { item, environments }: Occurrence<PolicyFinding>,
  file: FileReport,
  described: ReadonlyMap<string, PolicyDescription>,
) {
  const { range, target, waiver, resource, status } = item;
  const policy = described.get(item.policy);
  return {
    ...item,
    ...range,
    target: formatSpecPath(target),
    environments: inOnly(environments),
    frame: frameOf(file, range),
    group: policy?.group ?? "",
    rationale: policy?.rationale ?? "",
    anchors: (policy?.anchors ?? []).map(({ control, url = "" }) => ({ control, url })),
    resource: resource ?? "",
    known: status === "known",
    suggestion: item.suggestion ? suggestionData(item.suggestion) : false,
    waiver: waiver ? { ...waiver, ticket: waiver.ticket ?? "", left: `${count(waiver.daysLeft, "day")} left` } : false,
  };
}

function suggestionData(suggestion: Suggestion): object {
  return { place: suggestionPlace(suggestion), text: suggestion.lines.join("\n") };
}

function frameOf({ text }: FileReport, range: PolicyFinding["range"]): readonly object[] {
  return frameLines(text.split(/\r\n|\n|\r/), range);
}

function waiversOf(file: FileReport): readonly object[] {
  return waivedFindings(file).map(({ first, waiver, count: times, environments }) => ({
    policy: first.policy,
    target: formatSpecPath(first.target),
    environments: inOnly(environments),
    count: times,
    ...waiver,
    ticket: waiver.ticket ?? "",
    soon: waiver.daysLeft <= expiringDays,
  }));
}

function benchmarkData({ name, controls }: BenchmarkView): object {
  const states = ["fail", "waived", "not evaluated", "pass", "not applicable"] as const;
  const numbers = states.map((state) => [state, controls.filter((control) => control.state === state).length] as const);
  const summary = numbers.flatMap(([state, number]) => (number > 0 ? [`${number} ${state}`] : [])).join(", ");
  return { name, controls, summary };
}

function coverageOf(report: CheckReport, described: ReadonlyMap<string, PolicyDescription>): readonly object[] {
  const all = report.systems.flatMap(({ coverage }) => coverage);
  return [...new Set(all.map(({ policy }) => policy))].sort().map((policy) => {
    const own = all.filter((entry) => entry.policy === policy);
    const sum = (key: "compliant" | "open" | "waived"): number => own.reduce((total, entry) => total + entry[key], 0);
    const notEvaluated = own.flatMap((entry) =>
      entry.notEvaluated.map(({ target, reason }) => ({ target: formatSpecPath(target), reason })),
    );
    const title = described.get(policy)?.title ?? "";
    return { policy, title, compliant: sum("compliant"), open: sum("open"), waived: sum("waived"), notEvaluated };
  });
}

function countsOf({ problems, open, known, waived, expiring, notEvaluated, compliant }: Outcome): readonly object[] {
  return [
    ...(problems > 0 ? [{ number: problems, name: problems === 1 ? "mistake" : "mistakes" }] : []),
    ...severities.filter((severity) => open[severity] > 0).map((name) => ({ number: open[name], name })),
    ...(known > 0 ? [{ number: known, name: "known from the baseline" }] : []),
    { number: waived, name: "waived" },
    ...(expiring > 0 ? [{ number: expiring, name: `within ${expiringDays} days of the waiver's end` }] : []),
    { number: notEvaluated, name: "not evaluated" },
    { number: compliant, name: "checks passed" },
  ];
}

function inOnly(environments: readonly string[]): string {
  return environments.length === 0 ? "" : ` · in ${environments.join(", ")}`;
}

/** What lets the page's own style and script in, and no other. https://www.w3.org/TR/CSP3/#grammardef-hash-source */
function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** The same data where no text holds a character that acts instead of being shown. Line ends of ours stay. */
function shown<Value>(value: Value): Value {
  if (typeof value === "string") return value.split("\n").map(visibleText).join("\n") as Value;
  if (Array.isArray(value)) return value.map(shown) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)])) as Value;
}
