import type { SpecPath } from "../../schema/finding.ts";
import type { AnyKubernetesNode, AnyTerraformNode, GraphNode, ResourceGraph } from "../../schema/graph/graph.ts";
import type { KubernetesKind } from "../../schema/graph/kubernetes-types.ts";
import type { TerraformType } from "../../schema/graph/terraform-types.ts";
import type { Address } from "../../schema/graph/value.ts";
import type { Model } from "../../schema/model/model.ts";
import { formatSpecPath, parseSpecPath } from "../../schema/spec-path.ts";
import { label, specItem } from "../facts/spec-item.ts";
import type { Selection } from "./declared-rule.ts";
import { valuesAt } from "./values-at.ts";

/** Something of a system that a rule judges. */
export interface SelectedPart {
  /** For people: `api`. */
  readonly name: string;
  readonly value: unknown;
  /** What a waiver names. */
  readonly target: SpecPath;
  /** Where a finding about a field stands in the spec. */
  pathOf(field: SpecPath): SpecPath;
  /** What tells a finding about a field from others on the same target. */
  keyOf(field: SpecPath): string;
  readonly resource?: Address;
}

/** The parts of a system that a selection is about, before its `where`. */
export function selectParts({ spec, resource, object }: Selection, model: Model, graph: ResourceGraph): SelectedPart[] {
  if (spec !== undefined) return partsOfSpec(parseSpecPath(spec) ?? [], model);
  const nodes: readonly GraphNode[] =
    resource === undefined
      ? (graph.objects(object as KubernetesKind) as readonly AnyKubernetesNode[])
      : (graph.resources(resource as TerraformType) as readonly AnyTerraformNode[]);
  const kind = resource === undefined ? "kubernetes" : "terraform";
  return nodes.filter((node) => node.kind === kind).map(partOfGraph);
}

function partsOfSpec(pattern: SpecPath, { spec }: Model): SelectedPart[] {
  return valuesAt(spec, pattern).flatMap(({ path, value }): SelectedPart[] => {
    if (value === undefined) return [];
    const target = specItem(path);
    return [
      {
        name: String(path.at(-1) ?? spec.system),
        value,
        target,
        pathOf: (field) => [...path, ...field],
        keyOf: (field) => formatSpecPath([...path, ...field].slice(target.length)),
      },
    ];
  });
}

function partOfGraph(node: GraphNode): SelectedPart {
  return {
    name: label(node),
    value: node.kind === "terraform" ? node.config : node.object,
    target: specItem(node.origin),
    pathOf: () => node.origin,
    keyOf: (field) => `${node.type}.${node.name}:${formatSpecPath(field)}`,
    resource: node.address,
  };
}
