/** The typed resource of the Kubernetes provider that stands for an object, with the provider's names for its keys. */
export function typedResource({ apiVersion, kind, ...rest }) {
  const type = types[kind];
  if (!type) throw new Error(`no typed resource for ${kind}`);
  return { type, config: renamed(rest, [kind]) };
}

export const types = {
  Deployment: "kubernetes_deployment_v1",
  HorizontalPodAutoscaler: "kubernetes_horizontal_pod_autoscaler_v2",
  NetworkPolicy: "kubernetes_network_policy_v1",
  PodDisruptionBudget: "kubernetes_pod_disruption_budget_v1",
  Service: "kubernetes_service_v1",
  ServiceAccount: "kubernetes_service_account_v1",
};

/** The provider names the blocks of a list in the singular. */
const singular = {
  containers: "container",
  initContainers: "initContainer",
  metrics: "metric",
  tolerations: "toleration",
  topologySpreadConstraints: "topologySpreadConstraint",
  volumeMounts: "volumeMount",
  volumes: "volume",
};

/** Blocks that the provider takes as a list of one. */
const listed = new Set(["labelSelector"]);

/** What the provider's typed resources do not have. */
export const missing = new Set(["unhealthyPodEvictionPolicy"]);

/** Maps whose keys belong to the user. */
const plainMaps = new Set(["labels", "annotations", "matchLabels", "nodeSelector", "requests", "limits"]);

function renamed(value, path) {
  if (typeof value !== "object" || value === null || "$ref" in value || "$template" in value) return value;
  if (Array.isArray(value)) return value.map((entry) => renamed(entry, path));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, entry]) => entry !== undefined && !missing.has(key))
      .map(([key, entry]) => {
        const below = plainMaps.has(key) ? entry : renamed(entry, [...path, key]);
        if (listed.has(key)) return [key, [below]];
        return [nameOf(key, path), below];
      }),
  );
}

function nameOf(key, path) {
  // A network policy keeps the plural that the rest of the provider drops.
  if (key === "ports" && !path.includes("NetworkPolicy")) return "port";
  return singular[key] ?? key;
}
