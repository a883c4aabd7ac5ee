import { count } from "../../schema/count.ts";
import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { Model } from "../../schema/model/model.ts";
import { hasGpus } from "../../schema/model/node-pool.ts";
import { awsDocs, eksBestPractice } from "../anchors.ts";
import { addonNames } from "../facts/addon-names.ts";
import { namesOf, setTo } from "../facts/evidence.ts";
import type { Facts } from "../facts/facts.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { items, knownText } from "../facts/known.ts";
import { judgePools, type NodeGroup, sizeOf } from "../facts/node-pools.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Nothing is paid for that could be had for less, or for nothing. */
export const costCheaperEquivalent = defineRule({
  id: "cost-cheaper-equivalent",
  title: "Nothing costs more than what does the same",
  group: "operations",
  severity: "info",
  profile: "base",
  stage: "graph",
  rationale:
    "A gateway endpoint costs nothing, and a NAT gateway bills each byte of an image that comes from S3 without one. Volumes of gp3 cost less than those of gp2 and do more. Outside production, a second NAT gateway and a node with GPUs that waits for work are paid for by the hour.",
  remediation:
    "Name `s3` under `network.endpoints`. Where the spec says that it is not for production (`profile: base`), set `network.nat: single`, and `size.min: 0` of pools with GPUs. Remove an entry under `overrides` that asks for gp2.",
  fixable: true,
  anchors: [
    eksBestPractice("Cost optimization, networking: Using VPC Endpoints", "cost-opt-networking"),
    eksBestPractice("Cost optimization, networking: Using NAT Gateways", "cost-opt-networking"),
    awsDocs("Gateway endpoints", "vpc/latest/privatelink/gateway-endpoints.html"),
    awsDocs("General Purpose SSD volumes", "ebs/latest/userguide/general-purpose.html"),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ model, graph, facts }) {
    return [
      ...judgeEndpoint(model, graph, facts),
      ...judgeNodes(graph.resources("kubernetes_storage_class_v1"), ({ config }) => judgeClass(graph, config)),
      ...judgeNodes(graph.resources("aws_db_instance"), (database) => judgeDatabase(graph, database)),
      ...(isOutsideProduction(model) ? judgeSpare(model, graph, facts) : []),
    ];
  },
});

/** Where nobody says a profile, nobody says that it is not production. */
function isOutsideProduction({ spec, originOf }: Model): boolean {
  return spec.profile === "base" && originOf(["profile"]).kind !== "default";
}

/** What leaves through a NAT gateway reaches S3 by a route of its own. */
function judgeEndpoint({ spec }: Model, graph: ResourceGraph, { natPaths }: Facts): RuleResult[] {
  const target = ["network"];
  const tables = graph.resources("aws_route_table_association").flatMap(({ config }) => {
    const subnet = graph.follow(config.subnetId, "aws_subnet");
    const path = subnet && natPaths.get(subnet.address);
    const table = graph.follow(config.routeTableId, "aws_route_table");
    return path && table ? [{ table, gateway: path.gateway }] : [];
  });
  const endpoints = graph.resources("aws_vpc_endpoint").map(({ config }) => ({
    service: knownText(graph, config.serviceName),
    tables: items<unknown>(config.routeTableIds)?.map((id) => graph.follow(id, "aws_route_table")?.address),
  }));
  const toS3 = endpoints.filter(({ service, tables: own }) => service?.endsWith(".s3") && own?.length !== 0);
  const reached = new Set(toS3.flatMap((endpoint) => endpoint.tables ?? []));
  const [missing] = tables.filter(({ table }) => !reached.has(table.address));
  if (tables.length === 0) return [];
  if (!missing) {
    const evidence = tables.map(({ table }) => `route table ${label(table)} → gateway endpoint of s3`);
    return [{ verdict: "compliant", target, evidence }];
  }
  if (endpoints.some(({ service }) => service === undefined) || toS3.some((endpoint) => !endpoint.tables))
    return [{ verdict: "not-evaluated", target, reason: "what an endpoint leads to is known only at apply" }];
  return [
    {
      verdict: "not-compliant",
      target,
      path: ["network", "endpoints", "s3"],
      key: "endpoint:s3",
      message: "what comes from S3, such as every image, passes a NAT gateway that bills each byte of it",
      expected: "a gateway endpoint of s3, which costs nothing",
      actual: toS3.length > 0 ? `none for route table ${label(missing.table)}` : "none",
      ...(!spec.network.endpoints.s3 && { fix: {} }),
      evidence: [`route table ${label(missing.table)} → NAT gateway ${label(missing.gateway)} → no route to s3`],
      resource: missing.gateway.address,
    },
  ];
}

function judgeClass(
  graph: ResourceGraph,
  { parameters }: TerraformNode<"kubernetes_storage_class_v1">["config"],
): NodeVerdict {
  const { type } = (parameters ?? {}) as { readonly type?: unknown };
  return judgeTypes("a storage class makes volumes", [knownText(graph, type)]);
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance#storage_type-1 */
function judgeDatabase(graph: ResourceGraph, { name, config }: TerraformNode<"aws_db_instance">): NodeVerdict {
  const { storageType, iops } = config;
  const type = storageType ?? (iops === undefined ? "gp2" : "io1");
  return judgeTypes(`database "${label({ name })}" has a volume`, [knownText(graph, type)]);
}

function judgeTypes(who: string, types: readonly (string | undefined)[]): NodeVerdict {
  const seen = setTo("volume type", namesOf(types.map((type) => type ?? "not said")));
  if (!types.includes("gp2")) return { proof: seen };
  return [{ key: "gp2", message: `${who} of gp2`, expected: "gp3", actual: "gp2", seen }];
}

/** What is kept ready for a failure or a rush that only production must be ready for. */
function judgeSpare({ spec }: Model, graph: ResourceGraph, { natPaths, nodePools }: Facts): RuleResult[] {
  const gateways = [...new Set([...natPaths.values()].map(({ gateway }) => gateway))];
  const target = ["network"];
  const seen = gateways.map((gateway) => `NAT gateway ${label(gateway)} → outside production`);
  const grows = addonNames(graph).has("cluster-autoscaler");
  return [
    ...(gateways.length === 1 ? [{ verdict: "compliant" as const, target, evidence: seen }] : []),
    ...gateways.slice(1, 2).map(({ address }) => ({
      verdict: "not-compliant" as const,
      target,
      path: ["network", spec.network.nat === "custom" ? "natZones" : "nat"],
      key: "nat",
      message: `${gateways.length} NAT gateways for a system outside production`,
      expected: "one",
      actual: String(gateways.length),
      evidence: seen,
      resource: address,
    })),
    // Without an autoscaler, nothing would start a node for whoever needs one.
    ...(grows ? judgePools(nodePools, (groups, { name }) => judgeWaiting(name, groups.filter(hasGpus))) : []),
  ];
}

function judgeWaiting(name: string, groups: readonly NodeGroup[]): NodeVerdict | undefined {
  const { min } = sizeOf(groups);
  const seen = setTo("size.min", min);
  if (groups.length === 0) return undefined;
  if (min === 0) return { proof: seen };
  return [
    {
      setting: ["size", "min"],
      key: "gpu",
      message: `pool "${name}" keeps ${count(min, "node")} with GPUs, whether anybody needs one or not`,
      expected: "size.min: 0, outside production",
      actual: String(min),
      seen,
    },
  ];
}
