import type { ManagedAddon } from "./addon.ts";

/**
 * Pod networking, with network policies enforced. It has a role of its own, so that nodes need no right over
 * network interfaces.
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
 */
export const vpcCni: ManagedAddon = {
  kind: "managed",
  name: "vpc-cni",
  eksName: "vpc-cni",
  phase: "before-nodes",
  always: true,
  versions: { "1.33": "v1.21.1-eksbuild.1", "1.34": "v1.21.1-eksbuild.1", "1.35": "v1.21.1-eksbuild.3" },
  configuration: { enableNetworkPolicy: "true" },
  identity: { namespace: "kube-system", serviceAccount: "aws-node", managedPolicies: ["AmazonEKS_CNI_Policy"] },
};
