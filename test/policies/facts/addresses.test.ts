import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Addresses, addressesOf, common, holds, together, without } from "../../../policies/facts/addresses.ts";

/** Networks that all lie in 32 addresses, so that they meet often. */
const network = fc
  .tuple(fc.integer({ min: 0, max: 31 }), fc.integer({ min: 27, max: 32 }))
  .map(([last, prefix]) => `10.0.0.${last}/${prefix}`);
const networks = fc.array(network, { maxLength: 4 });
const places = Array.from({ length: 32 }, (_, last) => read(`10.0.0.${last}/32`));

function read(cidr: string): Addresses {
  const addresses = addressesOf(cidr);
  if (!addresses) throw new Error(`${cidr} is no network`);
  return addresses;
}

function setOf(cidrs: readonly string[]): Addresses {
  return together(cidrs.map(read));
}

/** The same set as one flag for each address. */
function flagsOf(set: Addresses): readonly boolean[] {
  return places.map((place) => holds(set, place, "all"));
}

describe("sets of addresses", () => {
  test("behave as sets do", () => {
    fc.assert(
      fc.property(networks, networks, (some, others) => {
        const [left, right] = [setOf(some), setOf(others)];
        const [here, there] = [flagsOf(left), flagsOf(right)];
        expect(flagsOf(together([left, right]))).toEqual(here.map((flag, index) => flag || there[index]));
        expect(flagsOf(common(left, right))).toEqual(here.map((flag, index) => flag && there[index]));
        expect(flagsOf(without(left, right))).toEqual(here.map((flag, index) => flag && !there[index]));
        expect(holds(left, right, "all")).toBe(there.every((flag, index) => !flag || here[index]));
        expect(holds(left, right, "any")).toBe(there.some((flag, index) => flag && here[index]));
      }),
    );
  });

  test("are written in one way only: sorted, and of parts that do not touch", () => {
    fc.assert(
      fc.property(networks, networks, (some, others) => {
        const [left, right] = [setOf(some), setOf(others)];
        for (const set of [left, right, together([left, right]), common(left, right), without(left, right)])
          for (const [index, { first, end }] of set.entries()) {
            expect(first < end).toBe(true);
            expect(set.slice(0, index).every((before) => before.end < first)).toBe(true);
          }
        expect(together([right, left])).toEqual(together([left, right]));
      }),
    );
  });

  test("hold what networks with touching halves hold", () => {
    expect(holds(setOf(["0.0.0.0/1", "128.0.0.0/1"]), read("0.0.0.0/0"), "all")).toBe(true);
    expect(holds(setOf(["0.0.0.0/1"]), read("0.0.0.0/0"), "all")).toBe(false);
    expect(holds(setOf(["::/1", "8000::/1"]), read("2001:db8::/32"), "all")).toBe(true);
  });

  test("keep the two families apart", () => {
    expect(holds(read("::/0"), read("0.0.0.0/0"), "any")).toBe(false);
    expect(holds(read("0.0.0.0/0"), read("::/0"), "any")).toBe(false);
  });

  test("take a network by any of its addresses", () => {
    expect(read("10.0.0.7/24")).toEqual(read("10.0.0.0/24"));
    expect(read("2001:db8::7/64")).toEqual(read("2001:db8::/64"));
  });

  test("are not read from what is no network", () => {
    for (const text of ["10.0.0.0", "10.0.0/8", "10.0.0.0/33", "host", "2001:db8::", "::/129", ""])
      expect(addressesOf(text)).toBeUndefined();
  });
});
