import { formatSpecPath } from "../../schema/spec-path.ts";
import { declaredPorts } from "../facts/declared-exposures.ts";
import { isWorld } from "../facts/ingress-rules.ts";
import { databases } from "../facts/reachability/databases.ts";
import { isPublic, liesIn } from "../facts/reachability/ranges.ts";
import { label } from "../facts/spec-item.ts";
import { type AccessInput, type FoundWay, reasonAt, stateOf } from "./found-way.ts";
import { portTexts } from "./port-text.ts";

/** What comes in from outside of the network: through load balancers, and through what security groups admit by address. */
export function internetWays(input: AccessInput): readonly FoundWay[] {
  return [...exposureWays(input), ...addressWays(input)];
}

function exposureWays({ model, facts }: AccessInput): readonly FoundWay[] {
  return facts.reachability.exposures().flatMap((exposure): readonly FoundWay[] => {
    const { item, through, ports, answer } = exposure;
    const declared = new Set(declaredPorts(model, exposure));
    const asked = ports.filter((port) => declared.has(port));
    const rest = ports.filter((port) => !declared.has(port));
    const target = formatSpecPath(item);
    const way = { source: "internet", target, kind: "network", ...stateOf(answer), actions: [] } as const;
    const because = asked.length > 0 ? [reasonAt(model, "route", through)] : [];
    return [
      ...(asked.length > 0 ? [{ ...way, ports: asked.map(String), because }] : []),
      ...(rest.length > 0 && answer.reaches !== "no" ? [{ ...way, ports: rest.map(String), because: [] }] : []),
    ];
  });
}

/** What the groups of nodes and databases admit by address. Nothing of a spec asks for that. */
function addressWays({ graph, facts }: AccessInput): readonly FoundWay[] {
  const { nodes } = facts.reachability.network;
  const vpcs = graph.resources("aws_vpc").flatMap(({ config }) => (config.cidrBlock ? [String(config.cidrBlock)] : []));
  const owners = new Map([
    ...nodes.groups.map((group) => [group, "nodes"] as const),
    ...databases(graph).flatMap(({ groups, item }) => groups.map((group) => [group, formatSpecPath(item)] as const)),
  ]);
  const isOpen = nodes.ranges.some((range) => nodes.publicRanges.includes(range));
  return facts.ingressRules.flatMap(({ group, cidrs, ports = [] }): readonly FoundWay[] => {
    const target = group && owners.get(group.address);
    if (!group || target === undefined || ports.length === 0) return [];
    return cidrs
      .filter((cidr) => !liesIn(cidr, vpcs))
      .flatMap((cidr): readonly FoundWay[] => {
        const source = isWorld(cidr) ? "internet" : cidr;
        const path = [`security group ${label(group)} admits ${cidr}`];
        const way = {
          source,
          target,
          kind: "network",
          ports: portTexts(ports),
          path,
          actions: [],
          because: [],
        } as const;
        const reason = `no route of this system says how ${cidr} gets here`;
        if (!isPublic(cidr)) return [{ ...way, state: "unknown", reason }];
        // What a database shows to the internet is an exposure of its own.
        return target === "nodes" && isOpen ? [{ ...way, state: "open" }] : [];
      });
  });
}
