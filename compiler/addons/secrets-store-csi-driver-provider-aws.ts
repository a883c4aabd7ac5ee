import { type ChartAddon, secretsProvidersDirectory } from "./addon.ts";

/**
 * Reads Secrets Manager and Parameter Store for the Secrets Store CSI driver. It has no AWS identity: it acts with that
 * of the pod which mounts a secret.
 * https://github.com/aws/secrets-store-csi-driver-provider-aws
 */
export const secretsStoreCsiDriverProviderAws: ChartAddon = {
  kind: "chart",
  name: "secrets-store-csi-driver-provider-aws",
  chart: "secrets-store-csi-driver-provider-aws",
  repository: "https://aws.github.io/secrets-store-csi-driver-provider-aws",
  namespace: "kube-system",
  ownNamespace: false,
  versions: { "1.33": "2.2.0", "1.34": "2.2.0", "1.35": "2.2.0" },
  values: () => ({
    // The driver is an add-on of its own: two releases of it would fight over the same objects.
    "secrets-store-csi-driver": { install: false },
    providerVolume: secretsProvidersDirectory,
    tolerations: [{ operator: "Exists" }],
    priorityClassName: "system-node-critical",
  }),
};
