import { compareFindings, type SpecFinding, type SpecPath } from "../finding.ts";
import { decodeText } from "./decode-text.ts";
import { type LineIndex, lineIndex } from "./line-index.ts";
import { parseYaml } from "./parse-yaml.ts";
import { placeDocument } from "./place-document.ts";
import { placeEvents } from "./place-events.ts";
import { locateKey, locateValue, type PlacedValue } from "./positions.ts";
import { readPlainYaml } from "./read-plain-yaml.ts";
import { readValue } from "./read-value.ts";
import type { Source } from "./source.ts";
import type { YamlProblem } from "./yaml-problem.ts";

/**
 * Reads a spec's bytes as YAML 1.2 of the core schema, with positions. Anchors and aliases are allowed;
 * merge keys, tags beyond the core schema and several documents are not. It never throws:
 * whatever is wrong is a finding with a `yaml-…` code, and then there is no source. `emptyHelp` says what to write in a
 * file that says nothing.
 */
export function readSource(
  file: string,
  bytes: Uint8Array,
  emptyHelp = 'start with "version: 1" and "system: <name>"',
): { readonly source?: Source; readonly findings: readonly SpecFinding[] } {
  const { text, problem } = decodeText(bytes);
  const lines = lineIndex(text);
  const findings = (problems: readonly YamlProblem[]) => ({
    findings: problems
      .map(({ span, ...rest }) => ({ ...rest, file, range: lines.rangeOf(span) }))
      .sort(compareFindings),
  });
  if (problem) return findings([problem]);
  const plain = readPlainYaml(text);
  if (plain) {
    const place = () => placeEvents(plain.events, text);
    return { source: sourceOf({ file, text, value: plain.value }, place, lines), findings: [] };
  }
  const parsed = parseYaml(text);
  if (!parsed.document) return findings(parsed.problems);
  const { document } = parsed;
  const { value, targets, problems } = readValue(document);
  const all = [...parsed.problems, ...problems];
  if (all.length > 0) return findings(all);
  if (value === null) return findings([{ ...emptyDocument, help: emptyHelp }]);
  return { source: sourceOf({ file, text, value }, () => placeDocument(document, targets, text), lines), findings: [] };
}

const emptyDocument: Omit<YamlProblem, "help"> = {
  code: "yaml-empty",
  path: [],
  span: [0, 0],
  message: "the file says nothing",
};

/** Positions are worked out when the first is asked for: a spec without findings needs none. */
function sourceOf(said: Pick<Source, "file" | "text" | "value">, place: () => PlacedValue, lines: LineIndex): Source {
  let placed: PlacedValue | undefined;
  const root = (): PlacedValue => {
    placed ??= place();
    return placed;
  };
  return {
    ...said,
    locate: (path) => lines.rangeOf(locateValue(root(), path)),
    locateKey: (path) => lines.rangeOf(locateKey(root(), path)),
    has: (path) => hasValue(said.value, path),
  };
}

function hasValue(root: unknown, path: SpecPath): boolean {
  let value = root;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return false;
    value = (value as Record<string, unknown>)[part];
  }
  return true;
}
