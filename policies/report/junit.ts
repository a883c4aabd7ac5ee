import { count } from "../../schema/count.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { CheckReport, PolicyCoverage, PolicyFinding, SystemReport } from "../check-report.ts";
import { escapeXml } from "./escape-xml.ts";
import { laidOverIn } from "./laid-over.ts";
import { failsRun } from "./outcome.ts";
import type { ReportOptions } from "./renderer.ts";

/**
 * JUnit XML, which every CI server shows: a suite for each system in each environment, a test case for each policy.
 * A case fails when a finding of it fails the run, and is skipped when its policy had nothing it could judge.
 * It keeps to what Jenkins' xUnit plugin takes, the strictest reader there is. https://github.com/testmoapp/junitxml
 */
export function renderJunit(report: CheckReport, _options: ReportOptions): string {
  const suites = report.systems.map((system) => suiteOf(system, report.failOn));
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="groundplan" ${counts(all)}>`,
    ...suites.flatMap(({ name, properties, cases }) => [
      `  <testsuite name="${escapeXml(name)}" ${counts(cases)} skipped="${countOf(cases, "skipped")}">`,
      "    <properties>",
      ...properties.map(([key, value]) => `      <property name="${key}" value="${escapeXml(value)}"/>`),
      "    </properties>",
      ...cases.flatMap((each) => caseLines(each, name)),
      "  </testsuite>",
    ]),
    "</testsuites>",
    "",
  ].join("\n");
}

interface TestCase {
  readonly name: string;
  readonly outcome: "passed" | "failure" | "error" | "skipped";
  /** What the server shows in its list. */
  readonly message: string;
  readonly details: readonly string[];
}

interface Suite {
  readonly name: string;
  /** What is said of the suite as a whole: its spec, what goes past the language, what had another name. */
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly cases: readonly TestCase[];
}

function suiteOf(report: SystemReport, failOn: CheckReport["failOn"]): Suite {
  const { file, system, environment, problems, findings, coverage } = report;
  const properties = propertiesOf(report);
  const name = [system ?? file, ...(environment === undefined ? [] : [environment])].join(" ");
  if (problems.length > 0) {
    const details = problems.map(
      ({ range, code, message, help }) => `${file}:${range.line}:${range.column} ${code}: ${message}\n  help: ${help}`,
    );
    return {
      name,
      properties,
      cases: [{ name: "the spec is valid", outcome: "error", message: count(problems.length, "mistake"), details }],
    };
  }
  return { name, properties, cases: coverage.map((policy) => caseOf(policy, findings, failOn)) };
}

function propertiesOf(report: SystemReport): Suite["properties"] {
  const { file } = report;
  const notes = laidOverIn(report);
  return [["file", file], ...notes.map(({ kind, line, text }) => [kind, `${file}:${line}: ${text}`] as const)];
}

function caseOf(coverage: PolicyCoverage, findings: readonly PolicyFinding[], failOn: CheckReport["failOn"]): TestCase {
  const { policy, compliant, notEvaluated } = coverage;
  const own = findings.filter((finding) => finding.policy === policy);
  const failing = own.filter((finding) => failsRun(finding, failOn));
  const details = [
    ...own.map(findingText),
    ...notEvaluated.map(({ target, reason }) => `${formatSpecPath(target)}: not evaluated, ${reason}`),
  ];
  if (failing.length > 0)
    return { name: policy, outcome: "failure", message: failing.map(({ message }) => message).join("; "), details };
  if (compliant === 0 && own.length === 0 && notEvaluated.length > 0)
    return { name: policy, outcome: "skipped", message: "nothing of it could be evaluated", details };
  return { name: policy, outcome: "passed", message: "", details };
}

function findingText({
  file,
  range,
  severity,
  status,
  target,
  message,
  expected,
  actual,
  help,
  waiver,
}: PolicyFinding): string {
  const state = waiver ? `waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}` : status;
  return [
    `${file}:${range.line}:${range.column} ${severity}, ${formatSpecPath(target)}: ${message}`,
    `  ${state}`,
    `  expected: ${expected}`,
    `  actual: ${actual}`,
    `  help: ${help}`,
  ].join("\n");
}

function caseLines({ name, outcome, message, details }: TestCase, suite: string): readonly string[] {
  const open = `    <testcase name="${escapeXml(name)}" classname="${escapeXml(suite)}"`;
  const text = details.map(escapeText).join("\n");
  if (outcome === "skipped") return [`${open}>`, `      <skipped>${escapeXml(message)}</skipped>`, "    </testcase>"];
  if (outcome === "passed")
    return text === "" ? [`${open}/>`] : [`${open}>`, `      <system-out>${text}</system-out>`, "    </testcase>"];
  return [`${open}>`, `      <${outcome} message="${escapeXml(message)}">${text}</${outcome}>`, "    </testcase>"];
}

function counts(cases: readonly TestCase[]): string {
  return `tests="${cases.length}" failures="${countOf(cases, "failure")}" errors="${countOf(cases, "error")}"`;
}

function countOf(cases: readonly TestCase[], outcome: TestCase["outcome"]): number {
  return cases.filter((each) => each.outcome === outcome).length;
}

function escapeText(text: string): string {
  return text.split("\n").map(escapeXml).join("\n");
}
