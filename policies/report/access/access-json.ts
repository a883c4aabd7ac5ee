import { type AccessMatrix, isUndeclared } from "../../access-matrix/access.ts";
import { jsonText } from "../json-text.ts";
import type { AccessReport } from "./access-text.ts";

/** The version of the document. It changes only when a reader of the old one would break. */
export const accessVersion = 1;

/** The access of all systems for programs. Its shape is `generated/schema/access.schema.json`. */
export function accessJson(reports: readonly AccessReport[], version: string): string {
  return jsonText({
    version: accessVersion,
    tool: { name: "groundplan", version },
    systems: reports.map(({ file, system, environment, matrix }) => ({
      ...{ file, system, environment: environment ?? null, ...accessDocument(matrix) },
    })),
  });
}

/** A matrix where every key is always there. */
export function accessDocument({ sources, targets, cells }: AccessMatrix): object {
  return {
    sources,
    targets,
    cells: cells.map(({ source, target, ways }) => ({
      source,
      target,
      declared: !ways.some(isUndeclared),
      ways: ways.map((way) => ({
        kind: way.kind,
        state: way.state,
        reason: way.reason ?? null,
        declared: !isUndeclared(way),
        ports: way.ports,
        path: way.path,
        actions: way.actions,
        because: way.because,
      })),
    })),
  };
}
