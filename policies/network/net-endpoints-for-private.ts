import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { ResolvedSpec } from "../../schema/model/model.ts";
import { awsDocs, securityHub } from "../anchors.ts";
import type { Facts } from "../facts/facts.ts";
import { internetReach, type Reach } from "../facts/internet-reach.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { items, known } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Nodes that cannot reach the internet reach the AWS services that they need by endpoints. */
export const netEndpointsForPrivate = defineRule({
  id: "net-endpoints-for-private",
  title: "Nodes without a way out have endpoints for what they need",
  group: "network",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A node pulls images, joins the cluster and asks for credentials. Where neither a NAT gateway nor an endpoint leads to those services, nodes never become ready and pods get no credentials.",
  remediation:
    "Give the private tier a NAT gateway (`network.nat`), or name the missing services under `network.endpoints`.",
  anchors: [
    securityHub("EC2.10"),
    securityHub("EC2.55"),
    securityHub("EC2.56"),
    awsDocs("Deploy private clusters with limited internet access", "eks/latest/userguide/private-clusters.html"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { always: ["ec2", "ecr.api", "ecr.dkr", "s3", "sts"] },
  check({ model, graph, facts, parameters }) {
    const needed = [...parameters.always, ...neededBy(model.spec)];
    const present = endpointsOf(graph);
    const reachOf = internetReach(graph);
    return judgeNodes(graph.resources("aws_eks_node_group"), (group) => {
      const subnets = items<unknown>(group.config.subnetIds)?.map((id) => graph.follow(id, "aws_subnet"));
      if (!subnets || subnets.includes(undefined)) return { unknown: "one of its subnets is not in the graph" };
      const ways = subnets.map((subnet) =>
        subnet && !facts.natPaths.has(subnet.address) ? reachOf(subnet) : undefined,
      );
      const unknown = ways.find((way) => way?.to === "unknown");
      if (unknown?.to === "unknown") return { unknown: unknown.reason };
      const closed = ways.filter((way) => way?.to === "nowhere");
      if (closed.length === 0) return { proof: subnets.map((subnet, index) => wayText(subnet, facts, ways[index])) };
      const missing = needed.filter((service) => !present.has(service));
      if (missing.length > 0 && present.has(undefined))
        return { unknown: "the service of an endpoint is known only at apply" };
      if (missing.length === 0) return { proof: `aws_vpc_endpoint for ${needed.join(", ")}` };
      return missing.map((service) => ({
        key: `endpoint:${service}`,
        message: `node pool "${label(group)}" has no way to "${service}"`,
        expected: `a NAT gateway, or an endpoint of ${service}`,
        actual: "neither",
        seen: closed.map((way) => `${(way as Closed).steps.join(" → ")} → no aws_vpc_endpoint for ${service}`),
      }));
    });
  },
});

type Closed = Extract<Reach, { readonly to: "nowhere" | "internet" }>;

function wayText(subnet: TerraformNode<"aws_subnet"> | undefined, facts: Facts, way: Reach | undefined): string {
  if (way && way.to !== "unknown") return way.steps.join(" → ");
  const nat = subnet && facts.natPaths.get(subnet.address);
  return nat ? `subnet ${label(nat.subnet)} → NAT gateway ${label(nat.gateway)}` : "no way";
}

/** What a part of the spec makes nodes and pods call, beside what every node does. */
function neededBy({ cluster, queues, services }: ResolvedSpec): string[] {
  const { addons } = cluster;
  return [
    ...(addons["container-insights"] ? ["logs", "monitoring"] : []),
    ...(addons["external-secrets"] ? ["secretsmanager"] : []),
    ...(addons["cluster-autoscaler"] ? ["autoscaling"] : []),
    ...(addons["aws-load-balancer-controller"] ? ["elasticloadbalancing"] : []),
    ...(Object.keys(queues).length > 0 ? ["sqs"] : []),
    ...(Object.values(services).some(({ identity }) => identity === "pod-identity") ? ["eks-auth"] : []),
  ];
}

/** The services that have an endpoint: `com.amazonaws.eu-west-1.ecr.api` gives `ecr.api`. */
function endpointsOf(graph: ResourceGraph): ReadonlySet<string | undefined> {
  const names = graph.resources("aws_vpc_endpoint").map(({ config }) => known(graph, config.serviceName));
  return new Set(names.map((name) => (name === undefined ? undefined : String(name).split(".").slice(3).join("."))));
}
