import { count } from "../../../schema/count.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import type {
  ChangedFinding,
  CheckReport,
  Delta,
  FindingChange,
  LostResource,
  PolicyFinding,
  SystemDelta,
} from "../../check-report.ts";
import {
  changedFindings,
  changeWords,
  deltaName,
  deltaSummary,
  noResourceChanges,
  resourceCounts,
  stateWords,
} from "../delta-view.ts";
import { escapeMarkdown, markdownCode, tableCode } from "../escape-markdown.ts";
import type { Outcome } from "../outcome.ts";
import type { ReportOptions } from "../renderer.ts";
import type { FileReport, Occurrence } from "../report-by-file.ts";
import { findingDetails } from "./finding.ts";
import { lineLink } from "./line-link.ts";
import { environmentNote, folded, list, type Piece, table } from "./pieces.ts";
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
export function deltaPieces({ delta, files, outcome, options }: DeltaInput): readonly Piece[] {
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
    `\nAgainst ${markdownCode(delta.against)}: **${deltaSummary(changes, outcome)}**\n`,
    ...problemsTable(files),
    ...loudTable(loud, options),
    ...shown.map((finding) => findingDetails(finding, reasons.get(finding.item.policy))),
    ...delta.systems.flatMap(resourcePieces),
    ...(["waived", "prolonged", "unasked", "fixed"] as const).flatMap((kind) => quietList(kind, of(kind), options)),
    ...folded(`${outcome.waived} waived in all, with the days they have left`, waiversTable(files)),
    ...folded("overrides", overridesTable(files)),
    ...folded("renamed", renamesTable(files)),
    `\n${restText(outcome)}\n`,
  ];
}

function loudTable(
  loud: readonly Occurrence<ChangedFinding>[],
  { sourceUrl }: Pick<ReportOptions, "sourceUrl">,
): readonly Piece[] {
  const rows = loud.map(({ item: { change, finding }, environments }) => [
    changeWords[change],
    finding.severity,
    tableCode(finding.policy),
    lineLink(finding.file, finding.range.line, sourceUrl),
    escapeMarkdown(finding.message) + environmentNote(environments),
  ]);
  return table(["change", "severity", "policy", "where", "what"], rows);
}

/** The suggestions of the report, which the difference does not have, by the finding that each is for. */
function suggestionsIn(files: readonly FileReport[]): ReadonlyMap<string, PolicyFinding["suggestion"]> {
  const all = files.flatMap((file) => file.findings);
  return new Map(all.flatMap(({ item }) => (item.suggestion ? [[identityOf(item), item.suggestion] as const] : [])));
}

function identityOf({ policy, file, target, key }: PolicyFinding): string {
  return JSON.stringify([policy, file, target, key]);
}

function resourcePieces(system: SystemDelta): readonly Piece[] {
  const { state, resources } = system;
  const counts = resources ? resourceCounts(resources) : [];
  const numbers = counts.map(({ text, isLoss }) => (isLoss ? `**${text}**` : text)).join(", ");
  const said = [
    ...(state === "compared" ? [] : [stateWords[state]]),
    ...(resources ? [numbers || noResourceChanges] : []),
  ].join("; ");
  const lost = [...(resources?.replaced ?? []), ...(resources?.destroyed ?? [])].filter(({ loses }) => loses);
  const names = lost.map(
    ({ address, loses }) => `**${markdownCode(address)}**${loses === "data" ? " with its data" : ""}`,
  );
  const heading = `\n${markdownCode(deltaName(system))}: ${said}${names.length > 0 ? `: ${names.join(", ")}` : ""}\n`;
  if (!resources || counts.length === 0) return [heading];
  const named = (verb: string, addresses: readonly string[]): readonly Piece[] =>
    addresses.map((address) => `${verb} ${markdownCode(address)}`);
  const entries = [
    ...named("replaced", addressesOf(resources.replaced)),
    ...named("destroyed", addressesOf(resources.destroyed)),
    ...named("changed", resources.changed),
    ...named("created", resources.created),
  ];
  return [heading, ...folded(count(entries.length, "resource"), list(entries))];
}

function addressesOf(resources: readonly LostResource[]): readonly string[] {
  return resources.map(({ address }) => address);
}

function quietList(
  kind: FindingChange,
  changes: readonly Occurrence<ChangedFinding>[],
  { sourceUrl }: Pick<ReportOptions, "sourceUrl">,
): readonly Piece[] {
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
  return folded(`${changeWords[kind]} ${changes.length}`, list(lines));
}

/** What nobody has to decide about in this edit. */
function restText({ known, notEvaluated, compliant }: Outcome): string {
  return `Not part of this edit: ${count(known, "finding")} there before, ${notEvaluated} not evaluated, ${count(compliant, "check")} passed.`;
}
