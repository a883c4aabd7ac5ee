import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import { text } from "../../schema/graph/value.ts";
import type { Context } from "../context.ts";
import type { Account } from "./account.ts";

/** https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
const accessPolicies = {
  "cluster-admin": "AmazonEKSClusterAdminPolicy",
  admin: "AmazonEKSAdminPolicy",
  edit: "AmazonEKSEditPolicy",
  view: "AmazonEKSViewPolicy",
} as const;

/** Who may use the cluster. They live in the cluster's stack, so that access outlasts whatever runs there. */
export function accessEntries(
  { model }: Context,
  owner: Account,
  cluster: TerraformNode<"aws_eks_cluster">,
): AnyTerraformNode[] {
  return Object.entries(model.spec.cluster.access).flatMap(([name, access]) => {
    const origin = ["cluster", "access", name] as const;
    const principalArn = access.principal ?? text`arn:${owner.partition}:iam::${owner.id}:role/${access.role ?? ""}`;
    const entry = terraform("aws_eks_access_entry", {
      stack: "cluster",
      name,
      origin,
      config: { clusterName: ref(cluster, "name"), principalArn },
    });
    const association = terraform("aws_eks_access_policy_association", {
      stack: "cluster",
      name,
      origin,
      config: {
        clusterName: ref(cluster, "name"),
        principalArn: ref(entry, "principal_arn"),
        policyArn: text`arn:${owner.partition}:eks::aws:cluster-access-policy/${accessPolicies[access.policy]}`,
        accessScope:
          access.namespaces.length > 0 ? { type: "namespace", namespaces: access.namespaces } : { type: "cluster" },
      },
    });
    return [entry, association];
  });
}
