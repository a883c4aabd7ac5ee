import type { Suggestion } from "../check-report.ts";

/** The lines that a suggestion replaces, in words: `line 7`, or `lines 7 to 9`. */
export function suggestionPlace({ line, endLine }: Suggestion): string {
  return line === endLine ? `line ${line}` : `lines ${line} to ${endLine}`;
}
