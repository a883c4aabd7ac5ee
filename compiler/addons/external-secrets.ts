import type { ChartAddon } from "./addon.ts";

/**
 * Delivers Secrets Manager values as Kubernetes secrets. The controller has no AWS identity: it acts with the
 * service account of each secret store, so a service's secrets can be read for that service alone.
 * https://external-secrets.io/latest/provider/aws-access/
 */
export const externalSecrets: ChartAddon = {
  kind: "chart",
  name: "external-secrets",
  chart: "external-secrets",
  repository: "https://charts.external-secrets.io",
  namespace: "external-secrets",
  ownNamespace: true,
  versions: { "1.33": "2.0.0", "1.34": "2.0.0", "1.35": "2.0.0" },
  values: () => ({
    installCRDs: true,
    resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "256Mi" } },
  }),
};
