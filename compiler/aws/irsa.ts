import { ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { text } from "../../schema/graph/value.ts";
import type { RoleInput } from "./role.ts";

/** A Kubernetes service account: the only one that may assume a role. */
export interface ServiceAccountName {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * Trust for exactly one service account of one cluster (IRSA): subject and audience by `StringEquals`.
 * The provider's `url` attribute is the issuer without `https://`, which is what IAM's condition keys begin with.
 * https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
 */
export function irsaTrust(
  oidcProvider: TerraformNode<"aws_iam_openid_connect_provider">,
  { namespace, serviceAccount }: ServiceAccountName,
): RoleInput["trust"] {
  const issuer = ref(oidcProvider, "url");
  return {
    sid: "ServiceAccount",
    actions: ["sts:AssumeRoleWithWebIdentity"],
    principals: { type: "Federated", identifiers: [ref(oidcProvider, "arn")] },
    conditions: [
      {
        test: "StringEquals",
        variable: text`${issuer}:sub`,
        values: [`system:serviceaccount:${namespace}:${serviceAccount}`],
      },
      { test: "StringEquals", variable: text`${issuer}:aud`, values: ["sts.amazonaws.com"] },
    ],
  };
}
