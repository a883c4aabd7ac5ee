import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { Context } from "../context.ts";
import { account } from "./account.ts";
import { endpoints } from "./endpoints.ts";
import { flowLogs } from "./flow-logs.ts";
import { logKey } from "./log-group.ts";
import { routing } from "./routing.ts";
import { type SecurityGroups, securityGroups } from "./security-groups.ts";
import { type Subnets, subnetNodes, subnets } from "./subnets.ts";

/** The network that everything else is placed in. */
export interface Network {
  readonly vpc: TerraformNode<"aws_vpc">;
  readonly subnets: Subnets;
  readonly securityGroups: SecurityGroups;
  /** Encrypts every log group of the system. */
  readonly logKey: TerraformNode<"aws_kms_key">;
  readonly nodes: readonly AnyTerraformNode[];
}

/** The VPC, its subnets and their way out, security groups, and flow logs. */
export function network(context: Context): Network {
  const { model, name, region } = context;
  const origin = ["regions", region] as const;
  const vpc = terraform("aws_vpc", {
    stack: "network",
    name: "main",
    origin,
    config: {
      cidrBlock: model.spec.regions[region]?.cidr ?? "",
      // Private endpoints and the cluster's private API name need both.
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: name },
    },
  });
  // Without any rule: what is launched without a group of its own can talk to nobody.
  const defaultGroup = terraform("aws_default_security_group", {
    stack: "network",
    name: "closed",
    origin,
    config: { vpcId: ref(vpc, "id"), tags: { Name: `${name}-default-closed` } },
  });
  const owner = account("network");
  const allSubnets = subnets(context, vpc);
  const groups = securityGroups(context, vpc);
  const routes = routing(context, vpc, allSubnets);
  const key = logKey(context, owner);
  return {
    vpc,
    subnets: allSubnets,
    securityGroups: groups,
    logKey: key.key,
    nodes: [
      ...owner.nodes,
      vpc,
      defaultGroup,
      ...subnetNodes(allSubnets),
      ...routes.nodes,
      ...groups.nodesAndRules,
      ...endpoints(context, { vpc, subnets: allSubnets, tables: routes.tables, nodesGroup: groups.nodes }),
      ...key.nodes,
      ...flowLogs(context, vpc, owner, key.key),
    ],
  };
}
