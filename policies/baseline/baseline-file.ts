import type { Baseline } from "./baseline.ts";

/** The version of the file. It changes only when a reader of the old one would break. */
const version = 1;

/** Stands last in the list, so that each finding has a comma and the last one can go without a change of another line. */
const end = "(end)";

/** Writes a baseline, a finding a line: two branches that each mend one do not meet in the same line. */
export function printBaseline(entries: readonly string[]): string {
  return `${JSON.stringify({ version, findings: [...entries, end] }, null, 2)}\n`;
}

/** Reads what {@link printBaseline} writes; what is wrong with the text otherwise, to follow the file's name. */
export function parseBaseline(text: string): { readonly baseline: Baseline } | { readonly mistake: string } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { mistake: "is no JSON" };
  }
  if (typeof data !== "object" || data === null || !("findings" in data) || !("version" in data))
    return { mistake: 'has no "version" and "findings"' };
  if (data.version !== version) return { mistake: `has the version ${JSON.stringify(data.version)}, not ${version}` };
  const { findings } = data;
  if (!Array.isArray(findings) || !findings.every((entry): entry is string => typeof entry === "string"))
    return { mistake: 'has "findings" that are no list of text' };
  return { baseline: new Set(findings.filter((entry) => entry !== end)) };
}
