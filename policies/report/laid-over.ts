import { count } from "../../schema/count.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { SystemReport } from "../check-report.ts";
import { inOnly } from "./in-only.ts";
import type { FileReport, Occurrence } from "./report-by-file.ts";

/** Something of a spec that its reader should not miss, although nothing is wrong with it. */
export interface LaidOver {
  readonly kind: "override" | "rename";
  /** Its line in the spec. */
  readonly line: number;
  readonly text: string;
}

/** The overrides and renames of a spec in words, for formats that have no table of them. */
export function laidOver({ overrides, renames }: Pick<FileReport, "overrides" | "renames">): readonly LaidOver[] {
  return [
    ...overrides.map(({ item: { pattern, line, addresses }, environments }): LaidOver => {
      const text = `override of ${pattern}${inOnly(environments)} changes ${addresses.join(", ")}`;
      return { kind: "override", line, text };
    }),
    ...renames.map(({ item: { path, from, line, moved, replaced }, environments }): LaidOver => {
      const anew = replaced.length > 0 ? replaced.join(", ") : "nothing";
      const text = `${formatSpecPath(path)} was ${from}${inOnly(environments)}: moves ${count(moved, "resource")}, and replaces ${anew}`;
      return { kind: "rename", line, text };
    }),
  ];
}

/** The same for one system in one environment. */
export function laidOverIn({ overrides = [], renames = [] }: SystemReport): readonly LaidOver[] {
  const here = <Item>(item: Item): Occurrence<Item> => ({ item, environments: [] });
  return laidOver({ overrides: overrides.map(here), renames: renames.map(here) });
}
