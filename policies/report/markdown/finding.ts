import { formatSpecPath } from "../../../schema/spec-path.ts";
import type { PolicyFinding } from "../../check-report.ts";
import { escapeHtml, escapeMarkdown, markdownCode } from "../escape-markdown.ts";
import type { Occurrence } from "../report-by-file.ts";
import { suggestionPlace } from "../suggestion-place.ts";
import { visibleText } from "../visible-text.ts";
import { folded, type Passage, type Piece, screenful } from "./pieces.ts";

/** All that is said of findings, each folded: of as many as a table shows, and the others in a fold around them. */
export function detailsOfAll(
  findings: readonly Occurrence<PolicyFinding>[],
  reasons?: ReadonlyMap<string, string>,
): readonly Passage[] {
  const details = findings.map((finding) => findingDetails(finding, reasons?.get(finding.item.policy)));
  const rest = details.slice(screenful);
  return [
    { weight: "detail", pieces: details.slice(0, screenful) },
    folded(`${rest.length} more in detail`, rest, "more"),
  ];
}

/** All that is said of a finding, folded; with why its policy exists, where that is given. */
function findingDetails({ item }: Occurrence<PolicyFinding>, why?: string): Piece {
  const lines = [
    `- at ${markdownCode(formatSpecPath(item.path))}`,
    `- expected: ${escapeMarkdown(item.expected)}`,
    `- actual: ${escapeMarkdown(item.actual)}`,
    ...(item.evidence.length > 0 ? ["- evidence:"] : []),
    ...item.evidence.map((step) => `  - ${escapeMarkdown(step)}`),
    ...(item.resource === undefined ? [] : [`- resource: ${markdownCode(item.resource)}`]),
    ...item.notes.map((note) => `- note: ${escapeMarkdown(note)}`),
    ...(why === undefined ? [] : [`- why: ${escapeMarkdown(why)}`]),
    `- **help:** ${escapeMarkdown(item.help)}`,
  ];
  if (item.suggestion) lines.push("- `groundplan check --fix` makes this change:");
  const summary = `<b>${item.severity}</b> <code>${escapeHtml(item.policy)}</code> ${escapeHtml(item.message)}`;
  return `\n<details>\n<summary>${summary}</summary>\n\n${lines.join("\n")}\n${suggestionBlock(item)}\n</details>\n`;
}

/** As GitHub's suggestion block, so that it can be pasted into a review of that line. */
function suggestionBlock({ suggestion, file }: PolicyFinding): Piece {
  if (!suggestion) return "";
  const { lines } = suggestion;
  const last = lines.length === 0 ? "" : `${lines.map(visibleText).join("\n")}\n`;
  const fence = "`".repeat(Math.max(3, ...(last.match(/`+/g) ?? []).map((run) => run.length + 1)));
  return `\n${markdownCode(file)}, ${suggestionPlace(suggestion)}:\n\n${fence}suggestion\n${last}${fence}\n`;
}
