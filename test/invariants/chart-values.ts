/** What is known of a chart's values without a network. */
export interface ChartFacts {
  /** Where the chart's `values.yaml` is published. */
  readonly source: string;
  /** Whether the chart comes with a `values.schema.json`, which Helm holds values against before it installs. */
  readonly hasSchema: boolean;
  /** The values of it that are set, as paths; what is below one of them is free. */
  readonly values: readonly string[];
}

/** The charts that are installed from repositories, by name. A value that a chart does not know is ignored in silence. */
export const chartFacts: Readonly<Record<string, ChartFacts>> = {
  "aws-load-balancer-controller": {
    source: "https://github.com/aws/eks-charts/blob/master/stable/aws-load-balancer-controller/values.yaml",
    hasSchema: false,
    values: [
      "clusterName",
      "enableBackendSecurityGroup",
      "enableServiceMutatorWebhook",
      "enableShield",
      "enableWaf",
      "enableWafv2",
      "region",
      "replicaCount",
      "resources",
      "serviceAccount.annotations",
      "serviceAccount.create",
      "serviceAccount.name",
      "vpcId",
    ],
  },
  "cluster-autoscaler": {
    source: "https://github.com/kubernetes/autoscaler/blob/master/charts/cluster-autoscaler/values.yaml",
    hasSchema: false,
    values: [
      "autoDiscovery.clusterName",
      "awsRegion",
      "cloudProvider",
      "extraArgs",
      "fullnameOverride",
      "image.tag",
      "rbac.serviceAccount.annotations",
      "rbac.serviceAccount.name",
      "resources",
    ],
  },
  "external-secrets": {
    source: "https://github.com/external-secrets/external-secrets/blob/main/deploy/charts/external-secrets/values.yaml",
    hasSchema: true,
    values: ["installCRDs", "resources"],
  },
  "metrics-server": {
    source: "https://github.com/kubernetes-sigs/metrics-server/blob/master/charts/metrics-server/values.yaml",
    hasSchema: false,
    values: ["podDisruptionBudget.enabled", "podDisruptionBudget.maxUnavailable", "replicas", "resources"],
  },
};

/** The paths of plain data, down to what is no map: `{ a: { b: 1 } }` has `a.b`. */
export function pathsIn(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, path === "" ? key : `${path}.${key}`));
}
