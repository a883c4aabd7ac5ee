import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { cisAws, fsbp, tool } from "../anchors.ts";
import { nodeSteps, setTo } from "../facts/evidence.ts";
import { items, knownFlag } from "../facts/known.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Every volume of a node is encrypted. */
export const nodeEbsEncrypted = defineRule({
  id: "node-ebs-encrypted",
  title: "Node volumes are encrypted",
  group: "cluster",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Images, container logs and empty volumes end up on the node's disk, secrets among them. Encrypted, a snapshot or a discarded disk tells nobody anything.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [cisAws("6.1.1"), fsbp("EC2.181"), tool("Trivy", "AWS-0122")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    return graph.resources("aws_eks_node_group").flatMap((group) => judge(graph, group));
  },
});

function judge(graph: ResourceGraph, group: TerraformNode<"aws_eks_node_group">): RuleResult[] {
  const target = specItem(group.origin);
  const failure = {
    verdict: "not-compliant",
    target,
    path: [...target, "disk"],
    expected: "every volume encrypted",
  } as const;
  const template = graph.follow(group.config.launchTemplate?.id, "aws_launch_template");
  if (!template && group.config.launchTemplate)
    return [
      { verdict: "not-evaluated", target, reason: "its launch template is not in the graph", resource: group.address },
    ];
  const devices = template ? items<Device>(template.config.blockDeviceMappings) : [];
  if (!devices) return [{ verdict: "not-evaluated", target, reason: "its volumes are known only at apply" }];
  const resource = template?.address ?? group.address;
  const steps = nodeSteps(group, template);
  if (devices.length === 0)
    return [
      {
        ...failure,
        key: "root",
        message: `the root volume of node pool "${label(group)}" is left as the AMI makes it`,
        actual: "the AMI's default",
        evidence: [`${steps} → block_device_mappings not set`],
        resource,
      },
    ];
  return devices.map((device): RuleResult => {
    const name = String(device.deviceName ?? "root");
    const { encrypted } = device.ebs ?? {};
    const isEncrypted = encrypted === undefined ? false : knownFlag(graph, encrypted);
    if (isEncrypted === undefined)
      return {
        verdict: "not-evaluated",
        target,
        reason: `whether ${name} is encrypted is known only at apply`,
        resource,
      };
    const evidence = [`${steps} → volume ${name} → ${setTo("encrypted", encrypted)}`];
    if (isEncrypted) return { verdict: "compliant", target, evidence, resource };
    return {
      ...failure,
      key: `device:${name}`,
      message: `volume ${name} of node pool "${label(group)}" is not encrypted`,
      actual: "not encrypted",
      evidence,
      resource,
    };
  });
}

interface Device {
  readonly deviceName?: unknown;
  readonly ebs?: { readonly encrypted?: unknown };
}
