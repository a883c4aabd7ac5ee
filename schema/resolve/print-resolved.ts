import { Document, isMap, isScalar, isSeq } from "yaml";
import type { SpecPath } from "../finding.ts";
import type { Model, Origin } from "../model/model.ts";

/**
 * Writes the resolved spec as YAML in which each value says where it comes from: a line of the spec, a line of an
 * environment's overlay, or the default of a rule. It is YAML that reads back as the same spec.
 */
export function printResolved(model: Model): string {
  const document = new Document(model.spec, { aliasDuplicateObjects: false, schema: "core" });
  document.commentBefore = ` ${model.name} in ${model.region}, resolved from ${model.source.file}`;
  annotate(document.contents, [], model);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** A map, or a list of maps, has no comment of its own: what it holds has. An empty one is commented like a value. */
function annotate(node: unknown, path: SpecPath, model: Model): void {
  const parts = partsOf(node);
  for (const [key, part] of parts) annotate(part, [...path, key], model);
  if (parts.length > 0) return;
  if (isMap(node) || isSeq(node)) node.flow = true;
  if (isMap(node) || isSeq(node) || isScalar(node)) node.comment = ` ${describeOrigin(model.originOf(path), model)}`;
}

function partsOf(node: unknown): readonly (readonly [key: string | number, part: unknown])[] {
  if (isMap(node))
    return node.items.flatMap(({ key, value }) => (isScalar(key) ? [[String(key.value), value] as const] : []));
  if (isSeq(node) && !node.items.every(isScalar)) return node.items.map((item, index) => [index, item]);
  return [];
}

function describeOrigin(origin: Origin, { source, lock }: Model): string {
  if (origin.kind === "default") return `default: ${origin.rule}`;
  if (origin.kind === "lock") return `lock, ${lock?.source.file}:${lock?.source.locateKey(origin.path).line}`;
  const place = `${source.file}:${source.locateKey(origin.path).line}`;
  return origin.kind === "overlay" ? `environment ${origin.environment}, ${place}` : place;
}
