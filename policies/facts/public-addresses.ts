import { type Addresses, addressesOf, together, without } from "./addresses.ts";

/**
 * What no host of the internet has as its address. https://www.rfc-editor.org/rfc/rfc6890
 * Documentation's own ranges are not among them: examples mean hosts of the internet by them.
 */
const special = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
];

/** Every address of IPv4. */
export const everyAddress: Addresses = addressesOf("0.0.0.0/0") ?? [];

/** Every address of the internet, in the older family. Pods and nodes have no others. */
export const publicAddresses: Addresses = without(
  everyAddress,
  together(special.map((cidr) => addressesOf(cidr) ?? [])),
);

/** Every address of the internet in the newer family. https://www.rfc-editor.org/rfc/rfc4291 */
export const publicAddressesOfV6: Addresses = addressesOf("2000::/3") ?? [];
