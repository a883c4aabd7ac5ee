import { type GraphNode, ref } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import { type Address, type Text, text, visitReferences } from "../../schema/graph/value.ts";
import type { StackName } from "../context.ts";

/** The partition and account that a stack is deployed to, looked up so that no spec has to repeat them. */
export interface Account {
  readonly nodes: readonly [ReturnType<typeof caller>, ReturnType<typeof partition>];
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: Text;
  /** Twelve digits. */
  readonly id: Text;
}

/** Looks up partition and account in a stack. */
export function account(stack: StackName): Account {
  const nodes = [caller(stack), partition(stack)] as const;
  return { nodes, id: ref(nodes[0], "account_id"), partition: ref(nodes[1], "partition") };
}

/** The ARN of an AWS managed policy, e.g. `AmazonEKSClusterPolicy` or `service-role/AmazonEBSCSIDriverPolicy`. */
export function managedPolicyArn(owner: Account, policy: string): Text {
  return text`arn:${owner.partition}:iam::aws:policy/${policy}`;
}

/** Leaves out the look-ups that nothing in their stack refers to. */
export function withoutUnusedLookups(nodes: readonly GraphNode[]): GraphNode[] {
  const unused = new Map<string, Set<Address>>();
  for (const { stack, address } of nodes.filter(isLookup))
    unused.set(stack, (unused.get(stack) ?? new Set()).add(address));
  for (const node of nodes) {
    const left = unused.get(node.stack);
    // Kubernetes objects name AWS resources, never the account.
    if (left?.size && node.kind === "terraform") visitReferences(node.config, ({ $ref }) => left.delete($ref));
  }
  return nodes.filter((node) => !unused.get(node.stack)?.has(node.address));
}

function isLookup(node: GraphNode): boolean {
  return node.type === "data.aws_caller_identity" || node.type === "data.aws_partition";
}

function caller(stack: StackName) {
  return terraform("data.aws_caller_identity", { stack, name: "current", origin: [], config: {} });
}

function partition(stack: StackName) {
  return terraform("data.aws_partition", { stack, name: "current", origin: [], config: {} });
}
