import ipaddr from "ipaddr.js";

/** An IPv4 network as numbers: the first address, how many there are, and the prefix length. */
export interface Cidr {
  readonly first: number;
  readonly size: number;
  readonly prefix: number;
}

/** Reads a network in CIDR notation. `undefined` for what is no IPv4 address, or has a prefix beyond 32. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = "", length = ""] = text.split("/");
  const prefix = Number(length);
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) || !/^\d{1,2}$/.test(length) || prefix > 32) return undefined;
  const first = ipaddr.IPv4.parse(address).octets.reduce((number, octet) => number * 256 + octet, 0);
  return { first, size: 2 ** (32 - prefix), prefix };
}

/** Writes a network in CIDR notation. */
export function formatCidr({ first, prefix }: Pick<Cidr, "first" | "prefix">): string {
  const octets = [24, 16, 8, 0].map((bits) => Math.floor(first / 2 ** bits) % 256);
  return `${octets.join(".")}/${prefix}`;
}

/** The network that an address lies in: the same text where the address is the network's first. */
export function networkOf({ first, size, prefix }: Cidr): Cidr {
  return { first: first - (first % size), size, prefix };
}

/** Whether all of `inner` lies in `outer`. */
export function containsCidr(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.first + inner.size <= outer.first + outer.size;
}

/** Whether two networks share an address. */
export function cidrsOverlap(left: Cidr, right: Cidr): boolean {
  return left.first < right.first + right.size && right.first < left.first + left.size;
}
