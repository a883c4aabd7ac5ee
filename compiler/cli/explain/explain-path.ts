import { stringify } from "yaml";
import { hideSecrets } from "../../../policies/hidden/hide-secrets.ts";
import type { Policy } from "../../../policies/rule.ts";
import type { SpecPath } from "../../../schema/finding.ts";
import type { GraphNode } from "../../../schema/graph/graph.ts";
import type { Model } from "../../../schema/model/model.ts";
import { formatSpecPath, isWithin } from "../../../schema/spec-path.ts";
import type { SystemRun } from "../pipeline.ts";
import { printVerdicts } from "./path-in-report.ts";
import { section } from "./section.ts";

/** A part of a spec: its value, who said it, what is made from it and what the policies say of it. */
export function explainPath(
  path: SpecPath,
  { compiled: { model, graph }, report }: Required<SystemRun>,
  policies: readonly Policy[],
): string {
  const made = graph.nodes.filter((node) => isWithin(node.origin, path));
  return [
    `${formatSpecPath(path)}\n`,
    section("value", [stringify(valueAt(hideSecrets(model.spec), path), { lineWidth: 0 }).trimEnd()]),
    section("said by", [originText(path, model)]),
    section("makes", made.length > 0 ? made.map(({ address }) => address) : partOf(path, graph.nodes)),
    printVerdicts(path, report, policies),
  ].join("");
}

/** The value at a path of a resolved spec, `undefined` when it has none there. */
export function valueAt(spec: unknown, path: SpecPath): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    return (value as Readonly<Record<string | number, unknown>>)[part];
  }, spec);
}

/** Who said the value at a path, and where. */
function originText(path: SpecPath, model: Model): string {
  const origin = model.originOf(path);
  if (origin.kind === "default") return `nobody; default: ${origin.rule}`;
  if (origin.kind === "lock")
    return `${model.lock?.source.file}:${model.lock?.source.locateKey(origin.path).line}, ${formatSpecPath(origin.path)}`;
  const { line } = model.source.locateKey(origin.path);
  const place = `${model.source.file}:${line}, ${formatSpecPath(origin.path)}`;
  return origin.kind === "overlay" ? `${place} (environment ${origin.environment})` : place;
}

/** What is made from the nearest part of the spec around a path that makes anything. */
function partOf(path: SpecPath, nodes: readonly GraphNode[]): readonly string[] {
  for (let length = path.length - 1; length > 0; length--) {
    const around = path.slice(0, length);
    const made = nodes.filter(({ origin }) => formatSpecPath(origin) === formatSpecPath(around));
    if (made.length > 0)
      return [`nothing by itself; ${formatSpecPath(around)} makes:`, ...made.map(({ address }) => address)];
  }
  return ["nothing by itself"];
}
