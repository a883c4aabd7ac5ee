import ipaddr from "ipaddr.js";

/** A network of addresses: `10.0.0.0/16`, `2001:db8::/32`. */
export type Network =
  | { readonly family: 4; readonly address: number; readonly bits: number }
  | { readonly family: 6; readonly address: ipaddr.IPv6; readonly bits: number };

const fourParts = /^(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])(\.(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])){3}$/;

/** Reads a network in CIDR notation; what is none gives `undefined`. Host bits may be set, as Kubernetes allows. */
export function parseNetwork(text: string): Network | undefined {
  if (text.includes(":")) {
    if (!ipaddr.IPv6.isValidCIDR(text)) return undefined;
    const [address, bits] = ipaddr.IPv6.parseCIDR(text);
    return { family: 6, address, bits };
  }
  const [address = "", bits = "", ...more] = text.split("/");
  if (more.length > 0 || !fourParts.test(address) || !/^\d{1,2}$/.test(bits) || Number(bits) > 32) return undefined;
  return { family: 4, address: numberOf(address), bits: Number(bits) };
}

/** Whether text is an IP address. */
export function isAddress(text: string): boolean {
  return text.includes(":") ? ipaddr.IPv6.isValid(text) : fourParts.test(text);
}

/** Whether `inner` lies within `outer` and is smaller, as an exception must. */
export function isStrictlyWithin(inner: Network, outer: Network): boolean {
  if (inner.bits <= outer.bits) return false;
  if (inner.family === 6 && outer.family === 6) return inner.address.match(outer.address, outer.bits);
  if (inner.family !== 4 || outer.family !== 4) return false;
  const size = 2 ** (32 - outer.bits);
  return Math.floor(inner.address / size) === Math.floor(outer.address / size);
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
