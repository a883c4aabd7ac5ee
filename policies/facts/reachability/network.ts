import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { type Addresses, addressesOf, common, type Extent, together, without } from "../addresses.ts";
import type { Facts } from "../facts.ts";
import { knownText } from "../known.ts";
import type { PodTemplate } from "../pod-templates.ts";
import { publicAddresses } from "../public-addresses.ts";
import type { Hop } from "./answer.ts";
import { type AwsApis, awsApis } from "./aws-api.ts";
import type { Database } from "./databases.ts";
import { type NodeNetwork, type Nodes, nodeNetwork } from "./node-network.ts";
import { internetBeyond, type Place } from "./place.ts";
import { inFromPod, outToPlace, outToPod, type Passage } from "./pod-hops.ts";
import { indexPods, type PodIndex } from "./pod-index.ts";
import { type PodLinks, podLinks } from "./pod-links.ts";
import { type End, type GroupHop, groupHops } from "./security-groups.ts";

/** The network as pods see it: their policies, security groups, routes and endpoints. */
export interface PodNetwork {
  readonly index: PodIndex;
  readonly nodes: NodeNetwork;
  readonly group: GroupHop;
  readonly awsApis: AwsApis;
  /** Every address of the internet. */
  readonly internet: Place;
  /** The addresses of the network itself. */
  readonly inside: Addresses;
  linksOf(pod: PodTemplate, way: "ingress" | "egress"): PodLinks;
  toPod(source: PodTemplate, target: PodTemplate, passage: Passage): readonly Hop[];
  toDatabase(source: PodTemplate, database: Database, extent: Extent): readonly Hop[];
  toPlace(source: PodTemplate, place: Place, passage: Passage): readonly Hop[];
  /** From some nodes to something in the network: out of their groups, and into its own. */
  fromNodes(nodes: Nodes, end: End, passage: Passage): readonly Hop[];
}

/** Reads the network out of a graph. What is asked of a pod is worked out when somebody asks. */
export function podNetwork(graph: ResourceGraph, facts: Facts): PodNetwork {
  const index = indexPods(graph, facts.pods);
  const linksOf = podLinks(graph, index);
  const group = groupHops(facts.ingressRules, facts.egressRules);
  const inside = networkOf(graph);
  const internet = internetBeyond(inside);
  const nodes = nodeNetwork(graph, facts.nodePools, internet);
  const across = new Map<string, readonly Hop[]>();
  /** Between two parts of the network, of which there are few. */
  const between = (from: Nodes, key: string, ends: readonly End[], { port, extent }: Passage): readonly Hop[] => {
    const asked = `${from.key} ${key} ${port} ${extent}`;
    const hops = across.get(asked) ?? [
      group(from.ends, ends, { way: "egress", port, extent }),
      group(ends, from.ends, { way: "ingress", port, extent }),
    ];
    across.set(asked, hops);
    return hops;
  };
  const fromNodes: PodNetwork["fromNodes"] = (from, end, passage) => between(from, end.name, [end], passage);
  const sideOf = (pod: PodTemplate, way: "ingress" | "egress") => ({ pod, links: linksOf(pod, way) });
  return {
    index,
    nodes,
    group,
    internet,
    inside,
    linksOf,
    fromNodes,
    awsApis: awsApis(graph, { internet, group, fromNodes, sideOf, nodesOf: nodes.of }),
    toPod(source, target, passage) {
      const [here, there] = [nodes.of(source), nodes.of(target)];
      return [
        outToPod(sideOf(source, "egress"), target, there.place, passage),
        ...between(here, there.key, there.ends, passage),
        inFromPod(sideOf(target, "ingress"), source, here.place, passage),
      ];
    },
    toDatabase(source, { port, end }, extent) {
      if (port === undefined) return [{ unknown: `the port of the ${end.name} is known only at apply` }];
      if (!end.place) return [{ unknown: `the subnets of the ${end.name} are known only at apply` }];
      const passage = { port, extent };
      return [outToPlace(sideOf(source, "egress"), end.place, passage), ...fromNodes(nodes.of(source), end, passage)];
    },
    toPlace(source, place, passage) {
      const from = nodes.of(source);
      const beyond = { name: place.name, groups: [], place };
      return [
        outToPlace(sideOf(source, "egress"), place, passage),
        group(from.ends, [beyond], { way: "egress", ...passage }),
        ...routeTo(from, place, inside, passage.extent),
      ];
    },
  };
}

/** What is on each node itself. https://www.rfc-editor.org/rfc/rfc3927 */
const linkLocal = addressesOf("169.254.0.0/16") ?? [];

/** Whether routes lead to a place: the local one to what is inside, the way out to what is of the internet. */
function routeTo(from: Nodes, place: Place, network: Addresses, extent: Extent): readonly Hop[] {
  const inside = together([network, linkLocal]);
  const outside = without(place.addresses, inside);
  const isOfInternet = common(outside, publicAddresses).length > 0 || place.beside !== undefined;
  const elsewhere = place.parts.find(
    ({ addresses }) => without(addresses, together([inside, publicAddresses])).length > 0,
  );
  const out = isOfInternet ? [from.wayOut(extent)] : [];
  const unknown: Hop[] = elsewhere
    ? [{ unknown: `no route of this system says how ${elsewhere.name} is reached` }]
    : [];
  if (extent === "all") return [...out, ...unknown];
  // Any of them is enough.
  if (common(place.addresses, inside).length > 0) return [];
  return isOfInternet ? out : unknown;
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
function networkOf(graph: ResourceGraph): Addresses {
  const cidrs = graph.resources("aws_vpc").map(({ config }) => knownText(graph, config.cidrBlock));
  return together(cidrs.map((cidr) => (cidr === undefined ? [] : (addressesOf(cidr) ?? []))));
}
