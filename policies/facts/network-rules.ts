import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { namesOf } from "./evidence.ts";
import { items, known, knownText, show } from "./known.ts";
import { type NetworkPeer, networkPeerReader, type WrittenPeer } from "./network-peers.ts";

/** What a network policy speaks of. */
export type Direction = "Ingress" | "Egress";

/** A rule of a network policy. https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
export interface NetworkRule {
  /** Whom it allows: everybody where it names nobody. `undefined` when they are known only at apply. */
  readonly peers: readonly NetworkPeer[] | undefined;
  /** Every port where it has none. `undefined` when they are known only at apply. */
  readonly ports: readonly NetworkPort[] | undefined;
}

/** Ports of one protocol: every one where there is no first. */
export interface NetworkPort {
  readonly protocol: string;
  /** A number, or the name of a container's port. */
  readonly from: number | string | undefined;
  readonly to: number | string | undefined;
}

interface WrittenRule {
  readonly from?: object;
  readonly to?: object;
  readonly ports?: object;
}

interface WrittenPort {
  readonly protocol?: unknown;
  readonly port?: unknown;
  readonly endPort?: unknown;
}

/** Reads the rules of a policy in one direction. `undefined` when they are known only at apply. */
export type NetworkRuleReader = (
  policy: KubernetesNode<"NetworkPolicy">,
  direction: Direction,
) => readonly NetworkRule[] | undefined;

/** Makes a {@link NetworkRuleReader}. */
export function networkRuleReader(graph: ResourceGraph): NetworkRuleReader {
  const readPeer = networkPeerReader(graph);
  return ({ object: { spec } }, direction) => {
    const isIngress = direction === "Ingress";
    return items<WrittenRule>(isIngress ? spec?.ingress : spec?.egress)?.map(({ from, to, ports }) => ({
      peers: items<WrittenPeer>(isIngress ? from : to)?.map(readPeer),
      ports: readPorts(graph, ports),
    }));
  };
}

/** What a rule allows, for people: `10.0.0.0/20, pods app=api on TCP 8000`. */
export function networkRuleText({ peers, ports }: NetworkRule): string {
  const whom = peers ? namesOf(peers.length > 0 ? peers.map(peerText) : ["everybody"]) : "peers known only at apply";
  if (!ports) return `${whom} on ports known only at apply`;
  return ports.length > 0 ? `${whom} on ${namesOf(ports.map(portText))}` : `${whom} on every port`;
}

function readPorts(graph: ResourceGraph, written: object | undefined): readonly NetworkPort[] | undefined {
  const ports = items<WrittenPort>(written)?.map(({ protocol = "TCP", port, endPort = port }) => ({
    protocol: knownText(graph, protocol),
    isKnown: [port, endPort].every((each) => each === undefined || known(graph, each) !== undefined),
    from: numberOrName(graph, port),
    to: numberOrName(graph, endPort),
  }));
  if (!ports?.every(isKnownPort)) return undefined;
  return ports.map(({ protocol, from, to }) => ({ protocol, from, to }));
}

function isKnownPort<Port extends { readonly protocol: string | undefined; readonly isKnown: boolean }>(
  port: Port,
): port is Port & { readonly protocol: string } {
  return port.protocol !== undefined && port.isKnown;
}

function numberOrName(graph: ResourceGraph, written: unknown): number | string | undefined {
  const value = known(graph, written);
  return typeof value === "boolean" ? String(value) : value;
}

function peerText(peer: NetworkPeer): string {
  if (peer.kind === "unknown") return "somebody known only at apply";
  if (peer.kind === "addresses") return peer.range.text;
  const where = peer.namespaces === undefined ? "" : ` of namespaces ${selectorText(peer.namespaces)}`;
  return `pods ${selectorText(peer.pods)}${where}`;
}

function selectorText(selector: unknown): string {
  const { matchLabels = {}, matchExpressions = [] } = (selector ?? {}) as {
    readonly matchLabels?: Readonly<Record<string, unknown>>;
    readonly matchExpressions?: readonly unknown[];
  };
  const labels = Object.entries(matchLabels).map(([name, value]) => `${name}=${show(value)}`);
  return [...labels, ...matchExpressions.map(show)].join(" ") || "of any labels";
}

function portText({ protocol, from, to }: NetworkPort): string {
  if (from === undefined) return `every port of ${protocol}`;
  return `${protocol} ${from}${to === from ? "" : `-${to}`}`;
}
