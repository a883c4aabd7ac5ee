import ipaddr from "ipaddr.js";
import { networkOf, parseCidr } from "../../schema/catalogue/cidr.ts";

/** A set of addresses of both families: its parts, sorted, of which no two touch. */
export type Addresses = readonly AddressSpan[];

/** Addresses from the first to the end, which is the first beyond them. Those of IPv4 stand behind all of IPv6. */
export interface AddressSpan {
  readonly first: bigint;
  readonly end: bigint;
}

/** How much of some addresses must be open: all of them for what a spec asks for, any of them for a threat. */
export type Extent = "all" | "any";

const firstOfV4 = 1n << 128n;

/** Reads a network in CIDR notation. `undefined` for what is none. */
export function addressesOf(cidr: string): Addresses | undefined {
  const network = parseCidr(cidr);
  if (network) {
    const { first, size } = networkOf(network);
    return [spanOf(firstOfV4 + BigInt(first), BigInt(size))];
  }
  if (!ipaddr.IPv6.isValidCIDR(cidr)) return undefined;
  const [address, prefix] = ipaddr.IPv6.parseCIDR(cidr);
  const number = address.parts.reduce((sum, part) => (sum << 16n) | BigInt(part), 0n);
  const size = 1n << BigInt(128 - prefix);
  return [spanOf(number - (number % size), size)];
}

/** All that any of some sets holds. */
export function together(sets: readonly Addresses[]): Addresses {
  if (sets.length === 1 && sets[0]) return sets[0];
  const spans = sets.flat().sort((left, right) => compare(left.first, right.first));
  const joined: { first: bigint; end: bigint }[] = [];
  for (const { first, end } of spans) {
    const last = joined.at(-1);
    if (!last || last.end < first) joined.push({ first, end });
    else if (last.end < end) last.end = end;
  }
  return joined;
}

/** What two sets have in common. */
export function common(left: Addresses, right: Addresses): Addresses {
  const found: AddressSpan[] = [];
  let [here, there] = [0, 0];
  for (;;) {
    const [one, other] = [left[here], right[there]];
    if (!one || !other) return found;
    const span = { first: later(one.first, other.first), end: earlier(one.end, other.end) };
    if (span.first < span.end) found.push(span);
    if (one.end < other.end) here += 1;
    else there += 1;
  }
}

/** What a set holds beside another. */
export function without(set: Addresses, taken: Addresses): Addresses {
  return set.flatMap((span) => {
    const left: AddressSpan[] = [];
    let { first } = span;
    for (const hole of common([span], taken)) {
      if (first < hole.first) left.push({ first, end: hole.first });
      first = hole.end;
    }
    if (first < span.end) left.push({ first, end: span.end });
    return left;
  });
}

/** Whether as much of some addresses lies in a set as an extent asks for. */
export function holds(set: Addresses, wanted: Addresses, extent: Extent): boolean {
  if (extent === "any") return common(set, wanted).length > 0;
  return wanted.every(({ first, end }) => set.some((span) => span.first <= first && end <= span.end));
}

/** How many addresses a set has. */
export function sizeOf(set: Addresses): bigint {
  return set.reduce((sum, { first, end }) => sum + end - first, 0n);
}

function spanOf(first: bigint, size: bigint): AddressSpan {
  return { first, end: first + size };
}

function compare(left: bigint, right: bigint): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function later(left: bigint, right: bigint): bigint {
  return compare(left, right) < 0 ? right : left;
}

function earlier(left: bigint, right: bigint): bigint {
  return compare(left, right) < 0 ? left : right;
}
