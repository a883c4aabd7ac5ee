import type { Data } from "../emitted.ts";
import type { Invariant } from "../invariant.ts";

const clusterProviders = ["helm", "kubernetes"];

/** A provider that is configured from a cluster made in the same stack cannot be planned before the cluster exists. */
export const separateProviders: Invariant = {
  name: "no stack holds AWS resources beside a Kubernetes or Helm provider",
  check: ({ stacks }) =>
    stacks.flatMap(({ name, document, resources }) => {
      const required = ((document["terraform"] ?? {}) as Data)["required_providers"] ?? {};
      const providers = new Set([
        ...Object.keys((document["provider"] ?? {}) as Data),
        ...Object.keys(required as Data),
        ...resources.map(({ type }) => type.replace(/^data\./, "").split("_", 1)[0] ?? ""),
      ]);
      const ofCluster = clusterProviders.filter((provider) => providers.has(provider));
      return providers.has("aws") && ofCluster.length > 0 ? [`${name} has aws and ${ofCluster.join(", ")}`] : [];
    }),
};
