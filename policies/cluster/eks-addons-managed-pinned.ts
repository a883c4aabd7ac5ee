import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { cisEks, eksBestPractice } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { known, knownText } from "../facts/known.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** What every cluster needs is installed by EKS, in a version that somebody chose. */
export const eksAddonsManagedPinned = defineRule({
  id: "eks-addons-managed-pinned",
  title: "Add-ons are managed by EKS, in pinned versions",
  group: "cluster",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "The copies that EKS puts into a new cluster are in no plan and are never upgraded. A managed add-on without a version changes when AWS says so. And network policies mean nothing unless the VPC CNI enforces them.",
  remediation:
    "Every cluster has these add-ons in the versions of this release, so this is a fault of the compiler: report it, with the spec.",
  anchors: [cisEks("4.3.1"), eksBestPractice("Deploy VPC CNI Managed Add-On", "vpc-cni")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { required: ["coredns", "kube-proxy", "vpc-cni"] },
  check({ graph, parameters }) {
    const addons = graph.resources("aws_eks_addon");
    const names = new Set(addons.map(({ config }) => knownText(graph, config.addonName)));
    const managed = [...names].filter((name) => name !== undefined).join(", ") || "none";
    const missing = parameters.required.filter((name) => !names.has(name)).map((name) => notManaged(name, managed));
    const hasPolicies = graph.objects("NetworkPolicy").length > 0;
    return [...missing, ...judgeNodes(addons, (addon) => judge(graph, addon, hasPolicies))];
  },
});

function notManaged(name: string, managed: string): RuleResult {
  return {
    verdict: "not-compliant",
    target: ["cluster", "addons", name],
    key: `${name}:missing`,
    message: `the add-on "${name}" is not managed`,
    expected: "an add-on of EKS",
    actual: "the copy that EKS puts into a new cluster, or none",
    evidence: [`add-ons of EKS: ${managed} → no ${name}`],
  };
}

function judge(graph: ResourceGraph, { config }: TerraformNode<"aws_eks_addon">, hasPolicies: boolean): NodeVerdict {
  const name = knownText(graph, config.addonName) ?? "unknown";
  const version = knownText(graph, config.addonVersion);
  if (config.addonVersion === undefined)
    return [
      {
        ...fault(name, "version", "has no version", "an exact version", "whatever AWS chooses"),
        seen: setTo("addon_version", undefined),
      },
    ];
  const seen = setTo("addon_version", version);
  if (name !== "vpc-cni" || !hasPolicies) return version === undefined ? unknown : { proof: seen };
  const settings = known(graph, config.configurationValues ?? "{}");
  if (settings === undefined || version === undefined) return unknown;
  if (/"enableNetworkPolicy"\s*:\s*"?true/.test(String(settings)))
    return { proof: `${seen}, enableNetworkPolicy = true` };
  return [
    {
      ...fault(name, "network-policy", "does not enforce network policies", "enableNetworkPolicy true", "off"),
      seen: setTo("configuration_values", config.configurationValues),
    },
  ];
}

const unknown: NodeVerdict = { unknown: "the version or settings of an add-on are known only at apply" };

function fault(name: string, key: string, message: string, expected: string, actual: string) {
  return { key: `${name}:${key}`, message: `the add-on "${name}" ${message}`, expected, actual };
}
