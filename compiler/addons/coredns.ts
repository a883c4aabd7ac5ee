import type { ManagedAddon } from "./addon.ts";

/** Name resolution in the cluster. https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html */
export const coredns: ManagedAddon = {
  kind: "managed",
  name: "coredns",
  eksName: "coredns",
  phase: "after-nodes",
  always: true,
  versions: { "1.33": "v1.12.4-eksbuild.1", "1.34": "v1.12.4-eksbuild.1", "1.35": "v1.13.2-eksbuild.1" },
};
