import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { fsbp, tool } from "../anchors.ts";
import { allSetTo, nodeSteps } from "../facts/evidence.ts";
import { type NodeFault, type NodeVerdict, stepsFrom } from "../facts/judge-nodes.ts";
import { items, knownFlag, knownText } from "../facts/known.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Every volume of a node is encrypted, and the one that it starts from is of today's kind. */
export const nodeEbsEncrypted = defineRule({
  id: "node-ebs-encrypted",
  title: "Node volumes are encrypted, and the root is gp3",
  group: "cluster",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Images, container logs and empty volumes end up on the node's disk, secrets among them. Encrypted, a snapshot or a discarded disk tells nobody anything. A root of gp2 costs more than one of gp3, and is slow for as long as it is small.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [fsbp("EC2.3"), fsbp("EC2.181"), tool("Trivy", "AWS-0122")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { rootVolumeTypes: ["gp3"] },
  check({ graph, parameters }) {
    return graph.resources("aws_eks_node_group").flatMap((group) => judge(graph, group, parameters.rootVolumeTypes));
  },
});

function judge(graph: ResourceGraph, group: NodeGroup, rootTypes: readonly string[]): readonly RuleResult[] {
  const target = specItem(group.origin);
  const template = graph.follow(group.config.launchTemplate?.id, "aws_launch_template");
  const resource = (template ?? group).address;
  const verdict = verdictOf(graph, { group, template, rootTypes });
  const steps = nodeSteps(group, template);
  if ("unknown" in verdict) return [{ verdict: "not-evaluated", target, reason: verdict.unknown, resource }];
  if ("proof" in verdict)
    return [{ verdict: "compliant", target, evidence: stepsFrom(steps, verdict.proof), resource }];
  return verdict.map(({ seen, ...fault }) => ({
    verdict: "not-compliant",
    target,
    path: [...target, "disk"],
    ...fault,
    evidence: stepsFrom(steps, seen ?? fault.actual),
    resource,
  }));
}

type NodeGroup = TerraformNode<"aws_eks_node_group">;

interface Pool {
  readonly group: NodeGroup;
  readonly template: TerraformNode<"aws_launch_template"> | undefined;
  readonly rootTypes: readonly string[];
}

function verdictOf(graph: ResourceGraph, { group, template, rootTypes }: Pool): NodeVerdict {
  if (!template && group.config.launchTemplate) return { unknown: "its launch template is not in the graph" };
  const volumes = items<Device>(template?.config.blockDeviceMappings)?.map((device) => volumeOf(graph, device));
  if (!volumes) return { unknown: "its volumes are known only at apply" };
  const pool = `node pool "${label(group)}"`;
  const root = rootDevice(knownText(graph, group.config.amiType) ?? "");
  const hasRoot = volumes.some(({ name }) => name === root || name === undefined);
  const faults = [
    ...(volumes.length === 0 || (root !== undefined && !hasRoot) ? [leftToImage(pool, root)] : []),
    ...volumes.filter(({ isEncrypted }) => isEncrypted === false).map((volume) => plainFault(pool, volume)),
    ...volumes
      .filter(({ name, type }) => name === root && type !== undefined && !rootTypes.includes(type))
      .map((volume) => typeFault(pool, volume, rootTypes)),
  ];
  if (faults.length > 0) return faults;
  if (root === undefined) return { unknown: "which device is the root of its image is not in the graph" };
  if (volumes.some(({ name, isEncrypted, type }) => [name, isEncrypted, type].includes(undefined)))
    return { unknown: "how its volumes are made is known only at apply" };
  return { proof: volumes.map(({ seen }) => seen) };
}

/**
 * The device that holds the system, images and logs: a mapping of any other leaves it as the image has it. Only the
 * images that the compiler takes are known.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html
 */
function rootDevice(amiType: string): string | undefined {
  return amiType.startsWith("AL2023_") ? "/dev/xvda" : undefined;
}

interface Device {
  readonly deviceName?: unknown;
  readonly ebs?: { readonly encrypted?: unknown; readonly volumeType?: unknown };
}

/** A volume of a node; `undefined` is what is known only at apply. */
interface Volume {
  readonly name: string | undefined;
  readonly isEncrypted: boolean | undefined;
  readonly type: string | undefined;
  /** What the launch template says of it. */
  readonly seen: string;
}

function volumeOf(graph: ResourceGraph, { deviceName, ebs: { encrypted, volumeType } = {} }: Device): Volume {
  const name = knownText(graph, deviceName ?? "root");
  return {
    name,
    isEncrypted: knownFlag(graph, encrypted ?? false),
    type: knownText(graph, volumeType ?? "the AMI's default"),
    seen: `volume ${name} → ${allSetTo({ encrypted, volume_type: volumeType })}`,
  };
}

function leftToImage(pool: string, root: string | undefined): NodeFault {
  return {
    key: "root",
    message: `the root volume of ${pool} is left as the AMI makes it`,
    expected: "every volume encrypted",
    actual: "the AMI's default",
    seen: root === undefined ? "no block_device_mappings" : `no block_device_mappings of ${root}`,
  };
}

function plainFault(pool: string, { name, seen }: Volume): NodeFault {
  return {
    key: `device:${name}`,
    message: `volume ${name} of ${pool} is not encrypted`,
    expected: "every volume encrypted",
    actual: "not encrypted",
    seen,
  };
}

function typeFault(pool: string, { name, type, seen }: Volume, rootTypes: readonly string[]): NodeFault {
  const expected = rootTypes.join(" or ");
  return {
    key: `type:${name}`,
    message: `the root volume of ${pool} is not ${expected}`,
    expected,
    actual: `${type}`,
    seen,
  };
}
