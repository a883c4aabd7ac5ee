import type { EditValue } from "../../schema/edit/spec-edit.ts";
import type { SpecPath } from "../../schema/finding.ts";
import type { GraphNode, ResourceGraph } from "../../schema/graph/graph.ts";
import type { RuleResult } from "../rule.ts";
import { setTo } from "./evidence.ts";
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
  /** What the evidence says after the node's name, a path an item; {@link actual} when absent. */
  readonly seen?: string | readonly string[];
  /** The value of {@link setting} that mends it. */
  readonly fix?: EditValue;
}

/** What proves that a node is as it should be, a path an item, why nothing can be said, or what is wrong with it. */
export type NodeVerdict = Proof | { readonly unknown: string } | readonly NodeFault[];

/** What the evidence of a pass says after the name of what was judged. */
export interface Proof {
  readonly proof: string | readonly string[];
}

/** The parts of a node that a verdict needs, for resources, objects and what is made of several alike. */
interface Judged extends Pick<GraphNode, "address" | "name" | "origin"> {
  readonly type: string;
}

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
      return [{ verdict: "compliant", target, evidence: stepsFrom(who, verdict.proof), resource }];
    return verdict.map(({ setting = [], seen, ...fault }) => ({
      verdict: "not-compliant",
      target,
      path: [...target, ...setting],
      ...fault,
      evidence: stepsFrom(who, seen ?? fault.actual),
      resource,
    }));
  });
}

/** The evidence of a verdict: each path begins at what was judged. */
export function stepsFrom(who: string, seen: string | readonly string[]): readonly string[] {
  return [seen].flat().map((each) => `${who} → ${each}`);
}

/** An argument that is true or false, by the name that the provider gives it. */
export interface Flag {
  readonly name: string;
  readonly value: unknown;
  /** What the provider takes where it is not set: false, where nothing is said here. */
  readonly absent?: boolean;
}

/** A flag that must have a value: it is the evidence, too. */
export function expectFlag(
  graph: ResourceGraph,
  { name, value, absent = false }: Flag,
  expected: boolean,
  { unknown, fault }: { readonly unknown: string; readonly fault: NodeFault },
): NodeVerdict {
  const flag = knownFlag(graph, value ?? absent);
  if (flag === undefined) return { unknown };
  const seen = setTo(name, value);
  return flag === expected ? { proof: seen } : [{ ...fault, seen }];
}
