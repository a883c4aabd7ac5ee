import { type Cidr, cidrsOverlap, containsCidr, parseCidr } from "../../schema/catalogue/cidr.ts";
import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { awsDocs } from "../anchors.ts";
import { judgeNodes, type NodeFault } from "../facts/judge-nodes.ts";
import { knownText, show } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Every address means one thing. */
export const netCidrDisjoint = defineRule({
  id: "net-cidr-disjoint",
  title: "Address ranges do not overlap",
  group: "network",
  severity: "critical",
  profile: "correctness",
  stage: "graph",
  rationale:
    "AWS refuses subnets that overlap or leave their VPC, in the middle of an apply. Services of the cluster whose addresses are the VPC's, too, shadow whatever has them there.",
  remediation: "Choose ranges that lie in the VPC's and share no address with each other.",
  anchors: [awsDocs("Subnet CIDR blocks", "vpc/latest/userguide/subnet-sizing.html")],
  waivable: false,
  maxWaiverDays: 0,
  parameters: {},
  check({ graph }) {
    const ranges = graph.resources("aws_subnet").flatMap((subnet) => {
      const range = parseCidr(knownText(graph, subnet.config.cidrBlock) ?? "");
      return range ? [{ subnet, range }] : [];
    });
    const before = new Map(overlapping(ranges).map(([later, earlier]) => [later.address, earlier]));
    const subnets = judgeNodes(graph.resources("aws_subnet"), (subnet) =>
      judge(graph, subnet, before.get(subnet.address)),
    );
    return [...subnets, ...judgeNodes(graph.resources("aws_eks_cluster"), (cluster) => judgeServices(graph, cluster))];
  },
});

type Subnet = TerraformNode<"aws_subnet">;

/** Each range that begins before another has ended, with that other. Sorted once, so that each is looked at once. */
function overlapping(ranges: readonly { readonly subnet: Subnet; readonly range: Cidr }[]): [Subnet, Subnet][] {
  const sorted = [...ranges].sort((left, right) => left.range.first - right.range.first);
  const found: [Subnet, Subnet][] = [];
  let widest = sorted[0];
  for (const each of sorted.slice(1)) {
    if (widest && cidrsOverlap(widest.range, each.range)) found.push([each.subnet, widest.subnet]);
    if (!widest || each.range.first + each.range.size > widest.range.first + widest.range.size) widest = each;
  }
  return found;
}

function judge(graph: ResourceGraph, subnet: Subnet, other: Subnet | undefined) {
  const written = knownText(graph, subnet.config.cidrBlock);
  const vpc = knownText(graph, graph.follow(subnet.config.vpcId, "aws_vpc")?.config.cidrBlock);
  const range = parseCidr(written ?? "");
  const outer = parseCidr(vpc ?? "");
  if (!range || !outer || written === undefined) return { unknown: "its range, or its VPC's, is known only at apply" };
  const fault = (key: string, message: string, expected: string, beside: string): NodeFault[] => [
    {
      setting: subnet.origin.slice(3),
      key: `${key}:${label(subnet)}`,
      message,
      expected,
      actual: written,
      seen: `cidr_block = ${written} → ${beside}`,
    },
  ];
  if (!containsCidr(outer, range)) {
    const message = `subnet "${label(subnet)}" lies outside its VPC`;
    return fault("outside", message, `a range inside ${vpc}`, `the VPC's ${vpc}`);
  }
  if (other) {
    const beside = `subnet ${label(other)} has ${show(other.config.cidrBlock)}`;
    const message = `subnets "${label(subnet)}" and "${label(other)}" share addresses`;
    return fault("overlap", message, "a range of its own", beside);
  }
  return { proof: `cidr_block = ${written} → inside the VPC's ${String(vpc)}` };
}

/** Without a range of its own a cluster gets one from AWS that is not the VPC's. */
function judgeServices(graph: ResourceGraph, { config }: TerraformNode<"aws_eks_cluster">) {
  const written = knownText(graph, config.kubernetesNetworkConfig?.serviceIpv4Cidr);
  if (written === undefined) return undefined;
  const range = parseCidr(written);
  const vpcs = graph.resources("aws_vpc").map((vpc) => parseCidr(knownText(graph, vpc.config.cidrBlock) ?? ""));
  if (!range || vpcs.includes(undefined)) return { unknown: "a range is known only at apply" };
  if (!vpcs.some((vpc) => vpc && cidrsOverlap(vpc, range)))
    return { proof: `service_ipv4_cidr = ${written} → outside every VPC` };
  const message = "the addresses of the cluster's services are also the VPC's";
  return [{ key: "services", message, expected: "a range outside the VPC", actual: written }];
}
