import { compareFindings, type SpecFinding } from "../finding.ts";
import { decodeText } from "./decode-text.ts";
import { type LineIndex, lineIndex } from "./line-index.ts";
import { keySpan, locateNode, valueSpan } from "./locate-node.ts";
import { parseYaml, type YamlDocument } from "./parse-yaml.ts";
import { type AliasTargets, readValue } from "./read-value.ts";
import type { Source } from "./source.ts";
import type { YamlProblem } from "./yaml-problem.ts";

/**
 * Reads a spec's bytes as YAML 1.2 of the core schema, with positions. Anchors and aliases are allowed;
 * merge keys, tags beyond the core schema and several documents are not. It never throws:
 * whatever is wrong is a finding with a `yaml-…` code, and then there is no source.
 */
export function readSource(
  file: string,
  bytes: Uint8Array,
): { readonly source?: Source; readonly findings: readonly SpecFinding[] } {
  const { text, problem } = decodeText(bytes);
  const lines = lineIndex(text);
  const findings = (problems: readonly YamlProblem[]) => ({
    findings: problems
      .map(({ span, ...rest }) => ({ ...rest, file, range: lines.rangeOf(span) }))
      .sort(compareFindings),
  });
  if (problem) return findings([problem]);
  const parsed = parseYaml(text);
  if (!parsed.document) return findings(parsed.problems);
  const { value, targets, problems } = readValue(parsed.document);
  const all = [...parsed.problems, ...problems];
  if (all.length > 0) return findings(all);
  if (value === null) return findings([emptyDocument]);
  return { source: sourceOf({ file, text, value }, parsed.document, targets, lines), findings: [] };
}

const emptyDocument: YamlProblem = {
  code: "yaml-empty",
  path: [],
  span: [0, 0],
  message: "the file says nothing",
  help: 'start with "version: 1" and "system: <name>"',
};

function sourceOf(
  said: Pick<Source, "file" | "text" | "value">,
  document: YamlDocument,
  targets: AliasTargets,
  lines: LineIndex,
): Source {
  const find = (path: Parameters<Source["locate"]>[0]) => locateNode(document, targets, path);
  return {
    ...said,
    locate: (path) => {
      const { place, complete } = find(path);
      return lines.rangeOf(complete ? valueSpan(place, said.text) : keySpan(place, said.text));
    },
    locateKey: (path) => lines.rangeOf(keySpan(find(path).place, said.text)),
    has: (path) => find(path).complete,
  };
}
