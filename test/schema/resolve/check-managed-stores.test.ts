import { describe, expect, it } from "vitest";
import { load, smallest } from "../harness.ts";

const store = "stores:\n  orders-db: { kind: postgres, engine: rds, instance: db.t4g.medium }\n";
const messages = (text: string) => load(text).findings.map(({ code, message }) => `${code}: ${message}`);

describe("a store on RDS", () => {
  it("needs the data tier, which a network has only when the spec says so", () => {
    expect(messages(smallest + store)).toEqual([
      'conflict: the store "orders-db" stands in the tier "data", which the network does not have',
    ]);
    expect(messages(`${smallest}network: { tiers: { public: {}, private: {}, data: {} } }\n${store}`)).toEqual([]);
  });

  it("has a name that leaves room for its role's", () => {
    const long = store.replace("orders-db", "the-database-of-all-the-orders-of-always");
    const text = `${smallest.replace("system: shop", "system: a-shop-for-everything")}network: { tiers: { private: {}, public: {}, data: {} } }\n${long}`;
    expect(messages(text).join()).toContain("name-too-long");
  });
});
