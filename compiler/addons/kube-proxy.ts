import type { ManagedAddon } from "./addon.ts";

/** Service routing on every node. https://docs.aws.amazon.com/eks/latest/userguide/managing-kube-proxy.html */
export const kubeProxy: ManagedAddon = {
  kind: "managed",
  name: "kube-proxy",
  eksName: "kube-proxy",
  phase: "before-nodes",
  always: true,
  versions: { "1.33": "v1.33.5-eksbuild.2", "1.34": "v1.34.1-eksbuild.2", "1.35": "v1.35.0-eksbuild.2" },
};
