import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { isReference, isTemplate } from "../../schema/graph/value.ts";
import type { Model } from "../../schema/model/model.ts";
import { items, show } from "./known.ts";
import { specItem } from "./spec-item.ts";

/** https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
const policies = {
  "cluster-admin": "AmazonEKSClusterAdminPolicy",
  admin: "AmazonEKSAdminPolicy",
  edit: "AmazonEKSEditPolicy",
  view: "AmazonEKSViewPolicy",
} as const;

/** What an access entry lets somebody do, e.g. `AmazonEKSViewPolicy in shop`. */
export interface EntryRight {
  /** The part of the spec that declares the entry. */
  readonly entry: SpecPath;
  readonly right: string;
}

/** What access entries give: policies of EKS, and groups of Kubernetes. */
export function entryRights(graph: ResourceGraph): readonly EntryRight[] {
  const associated = graph
    .resources("aws_eks_access_policy_association")
    .map((node) => ({ entry: specItem(node.origin), right: associatedRight(node) }));
  return [...associated, ...graph.resources("aws_eks_access_entry").flatMap(groupRights)];
}

/** The policy of an association, and where it counts. */
export function associatedRight({ config }: TerraformNode<"aws_eks_access_policy_association">): string {
  const { type, namespaces } = (config.accessScope ?? {}) as { readonly type?: unknown; readonly namespaces?: object };
  const policy = show(config.policyArn);
  const places = type === "namespace" ? (items<unknown>(namespaces) ?? []).map(show) : [];
  return rightText(policy.slice(policy.lastIndexOf("/") + 1), places);
}

/** Whether the policy of an association is known: its end is, where its partition is not. */
export function isKnownPolicy({ config }: TerraformNode<"aws_eks_access_policy_association">): boolean {
  const end = isTemplate(config.policyArn) ? config.policyArn.$template.at(-1) : config.policyArn;
  return !isReference(end);
}

/** The groups that an entry puts somebody into. Bindings of the cluster say what they may do. */
export function groupRights({ config, origin }: TerraformNode<"aws_eks_access_entry">): readonly EntryRight[] {
  const groups = items<unknown>(config.kubernetesGroups) ?? [];
  return groups.map((group) => ({ entry: specItem(origin), right: `group ${show(group)}` }));
}

/** What the spec says of an entry; `undefined` where it has none of that name. */
export function declaredRight({ spec }: Pick<Model, "spec">, entry: SpecPath): string | undefined {
  const access = spec.cluster.access[String(entry.at(-1))];
  return access && rightText(policies[access.policy], access.namespaces);
}

function rightText(policy: string, namespaces: readonly string[]): string {
  return `${policy} in ${[...namespaces].sort().join(", ") || "the cluster"}`;
}
