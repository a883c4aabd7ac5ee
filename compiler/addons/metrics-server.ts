import type { ChartAddon } from "./addon.ts";

/** CPU and memory use for horizontal pod autoscalers. https://kubernetes-sigs.github.io/metrics-server/ */
export const metricsServer: ChartAddon = {
  kind: "chart",
  name: "metrics-server",
  chart: "metrics-server",
  repository: "https://kubernetes-sigs.github.io/metrics-server/",
  namespace: "kube-system",
  ownNamespace: false,
  versions: { "1.33": "3.13.0", "1.34": "3.13.0", "1.35": "3.13.0" },
  values: () => ({
    replicas: 2,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    resources: { requests: { cpu: "100m", memory: "200Mi" }, limits: { memory: "400Mi" } },
  }),
};
