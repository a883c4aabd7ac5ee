import type { ManagedAddon } from "./addon.ts";

/**
 * CloudWatch Container Insights: metrics and container logs.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
 */
export const containerInsights: ManagedAddon = {
  kind: "managed",
  name: "container-insights",
  eksName: "amazon-cloudwatch-observability",
  phase: "after-nodes",
  always: false,
  versions: { "1.33": "v4.7.0-eksbuild.1", "1.34": "v4.7.0-eksbuild.1", "1.35": "v4.7.0-eksbuild.1" },
  identity: {
    namespace: "amazon-cloudwatch",
    serviceAccount: "cloudwatch-agent",
    managedPolicies: ["CloudWatchAgentServerPolicy"],
  },
};
