import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { referencesIn } from "../../schema/graph/value.ts";
import { items, knownText } from "./known.ts";
import { type AddressRange, addressRange } from "./reachability/place.ts";

/** Whom a rule of a network policy names. */
export type NetworkPeer =
  | { readonly kind: "addresses"; readonly range: AddressRange }
  /** By their labels, in namespaces by theirs: in the policy's own where those are `undefined`. */
  | { readonly kind: "pods"; readonly namespaces: unknown; readonly pods: unknown }
  | { readonly kind: "unknown" };

/** A peer as a network policy writes it. https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
export interface WrittenPeer {
  readonly ipBlock?: AddressBlock;
  readonly namespaceSelector?: unknown;
  readonly podSelector?: unknown;
}

interface AddressBlock {
  readonly cidr?: unknown;
  readonly except?: object;
}

/** Reads peers. */
export function networkPeerReader(graph: ResourceGraph): (written: WrittenPeer) => NetworkPeer {
  const readRange = rangeReader(graph);
  return ({ ipBlock, namespaceSelector, podSelector }) => {
    if (ipBlock) {
      const range = readRange(ipBlock);
      return range ? { kind: "addresses", range } : { kind: "unknown" };
    }
    const isKnown = referencesIn([namespaceSelector, podSelector]).length === 0;
    return isKnown ? { kind: "pods", namespaces: namespaceSelector, pods: podSelector } : { kind: "unknown" };
  };
}

/**
 * Reads blocks; `undefined` for what is none, or is known only at apply. The same few stand in the policies of all
 * services: each text is read once.
 */
function rangeReader(graph: ResourceGraph): (block: AddressBlock) => AddressRange | undefined {
  const read = new Map<string, AddressRange | undefined>();
  return ({ cidr, except }) => {
    const text = knownText(graph, cidr);
    const left = items<unknown>(except)?.map((each) => knownText(graph, each));
    if (text === undefined || !left?.every((each) => each !== undefined)) return undefined;
    const key = [text, ...left].join(" ");
    if (!read.has(key)) read.set(key, addressRange(text, left));
    return read.get(key);
  };
}
