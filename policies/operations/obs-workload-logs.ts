import { valueAt } from "../../schema/resolve/plain-data.ts";
import { awsDocs, securityHub } from "../anchors.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { observabilityAddon } from "../facts/observability-addon.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** What services write to their output is kept when their pods are gone. */
export const obsWorkloadLogs = defineRule({
  id: "obs-workload-logs",
  title: "The logs of services outlive their pods",
  group: "operations",
  severity: "medium",
  profile: "prod",
  stage: "graph",
  rationale:
    "A node keeps the output of a container until the pod is replaced or the node goes, which is when somebody wants to read it. After an outage or a break-in nothing is left of what the services said.",
  remediation:
    "Add `container-insights: {}` to `cluster.addons`, or waive this where something that no spec speaks of collects the logs.",
  anchors: [
    securityHub("ECS.9"),
    awsDocs("Send logs to CloudWatch Logs", "AmazonCloudWatch/latest/monitoring/Container-Insights-EKS-logs.html"),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph, facts }) {
    if (facts.pods.length === 0) return [];
    const addon = observabilityAddon(graph);
    return addon ? judgeNodes([addon.node], () => judge(addon.settings)) : [missing];
  },
});

const missing: RuleResult = {
  verdict: "not-compliant",
  target: ["cluster", "addons"],
  key: "container-insights",
  message: "nothing carries the logs of services away from their nodes",
  expected: "the add-on container-insights",
  actual: "no add-on that collects logs",
  evidence: ["cluster.addons → no container-insights"],
};

function judge(settings: unknown): NodeVerdict {
  if (settings === undefined) return { unknown: "the configuration of container-insights is known only at apply" };
  const isOn = valueAt(settings, ["containerLogs", "enabled"]);
  if (isOn !== false) return { proof: "containerLogs.enabled is not false" };
  return [
    {
      key: "container-logs",
      message: 'the add-on "container-insights" does not collect the logs of containers',
      expected: "containerLogs.enabled true",
      actual: "containerLogs.enabled = false",
    },
  ];
}
