import { parseCidr } from "../catalogue/cidr.ts";
import { findRegion } from "../catalogue/regions.ts";
import { compareText, type SpecPath, type SpecProblem } from "../finding.ts";
import type { Spec } from "../language/system.ts";
import type { ResolvedSpec, Tier, TierName } from "../model/model.ts";
import type { Origins } from "./origins.ts";
import { longestPlannablePrefix, planCidr } from "./plan-cidrs.ts";
import { resolveNatZones } from "./resolve-nat-zones.ts";
import { zoneLetter, zoneLetters } from "./zone-letters.ts";

type SpecTier = NonNullable<Spec["network"]["tiers"]["public"]>;

/** The tiers in the order in which they are planned, drawn and printed. */
export const tierNames = ["public", "private", "data"] as const satisfies readonly TierName[];

interface NetworkInput {
  readonly spec: Spec;
  readonly region: string;
  readonly origins: Origins;
  says(path: SpecPath): boolean;
}

/**
 * Resolves the network: zones to letters, tiers to their zones, subnets to their address ranges.
 * Gives `zone-unknown`, `unknown-reference`, `missing-key` and `cidr-size`; how the ranges lie is checked later.
 */
export function resolveNetwork(input: NetworkInput): {
  readonly network: ResolvedSpec["network"];
  readonly problems: readonly SpecProblem[];
} {
  const { network } = input.spec;
  const problems: SpecProblem[] = [];
  const zones = networkZones(input, problems);
  const tiers: { [Name in TierName]?: Tier } = {};
  for (const name of tierNames) {
    const tier = network.tiers[name];
    if (tier) tiers[name] = resolveTier(input, name, tier, zones, problems);
  }
  const natZones = resolveNatZones(network.natZones, input, problems);
  return { network: { ...network, zones, tiers, natZones }, problems };
}

function networkZones({ spec, region, origins, says }: NetworkInput, problems: SpecProblem[]): readonly string[] {
  const path = ["network", "zones"];
  if (says(path)) return zoneLetters(spec.network.zones, path, region, problems);
  const known = findRegion(region);
  if (known?.perAccount)
    problems.push({
      code: "missing-key",
      path,
      message: `"zones" is missing in "network", and accounts do not have the same zones in "${region}"`,
      help: `see which your account has with "aws ec2 describe-availability-zones --region ${region}", and name two`,
    });
  return origins.derive(path, "first three zones of the region", known?.zones.slice(0, 3) ?? spec.network.zones);
}

function resolveTier(
  input: NetworkInput,
  name: TierName,
  tier: SpecTier,
  networkZones: readonly string[],
  problems: SpecProblem[],
): Tier {
  const { spec, region, origins } = input;
  const path = ["network", "tiers", name];
  const zones = tier.zones
    ? zoneLetters(tier.zones, [...path, "zones"], region, problems)
    : origins.derive([...path, "zones"], "zones of the network", networkZones);
  for (const [index, zone] of zones.entries())
    if (!networkZones.includes(zone))
      problems.push({
        code: "unknown-reference",
        path: [...path, "zones", index],
        message: `the tier "${name}" names the zone "${zone}", which the network does not have`,
        help: `add it to "network.zones", which has ${networkZones.join(", ")}`,
      });
  const hasNodes = Object.values(spec.cluster.nodePools).some((pool) => pool.tier === name);
  return {
    zones,
    cidrs: tierCidrs(input, name, tier, zones, problems),
    autoPublicIp:
      tier.autoPublicIp ??
      origins.derive(
        [...path, "autoPublicIp"],
        "only where a node pool is in a public tier",
        name === "public" && hasNodes,
      ),
  };
}

function tierCidrs(
  input: NetworkInput,
  name: TierName,
  tier: SpecTier,
  zones: readonly string[],
  problems: SpecProblem[],
): Readonly<Record<string, string>> {
  const path = ["network", "tiers", name, "cidrs"];
  const written = writtenCidrs(input, path, tier.cidrs ?? {}, zones, problems);
  const vpc = parseCidr(input.spec.regions[input.region]?.cidr ?? "");
  const cidrs: Record<string, string> = {};
  let tooSmall = false;
  for (const zone of zones) {
    const computed = written[zone] ?? (vpc && planCidr(vpc, name, zone));
    if (computed === undefined) tooSmall = true;
    else if (written[zone] !== undefined) cidrs[zone] = computed;
    else cidrs[zone] = input.origins.derive([...path, zone], `computed from the VPC's range, tier and zone`, computed);
  }
  if (tooSmall && vpc)
    problems.push({
      code: "cidr-size",
      path: ["regions", input.region, "cidr"],
      message: `the ranges of the tier "${name}" cannot be computed: the VPC is a /${vpc.prefix}`,
      help: `give "cidrs" for each zone of the tier, or a VPC of /${longestPlannablePrefix(name)} or larger`,
    });
  return cidrs;
}

/** The ranges that the spec gives, by zone letter. */
function writtenCidrs(
  { region, origins }: NetworkInput,
  path: SpecPath,
  cidrs: Readonly<Record<string, string>>,
  zones: readonly string[],
  problems: SpecProblem[],
): Readonly<Record<string, string>> {
  const byLetter: Record<string, string> = {};
  for (const [zone, cidr] of Object.entries(cidrs).sort(([left], [right]) => compareText(left, right))) {
    const at = [...path, zone];
    const known = problems.length;
    const letter = zoneLetter(zone, at, region, problems);
    if (problems.length > known) continue;
    if (Object.hasOwn(byLetter, letter))
      problems.push({
        code: "conflict",
        path: at,
        message: `the zone "${letter}" has two ranges`,
        help: "keep one of the two",
      });
    else if (!zones.includes(letter))
      problems.push({
        code: "unknown-reference",
        path: at,
        message: `there is a range for the zone "${letter}", in which the tier has no subnet`,
        help: `remove it, or add the zone; the tier is in ${zones.join(", ")}`,
      });
    byLetter[letter] = cidr;
    if (letter !== zone) origins.rename([...path, letter], at);
  }
  return byLetter;
}
