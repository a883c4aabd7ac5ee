import { count } from "../../../schema/count.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import type { ChangedFinding, CheckReport, Delta, FindingChange, PolicyFinding } from "../../check-report.ts";
import { changedFindings, changeWords, deltaSummary } from "../delta-view.ts";
import { escapeMarkdown, markdownCode, tableCode } from "../escape-markdown.ts";
import { expiringDays, type Outcome } from "../outcome.ts";
import type { ReportOptions } from "../renderer.ts";
import { type FileReport, type Occurrence, waivedFindings } from "../report-by-file.ts";
import { detailsOfAll } from "./finding.ts";
import { lineLink } from "./line-link.ts";
import { environmentNote, folded, list, longTable, type Passage, type Piece, someOf } from "./pieces.ts";
import { resourcePassages } from "./resources.ts";
import { overridesTable, problemsTable, renamesTable, waiversTable } from "./tables.ts";

/** What the report of an edit is made of. */
interface DeltaInput {
  readonly report: CheckReport;
  readonly delta: Delta;
  readonly files: readonly FileReport[];
  readonly outcome: Outcome;
  readonly options: Pick<ReportOptions, "sourceUrl" | "policies">;
}

/** What the reviewer of an edit decides about: one screen, everything else folded or a number. */
export function deltaPassages({ delta, files, outcome, options }: DeltaInput): readonly Passage[] {
  const changes = changedFindings(delta);
  const of = (...kinds: readonly FindingChange[]) => changes.filter(({ item }) => kinds.includes(item.change));
  const reasons = new Map(options.policies.map(({ id, rationale }) => [id, rationale]));
  const loud = of("new", "worse", "unwaived");
  const suggestions = suggestionsIn(files);
  const shown = loud.map(({ item: { finding }, environments }) => {
    const suggestion = suggestions.get(identityOf(finding));
    return { item: suggestion ? { ...finding, suggestion } : finding, environments };
  });
  return [
    head(`\nAgainst ${markdownCode(delta.against)}: **${deltaSummary(changes, outcome)}**\n`),
    ...problemsTable(files),
    ...loudTable(loud, options),
    ...resourcePassages(delta.systems),
    ...detailsOfAll(shown, reasons),
    ...(["waived", "prolonged", "unasked", "fixed"] as const).map((kind) => quietList(kind, of(kind), options)),
    folded(`${outcome.waived} waived in all, with the days they have left`, waiversTable(files), "section"),
    folded("overrides", overridesTable(files), "section"),
    folded("renamed", renamesTable(files), "section"),
    head(`\n${restText(outcome)}\n`),
    { weight: "head", pieces: waiversAtTheirEnd(files) },
  ];
}

function head(piece: Piece): Passage {
  return { weight: "head", pieces: [piece] };
}

function loudTable(
  loud: readonly Occurrence<ChangedFinding>[],
  { sourceUrl }: Pick<ReportOptions, "sourceUrl">,
): readonly Passage[] {
  const rows = loud.map(({ item: { change, finding }, environments }) => [
    changeWords[change],
    finding.severity,
    tableCode(finding.policy),
    lineLink(finding.file, finding.range.line, sourceUrl),
    escapeMarkdown(finding.message) + environmentNote(environments),
  ]);
  return longTable(["change", "severity", "policy", "where", "what"], rows);
}

/** The suggestions of the report, which the difference does not have, by the finding that each is for. */
function suggestionsIn(files: readonly FileReport[]): ReadonlyMap<string, PolicyFinding["suggestion"]> {
  const all = files.flatMap((file) => file.findings);
  return new Map(all.flatMap(({ item }) => (item.suggestion ? [[identityOf(item), item.suggestion] as const] : [])));
}

function identityOf({ policy, file, target, key }: PolicyFinding): string {
  return JSON.stringify([policy, file, target, key]);
}

function quietList(
  kind: FindingChange,
  changes: readonly Occurrence<ChangedFinding>[],
  { sourceUrl }: Pick<ReportOptions, "sourceUrl">,
): Passage {
  const lines = changes.map(({ item: { finding, was }, environments }): Piece => {
    const where =
      kind === "fixed" || kind === "unasked" ? "" : ` ${lineLink(finding.file, finding.range.line, sourceUrl)}`;
    const before = was === undefined ? "" : `, ${escapeMarkdown(was)} before`;
    const { waiver } = finding;
    const why =
      waiver && kind !== "fixed" && kind !== "unasked"
        ? `, until ${waiver.expires} by ${escapeMarkdown(waiver.owner)}: ${escapeMarkdown(waiver.reason)}`
        : "";
    const what = `${finding.severity} ${markdownCode(finding.policy)} ${markdownCode(formatSpecPath(finding.target))}`;
    return `${what}${environmentNote(environments)}${where}${before}${why}`;
  });
  return folded(`${changeWords[kind]} ${changes.length}`, list(lines), "section");
}

/** What nobody has to decide about in this edit. */
function restText({ known, notEvaluated, compliant }: Outcome): string {
  return `Not part of this edit: ${count(known, "finding")} there before, ${notEvaluated} not evaluated, ${count(compliant, "check")} passed.`;
}

/** Waivers that somebody should decide about again: the day makes them so and no edit, so that nothing else is loud. */
function waiversAtTheirEnd(files: readonly FileReport[]): readonly Piece[] {
  const expired = files
    .flatMap((file) => file.findings)
    .filter(({ item }) => item.policy === "waiver-expired" && item.status === "known")
    .map(({ item, environments }) => escapeMarkdown(item.message) + environmentNote(environments));
  const ending = files
    .flatMap(waivedFindings)
    .filter(({ waiver }) => waiver.daysLeft <= expiringDays)
    .map(({ first, waiver, environments }) => {
      const what = `${markdownCode(first.policy)} on ${markdownCode(formatSpecPath(first.target))}`;
      return `the waiver of ${what}${environmentNote(environments)} ends on ${waiver.expires}`;
    });
  const all = [...expired, ...ending];
  return all.length === 0 ? [] : [`\n**Waivers to decide about again:** ${someOf(all, "; ")}.\n`];
}
