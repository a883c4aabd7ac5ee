import type { SpecPath } from "../../../schema/finding.ts";
import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import { groupNames } from "../group-names.ts";
import { known, knownFlag } from "../known.ts";
import { specItem } from "../spec-item.ts";
import { placeOfSubnets, subnetsIn } from "./node-network.ts";
import type { End } from "./security-groups.ts";

/** A database or cache that AWS runs in the network. */
export interface Database {
  readonly address: Address;
  /** The part of the spec that it is. */
  readonly item: SpecPath;
  /** `undefined` when it is known only at apply. */
  readonly port: number | undefined;
  /** Its groups, and the subnets of which AWS chooses its address. */
  readonly end: End;
  readonly isPublic: boolean | undefined;
}

/** Every database instance and every cache. */
export function databases(graph: ResourceGraph): readonly Database[] {
  const ofRds = graph.resources("aws_db_instance").map((node): Database => {
    const { dbSubnetGroupName, vpcSecurityGroupIds, publiclyAccessible } = node.config;
    const subnets = graph.follow(dbSubnetGroupName, "aws_db_subnet_group");
    return {
      ...placed(graph, node, vpcSecurityGroupIds, subnets),
      isPublic: publiclyAccessible === undefined ? false : knownFlag(graph, publiclyAccessible),
    };
  });
  const caches = graph.resources("aws_elasticache_replication_group").map((node): Database => {
    const subnets = graph.follow(node.config.subnetGroupName, "aws_elasticache_subnet_group");
    // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/elasticache-vpc-accessing.html: its addresses are private.
    return { ...placed(graph, node, node.config.securityGroupIds, subnets), isPublic: false };
  });
  return [...ofRds, ...caches];
}

interface Node {
  readonly address: Address;
  readonly origin: SpecPath;
  readonly config: { readonly port?: unknown };
}

function placed(
  graph: ResourceGraph,
  { address, origin, config }: Node,
  groups: object | undefined,
  subnetGroup: { readonly config: { readonly subnetIds: object } } | undefined,
): Omit<Database, "isPublic"> {
  const item = specItem(origin);
  const port = known(graph, config.port);
  const place = subnetGroup && placeOfSubnets(graph, subnetsIn(graph, subnetGroup.config.subnetIds));
  const end = { name: `database ${String(item.at(-1))}`, groups: groupNames(graph, groups), place };
  return { address, item, port: typeof port === "number" ? port : undefined, end };
}
