import { formatSpecPath } from "../../../schema/spec-path.ts";
import type { AccessCell } from "../../access-matrix/access.ts";
import type { PolicyFinding } from "../../check-report.ts";

/** What the policies about access and grants find on a cell of the matrix, told by their keys. */
export function findingsOnCell(findings: readonly PolicyFinding[], cell: AccessCell): readonly PolicyFinding[] {
  const { source, target } = cell;
  const name = target.slice(target.lastIndexOf(".") + 1);
  const isOn: Readonly<Record<string, (on: string, key: string) => boolean>> = {
    "access-uses-work": (on, key) => on === source && key === `uses:${name}`,
    "access-stores-undeclared": (on, key) => on === target && key === `from:${source}`,
    "access-internet-declared": (_, key) => source === "internet" && key.startsWith(`internet:${target}:`),
    "iam-grants-match-uses": (on, key) => on === source && key.endsWith(`:${name}`),
  };
  return findings.filter(({ policy, target: on, key }) => isOn[policy]?.(formatSpecPath(on), key) ?? false);
}
