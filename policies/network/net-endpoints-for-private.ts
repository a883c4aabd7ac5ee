import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { ResolvedSpec } from "../../schema/model/model.ts";
import { awsDocs, securityHub } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { known } from "../facts/known.ts";
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
    const { nodes } = facts.reachability.network;
    return judgeNodes(graph.resources("aws_eks_node_group"), (group) => {
      const ways = nodes.ofGroup(group).waysOut("all");
      const closed = ways.flatMap((way) => ("missing" in way ? [way.missing] : []));
      const unknown = ways.find((way) => "unknown" in way);
      if (ways.every((way) => "passes" in way)) return { proof: ways.map(({ passes }) => passes) };
      const missing = needed.filter((service) => !present.has(service));
      if (missing.length === 0) return { proof: `aws_vpc_endpoint for ${needed.join(", ")}` };
      if (unknown && closed.length === 0) return unknown;
      if (present.has(undefined)) return { unknown: "the service of an endpoint is known only at apply" };
      return missing.map((service) => ({
        key: `endpoint:${service}`,
        message: `node pool "${label(group)}" has no way to "${service}"`,
        expected: `a NAT gateway, or an endpoint of ${service}`,
        actual: "neither",
        seen: closed.map((way) => `${way} → no aws_vpc_endpoint for ${service}`),
      }));
    });
  },
});

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
