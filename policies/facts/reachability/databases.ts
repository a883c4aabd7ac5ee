import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import { items, known, knownFlag } from "../known.ts";
import { specItem } from "../spec-item.ts";
import { rangesOf } from "./node-network.ts";

/** A database or cache that AWS runs in the network. */
export interface Database {
  readonly address: Address;
  /** The part of the spec that it is. */
  readonly item: readonly (string | number)[];
  /** `undefined` when it is known only at apply. */
  readonly port: number | undefined;
  readonly groups: readonly Address[];
  /** Where its address is: AWS chooses one of these ranges. */
  readonly ranges: readonly string[];
  readonly isPublic: boolean | undefined;
}

/** Every database instance and every cache. */
export function databases(graph: ResourceGraph): readonly Database[] {
  const ofRds = graph.resources("aws_db_instance").map(({ address, origin, config }) => ({
    ...{ address, item: specItem(origin), port: portOf(graph, config.port) },
    groups: groupsOf(graph, config.vpcSecurityGroupIds),
    ranges: rangesIn(graph, graph.follow(config.dbSubnetGroupName, "aws_db_subnet_group")?.config.subnetIds),
    isPublic: config.publiclyAccessible === undefined ? false : knownFlag(graph, config.publiclyAccessible),
  }));
  const caches = graph.resources("aws_elasticache_replication_group").map(({ address, origin, config }) => ({
    ...{ address, item: specItem(origin), port: portOf(graph, config.port) },
    groups: groupsOf(graph, config.securityGroupIds),
    ranges: rangesIn(graph, graph.follow(config.subnetGroupName, "aws_elasticache_subnet_group")?.config.subnetIds),
    // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/elasticache-vpc-accessing.html: its addresses are private.
    isPublic: false,
  }));
  return [...ofRds, ...caches];
}

function portOf(graph: ResourceGraph, written: unknown): number | undefined {
  const port = known(graph, written);
  return typeof port === "number" ? port : undefined;
}

function groupsOf(graph: ResourceGraph, written: object | undefined): readonly Address[] {
  return (items<unknown>(written) ?? []).flatMap((each) => graph.follow(each, "aws_security_group")?.address ?? []);
}

function rangesIn(graph: ResourceGraph, written: object | undefined): readonly string[] {
  return rangesOf(
    graph,
    (items<unknown>(written) ?? []).flatMap((each) => graph.follow(each, "aws_subnet") ?? []),
  );
}
