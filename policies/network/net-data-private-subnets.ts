import type { TerraformNode } from "../../schema/graph/graph.ts";
import { about, fsbp, tool } from "../anchors.ts";
import { internetReach, type Reach } from "../facts/internet-reach.ts";
import { judgeNodes, type NodeFault } from "../facts/judge-nodes.ts";
import { items } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Databases are where nothing of the internet leads to. */
export const netDataPrivateSubnets = defineRule({
  id: "net-data-private-subnets",
  title: "Databases are in private subnets",
  group: "network",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "Between a database in a public subnet and the internet stands one security group. In a subnet without a route outside there is no way, whatever the rules say.",
  remediation: "Databases stand in the tier `data`, so this is a fault of the compiler: report it, with the spec.",
  anchors: [about(fsbp("RDS.46"), "aws_db_subnet_group"), tool("cdk-nag", "AEC1")],
  waivable: true,
  maxWaiverDays: 30,
  parameters: {},
  check({ graph }) {
    const reachOf = internetReach(graph);
    const groups = [...graph.resources("aws_db_subnet_group"), ...graph.resources("aws_elasticache_subnet_group")];
    return judgeNodes<SubnetGroup>(groups, (group) => {
      const subnets = items<unknown>(group.config.subnetIds)?.map((id) => graph.follow(id, "aws_subnet"));
      if (!subnets) return { unknown: "its subnets are known only at apply" };
      const reaches = subnets.map((subnet) => (subnet ? { subnet, reach: reachOf(subnet) } : undefined));
      const faults = reaches.flatMap((each) => (each?.reach.to === "internet" ? [fault(group, each)] : []));
      if (faults.length > 0) return faults;
      if (reaches.some((each) => !each || each.reach.to === "unknown"))
        return { unknown: "a subnet, or where its routes lead, is known only at apply" };
      return { proof: reaches.flatMap((each) => (each ? (each.reach as Outside).steps.join(" → ") : [])) };
    });
  },
});

type SubnetGroup = TerraformNode<"aws_db_subnet_group"> | TerraformNode<"aws_elasticache_subnet_group">;
type Subnet = TerraformNode<"aws_subnet">;
type Outside = Extract<Reach, { readonly to: "internet" | "nowhere" }>;

function fault(group: SubnetGroup, { subnet, reach }: { readonly subnet: Subnet; readonly reach: Reach }): NodeFault {
  const { steps } = reach as Outside;
  return {
    key: `subnet:${label(subnet)}`,
    message: `the database "${label(group)}" is in subnet "${label(subnet)}", which routes to the internet`,
    expected: "no route to an internet gateway",
    actual: steps.join(" → "),
  };
}
