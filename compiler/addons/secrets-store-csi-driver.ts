import { type ChartAddon, secretsProvidersDirectory } from "./addon.ts";

/**
 * Mounts secrets into pods as files. It writes no Kubernetes secrets, for which it would need the right to every secret
 * of the cluster, and it does not ask again for what is mounted: what it asks for is billed.
 * https://secrets-store-csi-driver.sigs.k8s.io/
 */
export const secretsStoreCsiDriver: ChartAddon = {
  kind: "chart",
  name: "secrets-store-csi-driver",
  chart: "secrets-store-csi-driver",
  repository: "https://kubernetes-sigs.github.io/secrets-store-csi-driver/charts",
  namespace: "kube-system",
  ownNamespace: false,
  versions: { "1.33": "1.5.4", "1.34": "1.5.4", "1.35": "1.5.4" },
  values: () => ({
    syncSecret: { enabled: false },
    enableSecretRotation: false,
    linux: {
      providersDir: secretsProvidersDirectory,
      // A pod of any pool may mount secrets.
      tolerations: [{ operator: "Exists" }],
      priorityClassName: "system-node-critical",
    },
  }),
};
