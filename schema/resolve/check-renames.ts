import type { SpecProblem } from "../finding.ts";
import { type Rename, renamesOf } from "../model/renames.ts";
import { conflict, type DraftCheck } from "./draft.ts";
import { isMap, valueAt } from "./plain-data.ts";

/** A thing is renamed from a name that nothing has any more, and that no other thing had. */
export const checkRenames: DraftCheck = ({ spec }) => {
  const renames = renamesOf(spec);
  return renames.flatMap((rename): readonly SpecProblem[] => {
    const { section, from, to } = rename;
    const path = [...section, to, "renamedFrom"];
    if (from === to)
      return [
        conflict(path, `"${to}" is renamed from itself`, "write the name that it had before, or remove the line"),
      ];
    const used = holders(rename, spec);
    if (used !== undefined)
      return [
        conflict(
          path,
          `"${to}" is renamed from "${from}", which ${used} still has`,
          "rename that too, or remove the line",
        ),
      ];
    const same = renames.find((other) => other.from === from && sameSection(other, rename) && other.to !== to);
    if (same)
      return [conflict(path, `"${to}" and "${same.to}" are both renamed from "${from}"`, "keep one of the two lines")];
    return [];
  });
};

/** What `uses` can name shares its names. */
const used = new Set(["external", "queues", "services", "stores", "userPools"]);

function sameSection(left: Rename, right: Rename): boolean {
  return left.section.join() === right.section.join() || (isUsed(left) && isUsed(right));
}

function isUsed({ section }: Rename): boolean {
  return section.length === 1 && used.has(String(section[0]));
}

/** Who has a name among those that it must differ from, if anybody: `"services.api"`. */
function holders(rename: Rename, spec: unknown): string | undefined {
  const sections = isUsed(rename) ? [...used].map((name) => [name]) : [rename.section];
  const section = sections.find((path) => {
    const items = valueAt(spec, path);
    return isMap(items) && Object.hasOwn(items, rename.from);
  });
  return section && `"${[...section, rename.from].join(".")}"`;
}
