import { parseCidr } from "../../schema/catalogue/cidr.ts";
import { findInstanceType } from "../../schema/catalogue/instance-types.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { awsDocs, eksBestPractice } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { items, known, knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Subnets have an address for every pod that their nodes can run. */
export const netSubnetIpCapacity = defineRule({
  id: "net-subnet-ip-capacity",
  title: "Subnets have addresses for the largest number of nodes",
  group: "network",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "The VPC CNI gives every pod an address of the subnet, and a node holds those of whole interfaces. When they run out the pool cannot grow, which is found out under load.",
  remediation:
    "Give the tier larger ranges (`cidrs`) or a larger VPC (`regions.<region>.cidr`), or lower `size.max` of the pools in it.",
  anchors: [
    eksBestPractice("Optimizing IP Address Utilization", "ip-opt"),
    awsDocs("EKS networking requirements", "eks/latest/userguide/network-reqs.html"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {
    /** What AWS keeps of each subnet. https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
    reserved: 5,
    /** Addresses for load balancers, endpoints and the control plane in each subnet. */
    others: 16,
  },
  check({ graph, parameters }) {
    const groups = graph.resources("aws_eks_node_group").map((group) => ({
      group,
      subnets: items<unknown>(group.config.subnetIds)?.map((id) => graph.follow(id, "aws_subnet")),
      demand: demandOf(graph, group.config),
    }));
    const total = new Map<string, number>();
    for (const { subnets = [], demand } of groups)
      for (const subnet of subnets)
        if (subnet && demand !== undefined)
          total.set(subnet.address, (total.get(subnet.address) ?? 0) + demand / subnets.length);
    const demands = new Map(groups.map(({ group, ...rest }) => [group.address, rest]));
    const results = judgeNodes(graph.resources("aws_eks_node_group"), (group) => {
      const { subnets, demand } = demands.get(group.address) ?? {};
      if (demand === undefined) return { unknown: "how many addresses its nodes take is not known" };
      const sizes = subnets?.map((subnet) => parseCidr(knownText(graph, subnet?.config.cidrBlock) ?? "")?.size);
      if (!sizes || sizes.includes(undefined)) return { unknown: "the size of a subnet is known only at apply" };
      const keep = parameters.reserved + parameters.others;
      const free = sizes.reduce<number>((sum, size = 0) => sum + Math.max(0, size - keep), 0);
      const wanted = Math.ceil(
        (subnets ?? []).reduce((sum, subnet) => sum + (total.get(subnet?.address ?? "") ?? 0), 0),
      );
      const names = (subnets ?? []).map((subnet) => (subnet ? label(subnet) : "?")).join(", ");
      const seen = `subnets ${names} → ${free} addresses free → ${wanted} wanted`;
      if (wanted <= free) return { proof: seen };
      return [
        {
          setting: ["size", "max"],
          key: "addresses",
          message: `the subnets of node pool "${label(group)}" have too few addresses for its nodes and pods`,
          expected: `${wanted} free addresses`,
          actual: `${free}`,
          seen,
        },
      ];
    });
    return oncePerPool(results);
  },
});

/** A pool with a group in each zone is one thing to mend. */
function oncePerPool(results: readonly RuleResult[]): RuleResult[] {
  const faults = results.filter(({ verdict }) => verdict === "not-compliant");
  const first = new Map(faults.toReversed().map((fault) => [formatSpecPath(fault.target), fault]));
  return results.filter(
    (result) => result.verdict !== "not-compliant" || first.get(formatSpecPath(result.target)) === result,
  );
}

interface GroupConfig {
  readonly instanceTypes?: object;
  readonly scalingConfig?: { readonly maxSize?: unknown };
}

/** The addresses that all nodes hold when they run as many pods as they can. */
function demandOf(graph: ResourceGraph, { instanceTypes, scalingConfig }: GroupConfig): number | undefined {
  const most = known(graph, scalingConfig?.maxSize);
  const types = items<unknown>(instanceTypes)?.map((name) => findInstanceType(knownText(graph, name) ?? "")?.addresses);
  if (typeof most !== "number" || !types?.length || types.includes(undefined)) return undefined;
  return most * Math.max(...types.map((addresses = 0) => addresses));
}
