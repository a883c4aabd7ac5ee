import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { cisEks, fsbp, nsa, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { items, knownText } from "../facts/known.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** All control-plane logs are on, in a log group that Terraform manages. How long it is kept is asked by `obs-log-retention`. */
export const eksControlPlaneLogs = defineRule({
  id: "eks-control-plane-logs",
  title: "All control-plane logs are kept",
  group: "cluster",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "The audit log says who did what in the cluster; the others say why a pod was not scheduled or a login refused. A log group that EKS makes by itself is kept for ever and deleted with nothing.",
  remediation: "Leave `cluster.logs` out, which keeps all five, or add the missing ones.",
  fixable: true,
  anchors: [
    cisEks("2.1.1"),
    cisEks("2.1.2"),
    fsbp("EKS.8"),
    nsa("C-0067"),
    tool("Checkov", "CKV_AWS_37"),
    tool("Trivy", "AWS-0038"),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: { logs: ["api", "audit", "authenticator", "controllerManager", "scheduler"] },
  check({ graph, parameters }) {
    return graph.resources("aws_eks_cluster").flatMap((cluster): RuleResult[] => {
      const enabled = items<unknown>(cluster.config.enabledClusterLogTypes)?.map((log) => knownText(graph, log));
      if (!enabled || enabled.includes(undefined))
        return [
          { verdict: "not-evaluated", target, reason: "its logs are known only at apply", resource: cluster.address },
        ];
      const evidence = [
        `cluster ${cluster.name} → ${setTo("enabled_cluster_log_types", cluster.config.enabledClusterLogTypes)}`,
      ];
      const missing = parameters.logs
        .filter((log) => !enabled.includes(log))
        .map(
          (log): NotCompliant => ({
            verdict: "not-compliant",
            target,
            path: ["cluster", "logs"],
            key: `log:${log}`,
            message: `the control-plane log "${log}" is off`,
            expected: `"${log}" in the enabled logs`,
            actual: "off",
            evidence,
            fix: [...new Set([...enabled.map(String), ...parameters.logs])],
            resource: cluster.address,
          }),
        );
      const group = judgeLogGroup(graph, cluster);
      if (missing.length === 0 && group.verdict === "compliant")
        return [{ ...group, evidence: [...evidence, ...(group.evidence ?? [])] }];
      return group.verdict === "compliant" ? missing : [...missing, group];
    });
  },
});

const target = ["cluster"] as const;

/** EKS writes to a log group of this name, and makes it without a retention where nobody has. */
function judgeLogGroup(graph: ResourceGraph, cluster: TerraformNode<"aws_eks_cluster">): RuleResult {
  const name = knownText(graph, cluster.config.name);
  if (name === undefined)
    return { verdict: "not-evaluated", target, reason: "the cluster's name is known only at apply" };
  const expected = `/aws/eks/${name}/cluster`;
  const group = graph
    .resources("aws_cloudwatch_log_group")
    .find(({ config }) => knownText(graph, config.name) === expected);
  const evidence = [`log group ${expected} → ${group ? group.address : "no aws_cloudwatch_log_group of this name"}`];
  if (group) return { verdict: "compliant", target, evidence, resource: cluster.address };
  return {
    verdict: "not-compliant",
    target,
    path: ["cluster", "logRetention"],
    key: "log-group",
    message: `the log group "${expected}" is not managed`,
    expected: "a log group of this name in Terraform",
    actual: "made by EKS at the first log",
    evidence,
    resource: cluster.address,
  };
}
