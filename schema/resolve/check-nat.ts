import type { SpecProblem } from "../finding.ts";
import { conflict, type Draft, type DraftCheck } from "./draft.ts";

/** The private tier has the way out that `nat` and `natZones` say, and they say the same. */
export const checkNat: DraftCheck = (draft) => [...checkMode(draft), ...checkNatZones(draft)];

function checkMode({ spec }: Draft): readonly SpecProblem[] {
  const { nat, tiers } = spec.network;
  const path = ["network", "nat"];
  if (!tiers.private) return [];
  const pools = Object.keys(spec.cluster.nodePools).filter((pool) => spec.cluster.nodePools[pool]?.tier === "private");
  if (nat === "none")
    return pools.map((pool) =>
      conflict(
        path,
        `the node pool "${pool}" is in the private tier, which has no way out: its nodes could reach neither the Kubernetes API nor a registry`,
        'set "nat" to "single" or "per-zone", or put the pool in the public tier',
      ),
    );
  const publicZones = tiers.public?.zones ?? [];
  if (publicZones.length === 0)
    return [
      conflict(
        path,
        `"nat" is "${nat}", and there is no public tier for the gateways`,
        'add the tier "public", or set "nat" to "none"',
      ),
    ];
  const without = tiers.private.zones.filter((zone) => !publicZones.includes(zone));
  if (nat !== "per-zone" || without.length === 0) return [];
  return [
    conflict(
      path,
      `"nat" is "per-zone", and the public tier has no subnet in the zone ${without.map((zone) => `"${zone}"`).join(", ")}`,
      'give the public tier the zones of the private one, or set "nat" to "single"',
    ),
  ];
}

function checkNatZones({ spec }: Draft): readonly SpecProblem[] {
  const { nat, natZones, tiers } = spec.network;
  const path = ["network", "natZones"];
  if (nat !== "custom")
    return Object.keys(natZones).length === 0
      ? []
      : [
          conflict(
            path,
            `"natZones" says which gateways there are, and so does "nat: ${nat}"`,
            'set "nat" to "custom"',
          ),
        ];
  const privateZones = tiers.private?.zones ?? [];
  const publicZones = tiers.public?.zones ?? [];
  const missing = privateZones
    .filter((zone) => !Object.hasOwn(natZones, zone))
    .map(
      (zone): SpecProblem => ({
        code: "missing-key",
        path: [...path, zone],
        message: `"${zone}" is missing in "network.natZones": the private subnet there would have no way out`,
        help: `say which zone's gateway it uses, for example "${zone}: ${publicZones[0] ?? zone}"`,
      }),
    );
  const wrong = Object.entries(natZones).flatMap(([zone, gateway]): SpecProblem[] => [
    ...without("private", zone, privateZones, [...path, zone]),
    ...(publicZones.length === 0 ? [] : without("public", gateway, publicZones, [...path, zone])),
  ]);
  return [...missing, ...wrong];
}

function without(tier: string, zone: string, zones: readonly string[], path: readonly string[]): SpecProblem[] {
  if (zones.includes(zone)) return [];
  return [
    {
      code: "unknown-reference",
      path,
      message: `the ${tier} tier has no subnet in the zone "${zone}"`,
      help: zones.length === 0 ? `add the tier "${tier}"` : `choose one of ${zones.join(", ")}`,
    },
  ];
}
