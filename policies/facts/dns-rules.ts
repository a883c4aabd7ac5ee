import { type Addresses, holds } from "./addresses.ts";
import type { NetworkPeer } from "./network-peers.ts";
import type { NetworkPort, NetworkRule } from "./network-rules.ts";
import { selects } from "./selectors.ts";

/** An answer that is too long for UDP is asked for again by TCP. https://www.rfc-editor.org/rfc/rfc7766 */
export const dnsProtocols = ["UDP", "TCP"];

/** What is asked of a rule. */
export interface DnsQuestion {
  readonly protocol: string;
  /** The policy's own. */
  readonly namespace: string;
  /** The addresses of the network, of which the servers have some. */
  readonly inside: Addresses;
}

/**
 * Whether a rule for egress lets pods ask the servers for names. Names of ports are those of the servers, which are not
 * of this system: each may be the one.
 */
export function allowsDns(
  { peers = [], ports = [] }: NetworkRule,
  { protocol, namespace, inside }: DnsQuestion,
): boolean {
  const isServer = (peer: NetworkPeer): boolean => {
    if (peer.kind === "unknown") return true;
    if (peer.kind === "addresses") return holds(peer.range.addresses, inside, "any");
    const { namespaces = ownNamespace(namespace) } = peer;
    return selects(namespaces, servers.labelsOfNamespace) && selects(peer.pods, servers.labels);
  };
  const isDns = ({ from = 0, to = 65_535 }: NetworkPort): boolean =>
    typeof from === "string" || (from <= 53 && Number(to) >= 53);
  const hasPort = ports.length === 0 || ports.some((port) => port.protocol === protocol && isDns(port));
  return hasPort && (peers.length === 0 || peers.some(isServer));
}

/** The servers of every cluster of EKS. https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html */
const servers = {
  labelsOfNamespace: { "kubernetes.io/metadata.name": "kube-system" },
  labels: { "k8s-app": "kube-dns" },
};

function ownNamespace(name: string): unknown {
  return { matchLabels: { "kubernetes.io/metadata.name": name } };
}
