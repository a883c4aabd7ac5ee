import { parse, stringify } from "yaml";
import { hiddenMark, type PolicyFinding } from "../../../policies/check-report.ts";
import { hideAt, hideSecrets } from "../../../policies/hidden/hide-secrets.ts";
import { secretPlaces } from "../../../policies/hidden/secret-places.ts";
import { applyEdit } from "../../../schema/edit/apply-edit.ts";
import { type EditValue, editedValue } from "../../../schema/edit/spec-edit.ts";
import type { SpecPath } from "../../../schema/finding.ts";
import { attributePath, diffGraphs, type NodeChange } from "../../../schema/graph/diff-graphs.ts";
import type { Source } from "../../../schema/source/source.ts";
import { formatSpecPath, parseSpecPath } from "../../../schema/spec-path.ts";
import type { SystemRun } from "../pipeline.ts";
import { UsageError } from "../usage-error.ts";
import { valueAt } from "./explain-path.ts";
import { findingLine } from "./path-in-report.ts";
import { readableBody } from "./readable-body.ts";
import { section } from "./section.ts";

/** A change to a spec: `network.nat=single`. */
export interface Assignment {
  readonly path: SpecPath;
  readonly value: unknown;
}

/** Reads `path=value`; the value is YAML. Text without an equals sign is no assignment. */
export function parseAssignment(text: string): Assignment | undefined {
  const equals = text.indexOf("=");
  if (equals < 0) return undefined;
  const path = parseSpecPath(text.slice(0, equals));
  const value = readYaml(text.slice(equals + 1));
  if (path !== undefined && path.length > 0 && value !== undefined) return { path, value };
  throw new UsageError(
    `"${text}" is no change to a spec`,
    "write the path, an equals sign and a YAML value: network.nat=single",
  );
}

/** The text of a spec with a change in it. */
export interface ChangedText {
  readonly text: string;
  /** Whether its lines are those of the file. */
  readonly hasLines: boolean;
}

/** Sets a value in the text of a spec, or where that cannot be edited, in the data that it says. */
export function assign(
  { text, value: data }: Pick<Source, "text" | "value">,
  { path, value }: Assignment,
): ChangedText {
  const edit = { kind: "set", path, value: value as EditValue } as const;
  const edited = applyEdit(text, edit);
  if (edited !== undefined) return { text: edited, hasLines: true };
  const changed = editedValue(data, edit);
  if (changed !== undefined) return { text: stringify(changed, { aliasDuplicateObjects: false }), hasLines: false };
  const inner = formatSpecPath(path.slice(0, -1));
  throw new UsageError(`"${formatSpecPath(path)}" cannot be set`, `"${inner}" of the spec is not a map`);
}

/** What a change would do: the resources that it creates, changes and removes, and the findings that come and go. */
export function explainChange(
  { path, value }: Assignment,
  before: Required<SystemRun>,
  after: Required<SystemRun>,
): string {
  const { created, changed, removed } = diffGraphs(before.compiled.graph, after.compiled.graph);
  const isSame = created.length + changed.length + removed.length === 0;
  const old = before.report.findings;
  const now = after.report.findings;
  return [
    `${formatSpecPath(path)}: ${shown(hiddenValue(path, before))} → ${shown(hideAt(path, value))}\n`,
    section("creates", created),
    section(
      "changes",
      changed.flatMap((change) => changeLines(change, hiddenIn(change, [before, after]))),
    ),
    section("removes", removed),
    section("findings that come", findingsOnlyIn(now, old).map(findingLine)),
    section("findings that go", findingsOnlyIn(old, now).map(findingLine)),
    isSame ? "\nNo resource or object changes.\n" : "",
  ].join("");
}

function hiddenValue(path: SpecPath, { compiled }: Required<SystemRun>): unknown {
  return valueAt(hideSecrets(compiled.model.spec), path);
}

/** The paths of a node, before or after, at which something looks like a secret. */
function hiddenIn({ address }: NodeChange, runs: readonly Required<SystemRun>[]): ReadonlySet<string> {
  const nodes = runs.flatMap(({ compiled }) => compiled.graph.node(address) ?? []);
  const places = nodes.flatMap((node) => secretPlaces(node.kind === "terraform" ? node.config : node.object));
  return new Set(places.map(attributePath));
}

function changeLines({ address, attributes }: NodeChange, hidden: ReadonlySet<string>): readonly string[] {
  const lines = attributes.map(({ path, before, after, ignored }) => {
    const [old, now] = hidden.has(path) ? [hiddenMark, hiddenMark] : [before, after].map(hideSecrets).map(shown);
    return `  ${path}: ${old} → ${now}${ignored ? " (left to others once created)" : ""}`;
  });
  return [address, ...lines];
}

/** A value on one line; references as Terraform writes them. */
function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(readableBody(value));
}

function findingsOnlyIn(
  findings: readonly PolicyFinding[],
  others: readonly PolicyFinding[],
): readonly PolicyFinding[] {
  const known = new Set(others.map(identity));
  return findings.filter((finding) => !known.has(identity(finding)));
}

function identity({ policy, target, key, status }: PolicyFinding): string {
  return JSON.stringify([policy, target, key, status]);
}

function readYaml(text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch {
    return undefined;
  }
}
