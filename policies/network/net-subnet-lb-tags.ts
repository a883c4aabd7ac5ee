import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { awsDocs } from "../anchors.ts";
import type { Facts } from "../facts/facts.ts";
import { internetReach } from "../facts/internet-reach.ts";
import { judgeNodes, type NodeFault } from "../facts/judge-nodes.ts";
import { items, knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

const roleTags = { public: "kubernetes.io/role/elb", private: "kubernetes.io/role/internal-elb" } as const;

/**
 * What the load balancer controller takes for a public subnet is one, and the other way round. The load balancers of
 * routes name their subnets; these tags decide for everything else that is installed in the cluster.
 */
export const netSubnetLbTags = defineRule({
  id: "net-subnet-lb-tags",
  title: "Subnets say which load balancers belong in them",
  group: "network",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "The controller finds subnets by their tags. Without them a load balancer is never made, and with the wrong ones an internal service is put where the internet reaches it.",
  remediation:
    "The tags follow from the tiers under `network.tiers`. Remove an entry under `overrides` that changes the `tags` of a subnet.",
  anchors: [
    awsDocs("View Amazon EKS networking requirements for VPC and subnets", "eks/latest/userguide/network-reqs.html"),
    {
      control: "AWS Load Balancer Controller: Subnet discovery",
      url: "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/",
    },
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ model, graph, facts }) {
    if (!model.spec.cluster.addons["aws-load-balancer-controller"]) return [];
    const reachOf = internetReach(graph);
    const serving = servingSubnets(graph, facts);
    const storing = storeSubnets(graph);
    return judgeNodes(graph.resources("aws_subnet"), (subnet) => {
      const tags = tagsOf(graph, subnet);
      const reach = reachOf(subnet);
      if (reach.to === "unknown") return { unknown: reach.reason };
      if (!tags) return { unknown: "its tags are known only at apply" };
      const kind = reach.to === "internet" ? "public" : "private";
      const isNeeded = kind === "public" ? !storing.has(subnet.address) : serving.has(subnet.address);
      const fault = faultOf(subnet, tags, kind, isNeeded);
      return fault ? [fault] : { proof: tags.join(", ") || "no load balancer belongs there" };
    });
  },
});

/** Private subnets that load balancers belong in: pods are there, or at least a way out. Those of stores are not. */
function servingSubnets(graph: ResourceGraph, { natPaths }: Facts): ReadonlySet<Address> {
  const ofNodes = graph
    .resources("aws_eks_node_group")
    .flatMap(({ config }) => items<unknown>(config.subnetIds) ?? [])
    .flatMap((id) => graph.follow(id, "aws_subnet")?.address ?? []);
  return new Set([...natPaths.keys(), ...ofNodes]);
}

/** Subnets of stores: what is public there by mistake is no place for a load balancer either. */
function storeSubnets(graph: ResourceGraph): ReadonlySet<Address> {
  const groups = [...graph.resources("aws_db_subnet_group"), ...graph.resources("aws_elasticache_subnet_group")];
  const ids = groups.flatMap(({ config }) => items<unknown>(config.subnetIds) ?? []);
  return new Set(ids.flatMap((id) => graph.follow(id, "aws_subnet")?.address ?? []));
}

/** The role tags of a subnet; the controller takes an empty value for 1. */
function tagsOf(graph: ResourceGraph, { config }: TerraformNode<"aws_subnet">): readonly string[] | undefined {
  const tags = (config.tags ?? {}) as Readonly<Record<string, unknown>>;
  if ("$ref" in tags || "$template" in tags) return undefined;
  const found = Object.values(roleTags).filter((tag) => tags[tag] !== undefined);
  const values = found.map((tag) => knownText(graph, tags[tag]));
  return values.includes(undefined) ? undefined : found.filter((_, index) => ["", "1"].includes(values[index] ?? ""));
}

function faultOf(
  subnet: TerraformNode<"aws_subnet">,
  tags: readonly string[],
  kind: keyof typeof roleTags,
  isNeeded: boolean,
): NodeFault | undefined {
  const [own, other] = [roleTags[kind], roleTags[kind === "public" ? "private" : "public"]];
  const fault = (key: string, message: string): NodeFault => ({
    key: `${label(subnet)}:${key}`,
    message: `${kind} subnet "${label(subnet)}" ${message}`,
    expected: isNeeded ? `the tag ${own}` : "no tag of a load balancer's role",
    actual: tags.join(", ") || "neither tag",
  });
  if (tags.includes(other))
    return fault("wrong", `is offered to ${kind === "public" ? "internal" : "public"} load balancers`);
  return isNeeded && !tags.includes(own) ? fault("missing", "is not found by the load balancer controller") : undefined;
}
