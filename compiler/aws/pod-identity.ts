import type { SpecPath } from "../../schema/finding.ts";
import { ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { ResolvedSpec, Service } from "../../schema/model/model.ts";
import type { Account } from "./account.ts";
import type { ServiceAccountName } from "./irsa.ts";
import type { RoleInput } from "./role.ts";

/** Whether anything has an AWS identity by EKS Pod Identity. */
export function usesPodIdentity({ services }: ResolvedSpec): boolean {
  return Object.values(services).some(hasPodIdentity);
}

/** Whether a service's pods get their AWS credentials from the Pod Identity agent. */
export function hasPodIdentity({ identity }: Service): boolean {
  return identity === "pod-identity";
}

/**
 * Trust for exactly one service account of one cluster (Pod Identity): the cluster by the source of the call, the
 * service account by the session's tags. The source is the cluster's ARN, not the association's.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podIdentityTrust(
  cluster: TerraformNode<"aws_eks_cluster">,
  account: Account,
  { namespace, serviceAccount }: ServiceAccountName,
): RoleInput["trust"] {
  return {
    sid: "PodIdentity",
    actions: ["sts:AssumeRole", "sts:TagSession"],
    principals: { type: "Service", identifiers: ["pods.eks.amazonaws.com"] },
    conditions: [
      { test: "StringEquals", variable: "aws:SourceAccount", values: [account.id] },
      { test: "ArnEquals", variable: "aws:SourceArn", values: [ref(cluster, "arn")] },
      { test: "StringEquals", variable: "aws:RequestTag/kubernetes-namespace", values: [namespace] },
      { test: "StringEquals", variable: "aws:RequestTag/kubernetes-service-account", values: [serviceAccount] },
    ],
  };
}

/**
 * Binds a service account to a role; the service account itself says nothing of it.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html
 */
export function podIdentityAssociation(
  cluster: TerraformNode<"aws_eks_cluster">,
  role: TerraformNode<"aws_iam_role">,
  { namespace, serviceAccount }: ServiceAccountName,
  origin: SpecPath,
): TerraformNode<"aws_eks_pod_identity_association"> {
  return terraform("aws_eks_pod_identity_association", {
    stack: role.stack,
    name: role.name,
    origin,
    config: { clusterName: ref(cluster, "name"), namespace, serviceAccount, roleArn: ref(role, "arn") },
  });
}
