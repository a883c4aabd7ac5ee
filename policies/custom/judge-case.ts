import type { SpecFinding } from "../../schema/finding.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { PolicyCoverage, SystemReport } from "../check-report.ts";
import type { outcomes, RuleCase, RuleFixture } from "./rule-fixture.ts";

/** What is not as a case expects; nothing when the rule does what it should. */
export function judgeCase(rule: string, expected: RuleCase, report: SystemReport): readonly string[] {
  const [problem] = report.problems;
  if (problem) return [`its spec is wrong: ${placedMessage(problem)}`];
  const lines = report.text.split("\n");
  const findings = report.findings.filter(({ policy }) => policy === rule);
  const outcome = outcomeOf(report.coverage.find(({ policy }) => policy === rule));
  const of = (values: readonly (string | undefined)[]): string => [...new Set(values)].sort().join(", ") || "nothing";
  const compare = (what: string, wanted: string | undefined, found: string): string[] =>
    wanted === undefined || wanted === found ? [] : [`${what}: expected ${wanted}, found ${found}`];
  if (outcome !== expected.expect) return compare("outcome", expected.expect, outcome);
  return [
    ...compare("keys", expected.keys && of(expected.keys), of(findings.map(({ key }) => key))),
    ...compare("target", expected.target, of(findings.map(({ target }) => formatSpecPath(target)))),
    ...compare("severity", expected.severity, of(findings.map(({ severity }) => severity))),
    ...compare(
      "at",
      expected.at === undefined ? undefined : of([expected.at].flat()),
      of(findings.map(({ range }) => lines[range.line - 1]?.trim())),
    ),
  ];
}

/** A mistake in the spec of a case, by its path: the lines of that spec are nobody's. */
export function placedMessage({ message, path }: SpecFinding): string {
  return path.length === 0 ? message : `${message} (at ${formatSpecPath(path)})`;
}

/** What a fixture leaves out: each rule has a state that passes and one that fails. */
export function missingCases({ cases }: RuleFixture): readonly string[] {
  return (["compliant", "not-compliant"] as const)
    .filter((outcome) => !cases.some((each) => each.expect === outcome))
    .map((outcome) => `no case expects ${outcome}`);
}

function outcomeOf(coverage: PolicyCoverage | undefined): (typeof outcomes)[number] {
  if (!coverage) return "not-applicable";
  if (coverage.open + coverage.waived > 0) return "not-compliant";
  if (coverage.notEvaluated.length > 0) return "not-evaluated";
  return coverage.compliant > 0 ? "compliant" : "not-applicable";
}
