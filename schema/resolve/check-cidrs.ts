import { type Cidr, cidrsOverlap, containsCidr, formatCidr, networkOf, parseCidr } from "../catalogue/cidr.ts";
import type { SpecPath, SpecProblem } from "../finding.ts";
import { formatSpecPath } from "../spec-path.ts";
import type { SpecStore } from "../stores/store-shape.ts";
import type { Draft, DraftCheck } from "./draft.ts";
import { longestSubnetPrefix } from "./plan-cidrs.ts";
import { tierNames } from "./resolve-network.ts";

/** A VPC is a /16 to a /24 here, and a subnet a /16 to a /28. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const largestPrefix = 16;
const longestVpcPrefix = 24;

interface Subnet {
  readonly path: SpecPath;
  readonly tier: string;
  readonly zone: string;
  readonly text: string;
  readonly cidr: Cidr;
  readonly written: boolean;
}

/** Every range is a network of a size that AWS takes; subnets lie inside the VPC and beside each other. */
export const checkCidrs: DraftCheck = (draft) => {
  const problems: SpecProblem[] = [];
  const vpcPath = ["regions", draft.region, "cidr"];
  const vpcText = draft.spec.regions[draft.region]?.cidr;
  const vpc = vpcText === undefined ? undefined : readCidr(vpcText, vpcPath, problems);
  if (vpc && vpcText !== undefined) checkSize(vpc, vpcText, vpcPath, longestVpcPrefix, problems);
  const subnets = readSubnets(draft, problems);
  for (const subnet of subnets) checkSize(subnet.cidr, subnet.text, subnet.path, longestSubnetPrefix, problems);
  if (vpc && vpcText !== undefined) checkInside(subnets, vpc, vpcText, problems);
  checkApart(subnets, problems);
  for (const { path, text } of otherRanges(draft)) readCidr(text, path, problems);
  return problems;
};

/** A range as numbers, when it is the network that its prefix makes it. */
function readCidr(text: string, path: SpecPath, problems: SpecProblem[]): Cidr | undefined {
  const cidr = parseCidr(text);
  if (!cidr) {
    problems.push({
      code: "cidr-invalid",
      path,
      message: `"${text}" is no IPv4 range`,
      help: "each of the four numbers is at most 255, without leading zeros, and the prefix at most 32",
    });
    return undefined;
  }
  const network = formatCidr(networkOf(cidr));
  if (network === text) return cidr;
  problems.push({
    code: "cidr-invalid",
    path,
    message: `"${text}" is an address inside a network, not a network`,
    help: `did you mean "${network}"?`,
  });
  return undefined;
}

function readSubnets(draft: Draft, problems: SpecProblem[]): readonly Subnet[] {
  const subnets: Subnet[] = [];
  for (const tier of tierNames)
    for (const [zone, text] of Object.entries(draft.spec.network.tiers[tier]?.cidrs ?? {})) {
      const path = ["network", "tiers", tier, "cidrs", zone];
      const cidr = readCidr(text, path, problems);
      if (cidr) subnets.push({ path, tier, zone, text, cidr, written: draft.says(path) });
    }
  return subnets;
}

function checkSize({ prefix }: Cidr, text: string, path: SpecPath, longest: number, problems: SpecProblem[]): void {
  if (largestPrefix <= prefix && prefix <= longest) return;
  problems.push({
    code: "cidr-size",
    path,
    message: `"${text}" is too ${prefix < largestPrefix ? "large" : "small"}`,
    help: `choose a prefix from /${largestPrefix} to /${longest}`,
  });
}

function checkInside(subnets: readonly Subnet[], vpc: Cidr, vpcText: string, problems: SpecProblem[]): void {
  for (const { path, text, cidr } of subnets)
    if (!containsCidr(vpc, cidr))
      problems.push({
        code: "cidr-outside",
        path,
        message: `"${text}" is not inside the VPC's range "${vpcText}"`,
        help: "choose a range inside it",
      });
}

/** Of two ranges that overlap, the written one is at fault; of two written ones, the later. */
function checkApart(subnets: readonly Subnet[], problems: SpecProblem[]): void {
  for (const [index, subnet] of subnets.entries())
    for (const earlier of subnets.slice(0, index)) {
      if (!cidrsOverlap(subnet.cidr, earlier.cidr)) continue;
      const [guilty, other] = subnet.written ? [subnet, earlier] : [earlier, subnet];
      problems.push({
        code: "cidr-overlap",
        path: guilty.path,
        message: `"${guilty.text}" overlaps "${other.text}" of the tier "${other.tier}" in the zone "${other.zone}"`,
        help: other.written
          ? "choose a range that is free"
          : `choose a range that is free, or give "${formatSpecPath(other.path)}" a range of its own`,
      });
    }
}

/** Ranges that are no part of the VPC. */
function otherRanges({ spec }: Draft): readonly { readonly path: SpecPath; readonly text: string }[] {
  const list = (path: SpecPath, texts: readonly string[]) =>
    texts.map((text, index) => ({ path: [...path, index], text }));
  return [
    ...list(["cluster", "endpoint", "publicCidrs"], spec.cluster.endpoint.publicCidrs),
    ...Object.entries<SpecStore>(spec.stores).flatMap(([name, { cidrs = [] }]) =>
      list(["stores", name, "cidrs"], cidrs),
    ),
    ...Object.entries(spec.external).flatMap(([name, { cidrs }]) => list(["external", name, "cidrs"], cidrs)),
  ];
}
