import { valueAt } from "../../schema/resolve/plain-data.ts";
import { securityHub, tool } from "../anchors.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { observabilityAddon } from "../facts/observability-addon.ts";
import { defineRule } from "../rule.ts";

/** The add-on of the cluster's metrics measures the cluster. That there is none is said by `obs-workload-logs`. */
export const obsClusterInsights = defineRule({
  id: "obs-cluster-insights",
  title: "Container Insights measures the cluster",
  group: "operations",
  severity: "low",
  profile: "prod",
  stage: "graph",
  rationale:
    "Nodes that run out of memory and pods that restart show in the cluster's metrics before anybody complains. A configuration of one's own replaces the whole default of the agent, and with it what measures the cluster.",
  remediation:
    "Take the agent's `config` of the add-on out of `overrides`, or name `kubernetes` under its `logs.metrics_collected`.",
  anchors: [securityHub("ECS.12"), tool("cdk-nag", "ECS4"), tool("Checkov", "CKV_AWS_65"), tool("Trivy", "AWS-0034")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph }) {
    const addon = observabilityAddon(graph);
    return addon ? judgeNodes([addon.node], () => judge(addon.settings)) : [];
  },
});

function judge(settings: unknown): NodeVerdict {
  if (settings === undefined) return { unknown: "the configuration of container-insights is known only at apply" };
  const config = valueAt(settings, ["agent", "config"]);
  if (config === undefined) return { proof: "the agent has its default configuration" };
  const collected = valueAt(config, ["logs", "metrics_collected", "kubernetes"]);
  if (collected !== undefined) return { proof: "the agent's logs.metrics_collected has kubernetes" };
  return [
    {
      key: "metrics",
      message: 'the agent of the add-on "container-insights" does not measure the cluster',
      expected: "kubernetes under logs.metrics_collected",
      actual: "a configuration without it",
    },
  ];
}
