import type { TerraformNode } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { groupBy } from "../../schema/group-by.ts";
import { tool } from "../anchors.ts";
import { ruleSteps } from "../facts/ingress-rules.ts";
import { judgeNodes, type NodeFault } from "../facts/judge-nodes.ts";
import { items, known } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** A database admits named groups on its own port, and no addresses. */
export const netSgDataPortsByReference = defineRule({
  id: "net-sg-data-ports-by-reference",
  title: "Databases admit named groups, on their port only",
  group: "network",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "A range of addresses admits whatever is given one of them later. A rule that names a group admits the members of that group, today's and tomorrow's, and nothing else.",
  remediation: "Rules follow from `uses`, so this is a fault of the compiler: report it, with the spec.",
  anchors: [tool("cdk-nag", "RDS8")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph, facts }) {
    const rules = groupBy(facts.ingressRules, ({ group }) => group?.address);
    const stores = [...graph.resources("aws_db_instance"), ...graph.resources("aws_elasticache_replication_group")];
    return judgeNodes<Store>(stores, (database) => {
      const { ids: written, port: ownPort } = openingOf(database);
      const ids = items<unknown>(written);
      const groups = ids?.map((id) => graph.follow(id, "aws_security_group")?.address);
      // https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
      if (groups?.length === 0) return { unknown: "it has the default group of the VPC" };
      if (!groups || groups.includes(undefined)) return { unknown: "its security groups are not in the graph" };
      const own = groups.flatMap((group) => rules.get(group as Address) ?? []);
      const port = known(graph, ownPort);
      const faults = own.flatMap((rule): NodeFault[] => {
        const { address, cidrs, ports, admitsUnknown } = rule;
        const name = address.slice(address.lastIndexOf(".") + 1);
        const fault = (key: string, message: string, expected: string, actual: string) => ({
          key: `${key}:${name}`,
          message: `database "${label(database)}" ${message}`,
          expected,
          actual,
          seen: ruleSteps(rule),
        });
        const otherPort = ports?.find((range) => range.from !== port || range.to !== port);
        return [
          ...(cidrs.length > 0 || admitsUnknown
            ? [
                fault(
                  "address",
                  "admits addresses",
                  "named groups",
                  cidrs.join(", ") || "addresses known only at apply",
                ),
              ]
            : []),
          ...(otherPort
            ? [fault("port", "admits more than its port", String(port), `${otherPort.from} to ${otherPort.to}`)]
            : []),
        ];
      });
      if (faults.length > 0) return faults;
      if (own.some(({ ports }) => !ports)) return { unknown: "the ports of a rule are known only at apply" };
      return { proof: own.length > 0 ? own.map(ruleSteps) : "security groups without rules" };
    });
  },
});

type Store = TerraformNode<"aws_db_instance"> | TerraformNode<"aws_elasticache_replication_group">;

/** Which groups a store has, and the port that it listens on. */
function openingOf(store: Store): { readonly ids: readonly unknown[] | object | undefined; readonly port: unknown } {
  return store.type === "aws_db_instance"
    ? { ids: store.config.vpcSecurityGroupIds, port: store.config.port ?? 5432 }
    : { ids: store.config.securityGroupIds, port: store.config.port ?? 6379 };
}
