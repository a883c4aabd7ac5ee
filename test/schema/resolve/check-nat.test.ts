import { describe, expect, test } from "vitest";
import { load, smallest } from "../harness.ts";

const codes = (network: string): string[] =>
  load(`${smallest}network: { ${network} }\n`).findings.map(({ code, message }) => `${code}: ${message}`);

describe("a gateway for each private subnet", () => {
  test("natZones gives every private zone the gateway of a public one", () => {
    expect(codes("nat: custom, natZones: { a: a, b: b, c: a }")).toEqual([]);
    expect(
      codes("tiers: { private: {}, public: { zones: [a, b] } }, nat: custom, natZones: { a: a, b: b, c: a }"),
    ).toEqual([]);
  });

  test("a gateway stands in a public subnet", () => {
    expect(
      codes("tiers: { private: {}, public: { zones: [a, b] } }, nat: custom, natZones: { a: a, b: b, c: c }"),
    ).toEqual(['unknown-reference: the public tier has no subnet in the zone "c"']);
  });

  test("only private subnets have a gateway", () => {
    expect(
      codes("tiers: { public: {}, private: { zones: [a, b] } }, nat: custom, natZones: { a: a, b: b, c: a }"),
    ).toEqual(['unknown-reference: the private tier has no subnet in the zone "c"']);
  });

  test("no private subnet is left out", () => {
    expect(codes("nat: custom")).toHaveLength(3);
  });
});
