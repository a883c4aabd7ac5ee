import { count } from "../../schema/count.ts";
import { type Severity, severities } from "../../schema/finding.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { AppliedWaiver, CheckReport, SystemReport } from "../check-report.ts";
import { severityStyles } from "./ansi-style.ts";
import { hangingText, type Layout } from "./hanging-text.ts";
import { expiringDays, knownWords, type Outcome, outcomeOf } from "./outcome.ts";
import { policyCounts, policyCountsText } from "./policy-counts.ts";
import { deltaBlock } from "./pretty-delta.ts";
import { type FileReport, type WaivedFindings, waivedFindings } from "./report-by-file.ts";
import { verdictText } from "./verdict-text.ts";

type Block = readonly string[];

/** The end of a terminal report: what is waived, what could not be judged, what was compiled, and the verdict. */
export function summaryBlocks(report: CheckReport, files: readonly FileReport[], layout: Layout): readonly Block[] {
  const outcome = outcomeOf(report, files);
  const compiled = report.systems.flatMap((system) => compiledLine(system, layout));
  return [
    waivedBlock(files, layout),
    notEvaluatedBlock(files, layout),
    overridesBlock(files, layout),
    renamesBlock(files, layout),
    deltaBlock(report, outcome, layout),
    [
      ...compiled,
      ...policiesLine(report, layout),
      ...(compiled.length > 0 ? totalsLine(report, outcome, layout) : []),
      ...verdictLine(report, outcome, layout),
    ],
  ].filter((block) => block.length > 0);
}

/** What is waived takes two lines: what it is, and who answers for it until when. */
function waivedBlock(files: readonly FileReport[], layout: Layout): Block {
  const lines = files.flatMap((file) => waivedFindings(file).flatMap((waived) => waivedLines(waived, layout)));
  return lines.length === 0 ? [] : [layout.paint("waived", "bold"), ...lines];
}

function waivedLines({ first, waiver, count: times, environments }: WaivedFindings, layout: Layout): Block {
  const { policy, severity, target, file, range, notes } = first;
  const repeated = times > 1 ? `, ${times} findings` : "";
  const place = `${formatSpecPath(target)} (${file}:${range.line}${repeated})${inEnvironments(environments)}`;
  return [
    ...hangingText({ indent: "  ", label: policy, styles: severityStyles[severity], text: place }, layout),
    ...hangingText({ indent: "    ", label: "-", styles: ["dim"], text: waiverText(waiver) }, layout),
    ...notes.flatMap((text) => hangingText({ indent: "    ", label: "- note:", styles: ["dim"], text }, layout)),
  ];
}

function waiverText({ owner, daysLeft, expires, ticket, reason }: AppliedWaiver): string {
  const left = daysLeft <= expiringDays ? `only ${count(daysLeft, "day")} left` : `${count(daysLeft, "day")} left`;
  return `${owner}, ${left} (until ${expires})${ticket === undefined ? "" : `, ${ticket}`}: ${reason}`;
}

function notEvaluatedBlock(files: readonly FileReport[], layout: Layout): Block {
  const lines = files.flatMap((file) =>
    file.notEvaluated.flatMap(({ item, environments }) => {
      const text = `${formatSpecPath(item.target)}${inEnvironments(environments)}: ${item.reason}`;
      return hangingText({ indent: "  ", label: item.policy, styles: ["bold"], text }, layout);
    }),
  );
  return lines.length === 0 ? [] : [layout.paint("not evaluated", "bold"), ...lines];
}

/** What goes past the language is in every report, so that nobody takes the spec for all there is. */
function overridesBlock(files: readonly FileReport[], layout: Layout): Block {
  const lines = files.flatMap(({ file, overrides }) =>
    overrides.flatMap(({ item, environments }) => {
      const text = `(${file}:${item.line})${inEnvironments(environments)} changes ${item.addresses.join(", ")}`;
      return hangingText({ indent: "  ", label: item.pattern, styles: ["bold"], text }, layout);
    }),
  );
  return lines.length === 0 ? [] : [layout.paint("overrides", "bold"), ...lines];
}

function renamesBlock(files: readonly FileReport[], layout: Layout): Block {
  const lines = files.flatMap(({ file, renames }) =>
    renames.flatMap(({ item, environments }) => {
      const { path, from, line, moved, replaced } = item;
      const anew = replaced.length > 0 ? `, and replaces ${replaced.join(", ")}` : ", and replaces nothing";
      const text = `was ${from} (${file}:${line})${inEnvironments(environments)}: moves ${count(moved, "resource")}${anew}`;
      return hangingText({ indent: "  ", label: formatSpecPath(path), styles: ["bold"], text }, layout);
    }),
  );
  return lines.length === 0 ? [] : [layout.paint("renamed", "bold"), ...lines];
}

function inEnvironments(environments: readonly string[]): string {
  return environments.length === 0 ? "" : ` in ${environments.join(", ")}`;
}

function compiledLine({ system, environment, file, totals }: SystemReport, layout: Layout): Block {
  if (totals === undefined) return [];
  const name = `${system ?? file}${environment === undefined ? "" : ` (${environment})`}:`;
  const { stacks, resources, objects } = totals;
  const text = `${count(resources, "resource")} and ${count(objects, "Kubernetes object")} in ${count(stacks, "stack")}`;
  return hangingText({ indent: "", label: name, styles: ["bold"], text }, layout);
}

function totalsLine(report: CheckReport, outcome: Outcome, layout: Layout): Block {
  const { open, known, waived, expiring, notEvaluated, compliant } = outcome;
  const worst = severities.filter((severity) => open[severity] > 0);
  const total = worst.reduce((sum, severity) => sum + open[severity], 0);
  const split =
    worst.length > 0 ? ` (${worst.map((severity: Severity) => `${open[severity]} ${severity}`).join(", ")})` : "";
  const soon = expiring > 0 ? ` (${expiring} within ${expiringDays} days of the end)` : "";
  const before = known > 0 ? `, ${known} ${knownWords(report)}` : "";
  const text = `${total}${split}${before}, ${waived} waived${soon}, ${notEvaluated} not evaluated, ${count(compliant, "check")} passed`;
  return hangingText({ indent: "", label: "findings:", styles: ["bold"], text }, layout);
}

function policiesLine(report: CheckReport, layout: Layout): Block {
  const counts = policyCounts(report);
  if (counts.asked === 0) return [];
  return hangingText({ indent: "", label: "coverage:", styles: ["bold"], text: policyCountsText(counts) }, layout);
}

function verdictLine(report: CheckReport, outcome: Outcome, layout: Layout): Block {
  const { label, reason } = verdictText(report, outcome);
  const style = label === "passed" ? "green" : "red";
  return hangingText({ indent: "", label: `${label}:`, styles: [style, "bold"], text: reason }, layout);
}
