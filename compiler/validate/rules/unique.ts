import type { Report } from "../fault.ts";

/** Reports every item whose key an earlier item has. Items without a key are passed over. */
export function checkUnique<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | number | undefined,
  at: (index: number) => string,
  report: Report,
): void {
  if (items.length < 2) return;
  const seen = new Set<string | number>();
  items.forEach((item, index) => {
    const key = keyOf(item);
    if (key === undefined) return;
    if (seen.has(key)) report(at(index), `is ${JSON.stringify(key)} like an earlier one`, "use each once");
    seen.add(key);
  });
}

/** Reports an object that has none or several of the fields of which it must have exactly one. */
export function checkOneOf(value: object, fields: readonly string[], at: string, report: Report): void {
  let count = 0;
  const isGiven = (field: string): boolean => (value as Readonly<Record<string, unknown>>)[field] != null;
  for (const field of fields) if (isGiven(field)) count++;
  if (count === 1) return;
  const given = fields.filter(isGiven);
  const found = given.length === 0 ? "none of them" : given.join(" and ");
  report(at, `must have exactly one of ${fields.join(", ")}, and has ${found}`, "keep one");
}
