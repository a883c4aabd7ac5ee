import fc from "fast-check";
import { parseCidr } from "../../../schema/catalogue/cidr.ts";
import { regions } from "../../../schema/catalogue/regions.ts";
import { planCidr } from "../../../schema/resolve/plan-cidrs.ts";
import { choice, maybe, type Part, part, pick, type SeedOf, some, when } from "./choose.ts";

/** What a random network is made from. */
export const networkSeed = fc.record({
  region: choice,
  zones: fc.nat({ max: 2 }),
  fullZoneNames: maybe,
  prefix: fc.integer({ min: 16, max: 20 }),
  hasPrivate: maybe,
  hasData: maybe,
  writtenCidrs: maybe,
  nat: choice,
  gateways: fc.array(choice, { minLength: 6, maxLength: 6 }),
  endpoints: fc.nat({ max: 2 ** 16 - 1 }),
  flowLogs: maybe,
  retention: choice,
});

/** A network as a spec says it, and what the other parts must know of it. */
export interface RandomNetwork {
  readonly region: string;
  readonly regions: Part;
  readonly network: Part;
  /** The tiers that nodes and load balancers can be in. */
  readonly nodeTiers: readonly ("public" | "private")[];
}

const modes = ["none", "single", "per-zone", "custom"] as const;
const retentions = ["1d", "14d", "90d", "365d", "3653d"];
const endpoints = [
  "s3",
  "dynamodb",
  "ecr.api",
  "ecr.dkr",
  "sqs",
  "sts",
  "logs",
  "ssm",
  "kms",
  "eks",
  "eks-auth",
  "secretsmanager",
  "ec2",
  "autoscaling",
  "elasticloadbalancing",
  "monitoring",
];

/** Zones exist, ranges are apart, and whatever has nodes has a way out. */
export function buildNetwork(seed: SeedOf<typeof networkSeed>, needsData: boolean): RandomNetwork {
  const known = Object.keys(regions).filter((code) => !regions[code]?.perAccount);
  const region = pick(known, seed.region);
  const zones = (regions[region]?.zones ?? []).slice(0, 2 + seed.zones);
  const cidr = `10.${seed.region % 256}.0.0/${seed.prefix}`;
  const zoneName = (letter: string) => (seed.fullZoneNames ? `${region}${letter}` : letter);
  const nat = seed.hasPrivate ? pick(modes.slice(1), seed.nat) : "none";
  const hasData = seed.hasData || needsData;
  return {
    region,
    regions: { [region]: { cidr } },
    network: part({
      zones: zones.map(zoneName),
      tiers: part({
        public: seed.writtenCidrs ? { cidrs: writtenCidrs(cidr, zones, zoneName) } : {},
        private: when(seed.hasPrivate, {}),
        data: when(hasData, seed.writtenCidrs ? { zones: zones.slice(0, 2).map(zoneName) } : {}),
      }),
      nat,
      natZones: when(
        nat === "custom",
        Object.fromEntries(
          zones.map((zone, index) => [zoneName(zone), zoneName(pick(zones, seed.gateways[index] ?? 0))]),
        ),
      ),
      endpoints: Object.fromEntries(some(endpoints, seed.endpoints).map((name) => [name, {}])),
      flowLogs: { enabled: seed.flowLogs, retention: pick(retentions, seed.retention) },
    }),
    nodeTiers: seed.hasPrivate ? ["private", "public"] : ["public"],
  };
}

/** The ranges that would be computed, said aloud. */
function writtenCidrs(vpc: string, zones: readonly string[], zoneName: (letter: string) => string): Part {
  const range = parseCidr(vpc);
  return Object.fromEntries(zones.map((zone) => [zoneName(zone), range && planCidr(range, "public", zone)]));
}
