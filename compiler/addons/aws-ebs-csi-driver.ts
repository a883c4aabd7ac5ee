import type { ManagedAddon } from "./addon.ts";

/**
 * Volumes for stateful services. Without a role of its own it would stay degraded: the node role cannot make volumes,
 * and its pods do not reach the instance metadata.
 * https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html
 */
export const awsEbsCsiDriver: ManagedAddon = {
  kind: "managed",
  name: "aws-ebs-csi-driver",
  eksName: "aws-ebs-csi-driver",
  phase: "after-nodes",
  always: false,
  versions: { "1.33": "v1.53.0-eksbuild.1", "1.34": "v1.54.0-eksbuild.1", "1.35": "v1.54.0-eksbuild.1" },
  identity: {
    namespace: "kube-system",
    serviceAccount: "ebs-csi-controller-sa",
    managedPolicies: ["service-role/AmazonEBSCSIDriverPolicy"],
  },
};
