import { type Cidr, cidrsOverlap, containsCidr, parseCidr } from "../../../schema/catalogue/cidr.ts";
import { isWorld } from "../ingress-rules.ts";

/** A range of addresses without some of them, read once. */
export interface AddressRange {
  readonly cidr: string;
  readonly network: Cidr | undefined;
  readonly holes: readonly Cidr[];
  /** Whether it holds every public address. */
  readonly isInternet: boolean;
}

/** Any address of the internet: the far end that nobody can name. */
export const anyPublicAddress = "any public address";

/** Reads a range. */
export function addressRange(cidr: string, except: readonly string[] = []): AddressRange {
  const holes = except.map(parseCidr).filter((each) => each !== undefined);
  return { cidr, network: parseCidr(cidr), holes, isInternet: isWorld(cidr) && !except.some(isPublic) };
}

/** Whether a range holds all of a network, or every public address. */
export function holdsAll({ cidr, network, holes, isInternet }: AddressRange, wanted: string): boolean {
  if (wanted === anyPublicAddress) return isInternet;
  const inner = parseCidr(wanted);
  if (!network || !inner) return cidr === wanted;
  return containsCidr(network, inner) && !holes.some((hole) => cidrsOverlap(hole, inner));
}

/** Whether a range holds any of a network. */
export function holdsSome({ network, holes }: AddressRange, wanted: string): boolean {
  const inner = parseCidr(wanted);
  if (!network || !inner) return false;
  return cidrsOverlap(network, inner) && !holes.some((hole) => containsCidr(hole, inner));
}

const privateRanges = ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

/** Whether a network is of the internet. https://www.rfc-editor.org/rfc/rfc6890 */
export function isPublic(cidr: string): boolean {
  const network = parseCidr(cidr);
  return !network || !privateRanges.some((each) => containsCidr(parseCidr(each) ?? network, network));
}

/** Whether a network lies in one of some others. */
export function liesIn(cidr: string, networks: readonly string[]): boolean {
  const inner = parseCidr(cidr);
  return networks.some((each) => {
    const outer = parseCidr(each);
    return inner !== undefined && outer !== undefined && containsCidr(outer, inner);
  });
}
