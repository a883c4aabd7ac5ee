import { usesPodIdentity } from "../aws/pod-identity.ts";
import type { ManagedAddon } from "./addon.ts";

/**
 * Hands pods the credentials of their Pod Identity association. Its own right to ask EKS for them is the node role's.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
export const eksPodIdentityAgent: ManagedAddon = {
  kind: "managed",
  name: "eks-pod-identity-agent",
  eksName: "eks-pod-identity-agent",
  phase: "before-nodes",
  always: false,
  neededBy: usesPodIdentity,
  versions: { "1.33": "v1.3.10-eksbuild.2", "1.34": "v1.3.10-eksbuild.2", "1.35": "v1.3.10-eksbuild.2" },
};
