import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { type Address, referencesIn } from "../../schema/graph/value.ts";
import { tool } from "../anchors.ts";
import type { Facts } from "../facts/facts.ts";
import { egressRules, type IngressRule, isWorld } from "../facts/ingress-rules.ts";
import { items } from "../facts/known.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Only nodes behind a NAT gateway may call whatever they like: network policies say there what each pod may. */
export const netSgEgressScoped = defineRule({
  id: "net-sg-egress-scoped",
  title: "Security groups let out what is meant to leave",
  group: "network",
  severity: "low",
  profile: "regulated",
  stage: "graph",
  rationale:
    "Whoever breaks in has to bring something in and take something out. A group that lets out everything to everywhere asks for no more than the break-in.",
  remediation:
    "Keep node pools in the private tier, behind a NAT gateway. Remove an entry under `overrides` that lets another group call everything.",
  anchors: [tool("Checkov", "CKV_AWS_382"), tool("Trivy", "AWS-0104")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph, facts }) {
    const pools = poolsByGroup(graph, facts);
    return egressRules(graph).map((rule) => judge(rule, (rule.group && pools.get(rule.group.address)) ?? []));
  },
});

interface Pool {
  readonly name: string;
  /** Whether all of its subnets leave through a NAT gateway; `undefined` when they are not all in the graph. */
  readonly isBehindNat: boolean | undefined;
}

/** The node pools that carry each group: it is the launch template that gives it to them. */
function poolsByGroup(graph: ResourceGraph, { natPaths }: Facts): ReadonlyMap<Address, readonly Pool[]> {
  const byGroup = new Map<Address, Pool[]>();
  for (const node of graph.resources("aws_eks_node_group")) {
    const subnets = items<unknown>(node.config.subnetIds)?.map((id) => graph.follow(id, "aws_subnet"));
    const isBehindNat = subnets?.includes(undefined)
      ? undefined
      : subnets?.every((subnet) => subnet !== undefined && natPaths.has(subnet.address));
    const template = graph.follow(node.config.launchTemplate?.id, "aws_launch_template");
    const given = [template?.config.networkInterfaces, template?.config.vpcSecurityGroupIds].flatMap(referencesIn);
    for (const { $ref } of given) byGroup.set($ref, [...(byGroup.get($ref) ?? []), { name: label(node), isBehindNat }]);
  }
  return byGroup;
}

function judge(rule: IngressRule, pools: readonly Pool[]): RuleResult {
  const target = specItem(rule.origin);
  const { address: resource, cidrs, ports, admitsUnknown } = rule;
  const name = rule.group ? label(rule.group) : resource;
  const notEvaluated = (reason: string): RuleResult => ({ verdict: "not-evaluated", target, reason, resource });
  const world = cidrs.filter(isWorld);
  if (world.length === 0 && admitsUnknown) return notEvaluated("where it lets out is known only at apply");
  if (world.length > 0 && !ports) return notEvaluated("its ports are known only at apply");
  const isOpen = world.length > 0 && ports?.some(({ from, to }) => from <= 1 && to === 65535);
  const step = `security group ${name} → every port → ${world.join(", ")}`;
  if (!isOpen)
    return { verdict: "compliant", target, evidence: [`security group ${name} → named ports or peers`], resource };
  if (pools.some(({ isBehindNat }) => isBehindNat === undefined))
    return notEvaluated("the subnets of a node pool are not in the graph");
  const outside = pools.find(({ isBehindNat }) => !isBehindNat);
  if (pools.length > 0 && !outside) {
    const steps = pools.map((pool) => `node pool ${pool.name} → NAT gateway`);
    return { verdict: "compliant", target, evidence: [step, ...steps], resource };
  }
  return {
    verdict: "not-compliant",
    target,
    path: rule.origin,
    key: `${name}:${world.join(",")}`,
    message: `security group "${name}" lets out everything to ${world.join(" and ")}`,
    expected: "named ports or peers, or nodes behind a NAT gateway",
    actual: outside ? `node pool ${outside.name} leaves by another way` : "not a group of a node pool",
    evidence: [step],
    resource,
  };
}
