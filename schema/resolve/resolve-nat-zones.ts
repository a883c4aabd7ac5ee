import { compareText, type SpecProblem } from "../finding.ts";
import type { Origins } from "./origins.ts";
import { zoneLetter } from "./zone-letters.ts";

/**
 * The zone of the NAT gateway for each zone of the private tier, all by letter.
 * Gives `zone-unknown`, and `conflict` for a zone with two gateways; which subnets there are is checked later.
 */
export function resolveNatZones(
  natZones: Readonly<Record<string, string>>,
  { region, origins }: { readonly region: string; readonly origins: Origins },
  problems: SpecProblem[],
): Readonly<Record<string, string>> {
  const byLetter: Record<string, string> = {};
  for (const [zone, gateway] of Object.entries(natZones).sort(([left], [right]) => compareText(left, right))) {
    const path = ["network", "natZones", zone];
    const known = problems.length;
    const letter = zoneLetter(zone, path, region, problems);
    const gatewayLetter = zoneLetter(gateway, path, region, problems);
    if (problems.length > known) continue;
    if (Object.hasOwn(byLetter, letter))
      problems.push({
        code: "conflict",
        path,
        message: `the zone "${letter}" is here twice`,
        help: "keep one of the two",
      });
    byLetter[letter] = gatewayLetter;
    if (letter !== zone) origins.rename(["network", "natZones", letter], path);
  }
  return byLetter;
}
