import type { Suggestion } from "../check-report.ts";

/** Where the lines of a suggestion go, in words: `line 7`, `lines 7 to 9`, or `before line 7` where they are only added. */
export function suggestionPlace({ line, endLine }: Suggestion): string {
  if (endLine < line) return `before line ${line}`;
  return line === endLine ? `line ${line}` : `lines ${line} to ${endLine}`;
}
