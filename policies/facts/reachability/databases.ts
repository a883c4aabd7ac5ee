import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import { items, known, knownFlag } from "../known.ts";
import { specItem } from "../spec-item.ts";
import { rangesOf } from "./node-network.ts";

/** A database that AWS runs in the network. */
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

/** Every database instance. */
export function databases(graph: ResourceGraph): readonly Database[] {
  return graph.resources("aws_db_instance").map(({ address, origin, config }) => {
    const port = known(graph, config.port);
    const place = graph.follow(config.dbSubnetGroupName, "aws_db_subnet_group");
    const subnets = (items<unknown>(place?.config.subnetIds) ?? []).map((each) => graph.follow(each, "aws_subnet"));
    const groups = (items<unknown>(config.vpcSecurityGroupIds) ?? []).map(
      (each) => graph.follow(each, "aws_security_group")?.address,
    );
    return {
      address,
      item: specItem(origin),
      port: typeof port === "number" ? port : undefined,
      groups: groups.filter((each) => each !== undefined),
      ranges: rangesOf(
        graph,
        subnets.filter((each) => each !== undefined),
      ),
      isPublic: config.publiclyAccessible === undefined ? false : knownFlag(graph, config.publiclyAccessible),
    };
  });
}
