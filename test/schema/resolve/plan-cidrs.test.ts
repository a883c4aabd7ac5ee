import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Cidr,
  cidrsOverlap,
  containsCidr,
  formatCidr,
  networkOf,
  parseCidr,
} from "../../../schema/catalogue/cidr.ts";
import type { TierName } from "../../../schema/model/model.ts";
import { planCidr } from "../../../schema/resolve/plan-cidrs.ts";
import { modelOf, smallest } from "../harness.ts";

const tierNames = ["public", "private", "data"] as const satisfies readonly TierName[];
const letters = ["a", "b", "c", "d", "e", "f"];

const vpc = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 16, max: 22 }))
  .map(([first, prefix]) => networkOf({ first, prefix, size: 2 ** (32 - prefix) }));

const allSubnets = (range: Cidr) =>
  tierNames.flatMap((tier) => letters.map((zone) => parseCidr(planCidr(range, tier, zone) ?? "")));

describe("computed ranges", () => {
  test("lie inside the VPC, apart from one another, in networks that AWS takes", () => {
    fc.assert(
      fc.property(vpc, (range) => {
        const subnets = allSubnets(range);
        for (const [index, subnet] of subnets.entries()) {
          if (!subnet) throw new Error("every subnet of such a VPC can be computed");
          expect(containsCidr(range, subnet)).toBe(true);
          expect(networkOf(subnet)).toEqual(subnet);
          expect(subnet.prefix).toBeLessThanOrEqual(28);
          for (const other of subnets.slice(0, index)) expect(other && cidrsOverlap(other, subnet)).toBe(false);
        }
      }),
    );
  });

  test("of a /16 are where the documentation says", () => {
    const range = parseCidr("10.0.0.0/16") as Cidr;
    expect(tierNames.map((tier) => ["a", "f"].map((zone) => planCidr(range, tier, zone)))).toEqual([
      ["10.0.128.0/22", "10.0.148.0/22"],
      ["10.0.0.0/20", "10.0.80.0/20"],
      ["10.0.192.0/22", "10.0.212.0/22"],
    ]);
  });

  test("never move when a zone or a tier is added", () => {
    const zones = fc.subarray(["a", "b", "c", "d", "e", "f"], { minLength: 2 });
    const tiers = fc.subarray(["private", "data"]).map((others) => ["public", ...others]);
    fc.assert(
      fc.property(zones, tiers, zones, tiers, (someZones, someTiers, moreZones, moreTiers) => {
        const few = cidrsOf(someZones, someTiers);
        const many = cidrsOf([...new Set([...someZones, ...moreZones])], [...new Set([...someTiers, ...moreTiers])]);
        expect(many).toMatchObject(few);
      }),
      { numRuns: 25 },
    );
  });
});

test("a range reads back as it is written", () => {
  fc.assert(
    fc.property(vpc, (range) => {
      expect(parseCidr(formatCidr(range))).toEqual(range);
    }),
  );
});

function cidrsOf(zones: readonly string[], tiers: readonly string[]): Record<string, Record<string, string>> {
  const yaml = smallest
    .replace("eu-west-1", "us-east-1")
    .replace("max: 4 }", "max: 4 }, tier: public")
    .concat(`network: { zones: [${zones}], tiers: { ${tiers.map((tier) => `${tier}: {}`).join(", ")} } }\n`);
  const { network } = modelOf(yaml).spec;
  return Object.fromEntries(Object.entries(network.tiers).map(([tier, { cidrs }]) => [tier, { ...cidrs }]));
}
