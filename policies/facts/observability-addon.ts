import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { known, knownText } from "./known.ts";

/** The add-on that carries logs and metrics of a cluster to CloudWatch. */
export interface ObservabilityAddon {
  readonly node: TerraformNode<"aws_eks_addon">;
  /** Its configuration; absent when it is known only at apply, or is not JSON. */
  readonly settings?: unknown;
}

/**
 * The add-on `amazon-cloudwatch-observability`, where the cluster has it. With no configuration it sends the logs of
 * every container, and the metrics of Container Insights.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
 */
export function observabilityAddon(graph: ResourceGraph): ObservabilityAddon | undefined {
  const node = graph
    .resources("aws_eks_addon")
    .find(({ config }) => knownText(graph, config.addonName) === "amazon-cloudwatch-observability");
  if (!node) return undefined;
  const written = known(graph, node.config.configurationValues ?? "{}");
  const settings = typeof written === "string" ? parsed(written) : undefined;
  return { node, ...(settings !== undefined && { settings }) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // EKS takes YAML, too, which only an override can write.
    return undefined;
  }
}
