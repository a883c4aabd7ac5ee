import type { Architecture } from "../../schema/architecture/architecture.ts";

/** An architecture as lines that a person can review. Which resources there are is for other tests. */
export function printArchitecture({ things, groups, ways }: Architecture): string {
  return [
    ...groups.map(({ id, parent, name, range }) => `group ${id} | in ${parent ?? "-"} | ${name} | line ${range.line}`),
    "",
    ...things.map(({ id, kind, group, name, details, range }) =>
      [`${kind} ${id}`, `in ${group ?? "-"}`, name, details.join("; "), `line ${range.line}`].join(" | "),
    ),
    "",
    ...ways.map(
      ({ from, to, kind, what, port, range }) =>
        `${from} → ${to} | ${kind} | ${what} | ${port ?? "-"} | line ${range.line}`,
    ),
    "",
  ].join("\n");
}
