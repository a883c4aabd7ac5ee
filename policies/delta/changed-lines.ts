import { diffLines } from "diff";
import type { LineRange } from "../check-report.ts";

/** Above this many differing lines a file counts as new: to find the shortest way between the two takes too long. */
const mostEdits = 10_000;

/** The lines of a text that another did not have, or not there. Ends of lines count as one, whatever they are made of. */
export function changedLines(before: string, after: string): readonly LineRange[] {
  const parts = diffLines(oneEnd(before), oneEnd(after), { maxEditLength: mostEdits });
  if (!parts) return [{ line: 1, endLine: oneEnd(after).split("\n").length }];
  const ranges: LineRange[] = [];
  let line = 1;
  for (const { added, removed, count = 0 } of parts) {
    if (added) ranges.push({ line, endLine: line + count - 1 });
    if (!removed) line += count;
  }
  return ranges;
}

function oneEnd(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, "\n");
  return lines === "" || lines.endsWith("\n") ? lines : `${lines}\n`;
}
