import { type Addresses, addressesOf, type Extent, holds, together, without } from "../addresses.ts";
import { isWorld } from "../ingress-rules.ts";
import { publicAddresses, publicAddressesOfV6 } from "../public-addresses.ts";

/** Where something is, or could be. */
export interface Place {
  /** What people call it. */
  readonly name: string;
  /** Its networks, each with its name. */
  readonly parts: readonly NamedAddresses[];
  readonly addresses: Addresses;
  /** Addresses that count as its own where any of them is a threat, and that nobody needs. */
  readonly beside?: Addresses;
}

interface NamedAddresses {
  readonly name: string;
  readonly addresses: Addresses;
}

/** The place that some networks make up. `undefined` where there is none, or where one cannot be read. */
export function placeOf(cidrs: readonly string[]): Place | undefined {
  const parts = cidrs.map((name) => ({ name, addresses: addressesOf(name) }));
  if (parts.length === 0 || !parts.every(isRead)) return undefined;
  return { name: cidrs.join(" and "), parts, addresses: together(parts.map(({ addresses }) => addresses)) };
}

function isRead<Part extends { readonly addresses: Addresses | undefined }>(
  part: Part,
): part is Part & { readonly addresses: Addresses } {
  return part.addresses !== undefined;
}

/** Any address of the internet: the far end that nobody can name. What a network has as its own is not among them. */
export function internetBeyond(networks: Addresses): Place {
  const addresses = without(publicAddresses, networks);
  const parts = [{ name: "the internet", addresses }];
  return { name: "any public address", parts, addresses, beside: publicAddressesOfV6 };
}

/** Whether as much of a place is among some addresses as an extent asks for. */
export function isOpenTo(open: Addresses, { addresses, beside = [] }: Place, extent: Extent): boolean {
  return holds(open, addresses, extent) || (extent === "any" && holds(open, beside, "any"));
}

/** What is closed of a place of which not all is among some addresses, as people call that. */
export function closedPart(open: Addresses, { name, parts, addresses }: Place): string {
  if (!holds(open, addresses, "any")) return name;
  const part = parts.find((each) => !holds(open, each.addresses, "all"));
  if (!part) return name;
  return holds(open, part.addresses, "any") ? `all of ${part.name}` : part.name;
}

/** A range of addresses as a rule names it, without those that it leaves out. */
export interface AddressRange {
  readonly cidr: string;
  /** All of it, for people: `0.0.0.0/0 but 10.0.0.0/16`. */
  readonly text: string;
  readonly addresses: Addresses;
  /** Whether it is the internet by another name. */
  readonly isWorld: boolean;
}

/** Reads a range. `undefined` for what is none. */
export function addressRange(cidr: string, except: readonly string[] = []): AddressRange | undefined {
  const all = addressesOf(cidr);
  const left = except.map(addressesOf);
  if (!all || !left.every((each) => each !== undefined)) return undefined;
  const addresses = without(all, together(left));
  const text = except.length > 0 ? `${cidr} but ${except.join(" and ")}` : cidr;
  return { cidr, text, addresses, isWorld: isWorld(cidr) && isPublic(addresses) };
}

/** Whether any of some addresses is of the internet. */
export function isPublic(addresses: Addresses): boolean {
  return holds(addresses, publicAddresses, "any") || holds(addresses, publicAddressesOfV6, "any");
}
