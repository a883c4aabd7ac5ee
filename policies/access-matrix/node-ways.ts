import { formatSpecPath } from "../../schema/spec-path.ts";
import { isWorld, readPorts } from "../facts/ingress-rules.ts";
import { items, knownText } from "../facts/known.ts";
import { alongHops } from "../facts/reachability/answer.ts";
import { databases } from "../facts/reachability/databases.ts";
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

function toInternet({ model, graph, facts }: AccessInput): readonly FoundWay[] {
  const { nodes } = facts.reachability.network;
  const groups = new Set(nodes.groups);
  const ports = graph.resources("aws_vpc_security_group_egress_rule").flatMap(({ config }) => {
    const group = graph.follow(config.securityGroupId, "aws_security_group");
    const cidr = knownText(graph, config.cidrIpv4 ?? config.cidrIpv6);
    if (!group || !groups.has(group.address) || cidr === undefined || !isWorld(cidr)) return [];
    const { ipProtocol: protocol, fromPort, toPort } = config;
    return readPorts(graph, { protocol, fromPort, toPort }) ?? [];
  });
  if (ports.length === 0) return [];
  const because = [reasonAt(model, "own", ["cluster", "nodePools"])];
  const way = { source, target: "internet", kind: "network", ports: portTexts(ports), actions: [], because } as const;
  return [{ ...way, ...stateOf(alongHops([nodes.wayOut])) }];
}

function toKubernetes({ model, graph, facts }: AccessInput): readonly FoundWay[] {
  const { network } = facts.reachability;
  return graph.resources("aws_eks_cluster").map(({ config }) => {
    const written = (config.vpcConfig as { readonly securityGroupIds?: object }).securityGroupIds;
    const groups = (items<unknown>(written) ?? []).flatMap(
      (each) => graph.follow(each, "aws_security_group")?.address ?? [],
    );
    const answer = alongHops([network.nodes.letsOut({ groups }, 443), network.groupsAdmitNodes(groups, 443)]);
    const because = [reasonAt(model, "own", ["cluster", "nodePools"])];
    return { source, target: "kubernetes", kind: "network", ...stateOf(answer), ports: ["443"], actions: [], because };
  });
}

function toDatabases({ model, graph, facts }: AccessInput): readonly FoundWay[] {
  const { network } = facts.reachability;
  return databases(graph).flatMap(({ item, port, groups }): readonly FoundWay[] => {
    if (port === undefined) return [];
    const answer = alongHops([network.nodes.letsOut({ groups }, port), network.groupsAdmitNodes(groups, port)]);
    if (answer.reaches === "no") return [];
    const because = [reasonAt(model, "own", item)];
    const target = formatSpecPath(item);
    return [{ source, target, kind: "network", ...stateOf(answer), ports: [String(port)], actions: [], because }];
  });
}
