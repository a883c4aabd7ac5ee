import { type Address, isReference } from "../../schema/graph/value.ts";

/** The same data with its references led to other addresses. */
export function readdress(value: unknown, addresses: ReadonlyMap<Address, Address>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => readdress(item, addresses));
  if (isReference(value)) return { ...value, $ref: addresses.get(value.$ref) ?? value.$ref };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readdress(item, addresses)]));
}
