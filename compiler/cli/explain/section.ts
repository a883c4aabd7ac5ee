import { visibleText } from "../../../policies/report/visible-text.ts";

/** A part of an explanation: a heading with indented lines below. Nothing when there are no lines. */
export function section(heading: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const shown = lines.flatMap((line) => line.split("\n")).map((line) => `  ${visibleText(line)}\n`);
  return `\n${heading}\n${shown.join("")}`;
}
