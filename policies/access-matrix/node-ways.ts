import { formatSpecPath } from "../../schema/spec-path.ts";
import { isWorld } from "../facts/ingress-rules.ts";
import { alongHops } from "../facts/reachability/answer.ts";
import { databases } from "../facts/reachability/databases.ts";
import { controlPlanes } from "../facts/reachability/kubernetes-api.ts";
import { type AccessInput, type FoundWay, reasonAt, stateOf } from "./found-way.ts";
import { portTexts } from "./port-text.ts";

const source = "nodes";

/**
 * Where nodes get to by themselves, past every network policy: the internet, the API of Kubernetes, and databases,
 * whose groups admit the group that pods share with their nodes.
 */
export function nodeWays(input: AccessInput): readonly FoundWay[] {
  return [...toInternet(input), ...toKubernetes(input), ...toDatabases(input)];
}

function toInternet({ model, facts }: AccessInput): readonly FoundWay[] {
  const { all } = facts.reachability.network.nodes;
  const groups = new Set(all.ends.flatMap((end) => end.groups));
  const ports = facts.egressRules
    .filter(({ group, cidrs }) => group && groups.has(group.address) && cidrs.some(isWorld))
    .flatMap((rule) => rule.ports ?? []);
  if (ports.length === 0) return [];
  const because = [reasonAt(model, "own", ["cluster", "nodePools"])];
  const way = { source, target: "internet", kind: "network", ports: portTexts(ports), actions: [], because } as const;
  return [{ ...way, ...stateOf(alongHops([all.wayOut("any")])) }];
}

function toKubernetes({ model, graph, facts }: AccessInput): readonly FoundWay[] {
  const { nodes, fromNodes } = facts.reachability.network;
  return controlPlanes(graph).map((end) => {
    const answer = alongHops(fromNodes(nodes.all, end, { port: 443, extent: "all" }));
    const because = [reasonAt(model, "own", ["cluster", "nodePools"])];
    return { source, target: "kubernetes", kind: "network", ...stateOf(answer), ports: ["443"], actions: [], because };
  });
}

function toDatabases({ model, graph, facts }: AccessInput): readonly FoundWay[] {
  const { nodes, fromNodes } = facts.reachability.network;
  return databases(graph).flatMap(({ item, port, end }): readonly FoundWay[] => {
    if (port === undefined) return [];
    const answer = alongHops(fromNodes(nodes.all, end, { port, extent: "any" }));
    if (answer.reaches === "no") return [];
    const because = [reasonAt(model, "own", item)];
    const target = formatSpecPath(item);
    return [{ source, target, kind: "network", ...stateOf(answer), ports: [String(port)], actions: [], because }];
  });
}
