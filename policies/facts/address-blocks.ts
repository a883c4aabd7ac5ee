import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { items, knownText } from "./known.ts";
import { type AddressRange, addressRange } from "./reachability/place.ts";

/** Addresses as a network policy writes them, in CIDR notation. */
export interface AddressBlock {
  readonly cidr?: unknown;
  readonly except?: object;
}

/**
 * Reads blocks; `undefined` for what is none, or is known only at apply. The same few stand in the policies of all
 * services: each text is read once.
 */
export function rangeReader(graph: ResourceGraph): (block: AddressBlock) => AddressRange | undefined {
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
