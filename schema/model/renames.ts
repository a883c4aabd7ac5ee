import type { SpecPath } from "../finding.ts";
import { isMap } from "../resolve/plain-data.ts";
import type { ResolvedSpec } from "./model.ts";

/** Something of a spec that has another name than before. */
export interface Rename {
  /** The map that it is in, e.g. `["cluster", "nodePools"]`. */
  readonly section: SpecPath;
  readonly from: string;
  readonly to: string;
}

/** Every `renamedFrom` of a spec: of what its sections name, and of what the cluster's do. */
export function renamesOf(spec: ResolvedSpec): readonly Rename[] {
  const top = Object.entries(spec).map(([name, items]) => [[name], items] as const);
  const ofCluster = Object.entries(spec.cluster).map(([name, items]) => [["cluster", name], items] as const);
  return [...top, ...ofCluster].flatMap(([section, items]) =>
    Object.entries(isMap(items) ? items : {}).flatMap(([to, item]) => {
      const from = isMap(item) ? item["renamedFrom"] : undefined;
      return typeof from === "string" ? [{ section, from, to }] : [];
    }),
  );
}
