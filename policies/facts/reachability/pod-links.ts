import type { KubernetesNode, ResourceGraph } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import { items } from "../known.ts";
import { type NetworkPeer, networkPeerReader, type WrittenPeer } from "../network-peers.ts";
import { objectName, type PodTemplate } from "../pod-templates.ts";
import { remember } from "../remember.ts";
import { indexSelectors } from "../selectors.ts";
import type { AddressRange } from "./place.ts";
import type { PodIndex } from "./pod-index.ts";
import { type PolicyPorts, readPolicyPorts } from "./ports.ts";

/** What the network policies of a pod allow it in one direction. */
export interface PodLinks {
  /** False where no policy speaks of the direction: then everything is allowed. */
  readonly isIsolated: boolean;
  /** Rules without peers: they allow everybody. */
  readonly everybody: readonly Allowance[];
  readonly pods: ReadonlyMap<Address, readonly Allowance[]>;
  readonly ranges: readonly RangeAllowance[];
  /** Rules about somebody who is known only at apply. */
  readonly unknown: readonly Allowance[];
}

/** Ports, and the policy that allows them. */
export interface Allowance {
  readonly policy: string;
  readonly ports: PolicyPorts;
}

/** The same for addresses. */
export interface RangeAllowance extends Allowance {
  readonly range: AddressRange;
}

type Direction = "ingress" | "egress";
type NetworkPolicy = KubernetesNode<"NetworkPolicy">;

interface WrittenRule {
  readonly to?: object;
  readonly from?: object;
  readonly ports?: object;
}

/** Reads for any pod what its policies allow. Each pod's are read once, when somebody asks. */
export function podLinks(graph: ResourceGraph, index: PodIndex): (pod: PodTemplate, way: Direction) => PodLinks {
  const policies = indexSelectors(
    graph.objects("NetworkPolicy").map((node) => ({
      namespace: objectName(node).namespace,
      selector: node.object.spec?.podSelector,
      value: node,
    })),
  );
  const parts: Parts = { graph, index, peerOf: networkPeerReader(graph) };
  const policiesOf = remember((pod: PodTemplate) => policies(pod.namespace, pod.labels));
  const linksBy = (way: Direction): ((pod: PodTemplate) => PodLinks) => {
    // One policy can be about every pod of its namespace.
    const read = remember((policy: NetworkPolicy) => readPolicy(parts, policy, way));
    return remember((pod) => {
      // What shares its node's network has its node's addresses, which no policy tells apart.
      // https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods
      const isBound = pod.spec.hostNetwork !== true;
      const own = isBound ? policiesOf(pod).filter((policy) => speaksOf(policy, way)) : [];
      return readLinks(own.length > 0, own.flatMap(read));
    });
  };
  const links = { ingress: linksBy("ingress"), egress: linksBy("egress") };
  return (pod, way) => links[way](pod);
}

/** Every policy is about what comes in, unless it lists its types; about what goes out only where it says so. */
function speaksOf({ object: { spec } }: NetworkPolicy, way: Direction): boolean {
  const types = items<unknown>(spec?.policyTypes) ?? ["Ingress", "Egress"];
  if (types.length > 0) return types.includes(way === "ingress" ? "Ingress" : "Egress");
  return way === "ingress" || spec?.egress !== undefined;
}

interface Parts {
  readonly graph: ResourceGraph;
  readonly index: PodIndex;
  readonly peerOf: (written: WrittenPeer) => NetworkPeer;
}

function readLinks(isIsolated: boolean, facts: readonly PolicyFact[]): PodLinks {
  const pods = new Map<Address, Allowance[]>();
  const ranges = new Map<string, RangeAllowance>();
  for (const fact of facts) {
    if (fact.to === "range") ranges.set(keyOf(fact.range), fact.range);
    if (fact.to !== "pod") continue;
    const list = pods.get(fact.pod);
    if (list) list.push(fact.allowance);
    else pods.set(fact.pod, [fact.allowance]);
  }
  const allowancesTo = (wanted: "everybody" | "unknown"): readonly Allowance[] =>
    facts.flatMap((fact) => (fact.to === wanted ? [fact.allowance] : []));
  return {
    isIsolated,
    everybody: allowancesTo("everybody"),
    pods,
    ranges: [...ranges.values()],
    unknown: allowancesTo("unknown"),
  };
}

/** Several policies of a pod often name the same range, on the same ports. */
function keyOf({ range: { text }, ports }: RangeAllowance): string {
  return `${text} ${JSON.stringify(ports)}`;
}

/** One thing that a policy says. */
type PolicyFact =
  | { readonly to: "everybody" | "unknown"; readonly allowance: Allowance }
  | { readonly to: "pod"; readonly pod: Address; readonly allowance: Allowance }
  | { readonly to: "range"; readonly range: RangeAllowance };

function readPolicy(parts: Parts, policy: NetworkPolicy, way: Direction): PolicyFact[] {
  const { graph } = parts;
  const { namespace, name } = objectName(policy);
  const rules = items<WrittenRule>(policy.object.spec?.[way]);
  if (!rules) return [{ to: "unknown", allowance: { policy: name, ports: [undefined] } }];
  return rules.flatMap((rule): PolicyFact[] => {
    const allowance = { policy: name, ports: readPolicyPorts(graph, rule.ports) };
    const peers = items<WrittenPeer>(way === "egress" ? rule.to : rule.from);
    if (!peers) return [{ to: "unknown", allowance }];
    if (peers.length === 0) return [{ to: "everybody", allowance }];
    return peers.flatMap((peer) => readPeer(parts, peer, namespace, allowance));
  });
}

function readPeer(
  { index, peerOf }: Parts,
  written: WrittenPeer,
  namespace: string,
  allowance: Allowance,
): PolicyFact[] {
  const peer = peerOf(written);
  if (peer.kind === "unknown") return [{ to: "unknown", allowance }];
  if (peer.kind === "addresses") return [{ to: "range", range: { range: peer.range, ...allowance } }];
  const where = peer.namespaces === undefined ? namespace : { selector: peer.namespaces };
  return index.find(where, peer.pods).map(({ address }) => ({ to: "pod", pod: address, allowance }));
}
