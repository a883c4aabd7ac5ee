import type { SpecPath } from "../../schema/finding.ts";
import type { GraphNode, ResourceGraph } from "../../schema/graph/graph.ts";
import type { RuleResult } from "../rule.ts";
import { knownFlag } from "./known.ts";
import { specItem } from "./spec-item.ts";

/** What is wrong with a resource or an object. */
export interface NodeFault {
  /** The setting to blame, below the part of the spec that the node belongs to: `["backups", "retention"]`. */
  readonly setting?: SpecPath;
  readonly key: string;
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
}

/** What proves that a node is as it should be, why nothing can be said, or what is wrong with it. */
export type NodeVerdict = { readonly proof: string } | { readonly unknown: string } | readonly NodeFault[];

/** The parts of a node that a verdict needs, for resources and objects alike. */
type Judged = Pick<GraphNode, "address" | "name" | "origin" | "type">;

/** Asks one question of each of some nodes. A node that the question is not about gives `undefined`. */
export function judgeNodes<Node extends Judged>(
  nodes: readonly Node[],
  judge: (node: Node) => NodeVerdict | undefined,
): RuleResult[] {
  return nodes.flatMap((node): RuleResult[] => {
    const verdict = judge(node);
    if (!verdict) return [];
    const target = specItem(node.origin);
    const resource = node.address;
    const who = `${node.type} ${node.name}`;
    if ("unknown" in verdict) return [{ verdict: "not-evaluated", target, reason: verdict.unknown, resource }];
    if ("proof" in verdict)
      return [{ verdict: "compliant", target, evidence: [`${who} → ${verdict.proof}`], resource }];
    return verdict.map(({ setting = [], ...fault }) => ({
      verdict: "not-compliant",
      target,
      path: [...target, ...setting],
      ...fault,
      evidence: [`${who} → ${fault.actual}`],
      resource,
    }));
  });
}

/** A flag that must have a value. Give the provider's default where it is absent. */
export function expectFlag(
  graph: ResourceGraph,
  value: unknown,
  expected: boolean,
  { unknown, proof, fault }: { readonly unknown: string; readonly proof: string; readonly fault: NodeFault },
): NodeVerdict {
  const flag = knownFlag(graph, value);
  if (flag === undefined) return { unknown };
  return flag === expected ? { proof } : [fault];
}
