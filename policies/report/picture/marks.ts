import type { Picture } from "../../../schema/architecture/picture.ts";
import { type Severity, type SpecPath, severities } from "../../../schema/finding.ts";
import { formatSpecPath, isWithin } from "../../../schema/spec-path.ts";
import type { PolicyFinding } from "../../check-report.ts";

/** What policies found on each part of a picture, the worst first, by the part's id. */
export type FindingsById = ReadonlyMap<string, readonly PolicyFinding[]>;

/** Gives each finding to the thing or group that its target is or belongs to, and to the way whose line it names. */
export function findingsIn(picture: Picture, findings: readonly PolicyFinding[]): FindingsById {
  const idOf = new Map<string, string>();
  const parts = [
    ...picture.frames.map(({ group }) => ({ id: group.id, paths: group.kind === "namespace" ? [] : [group.path] })),
    ...picture.boxes.map(({ thing }) => ({
      id: thing.id,
      paths: thing.kind === "internet" ? [] : (thing.holds ?? [thing.path]),
    })),
  ];
  for (const { id, paths } of parts) for (const path of paths) idOf.set(formatSpecPath(path), id);
  const found = new Map<string, PolicyFinding[]>();
  const add = (id: string | undefined, finding: PolicyFinding): void => {
    if (id === undefined) return;
    const own = found.get(id);
    if (own) own.push(finding);
    else found.set(id, [finding]);
  };
  for (const finding of findings) {
    add(nearest(idOf, finding.target), finding);
    for (const { way } of picture.lines)
      if (way.path.length > 2 && isWithin(finding.path, way.path)) add(way.id, finding);
  }
  for (const own of found.values()) own.sort((left, right) => rank(left) - rank(right));
  return found;
}

/** What is marked on a part of a picture: the worst open finding and how many are open, else how many are waived or known. */
export type Mark = { readonly severity: Severity; readonly open: number } | { readonly excused: number };

/** The mark of some findings; none where there are none. */
export function markOf(findings: readonly PolicyFinding[] = []): Mark | undefined {
  const open = findings.filter(({ status }) => status === "open");
  const [worst] = open;
  if (worst) return { severity: worst.severity, open: open.length };
  return findings.length > 0 ? { excused: findings.length } : undefined;
}

/** A mark in words. */
export function markText(mark: Mark | undefined): string {
  if (!mark) return "no findings";
  return "open" in mark ? `${mark.open} open, the worst ${mark.severity}` : `${mark.excused} waived or known`;
}

function nearest(idOf: ReadonlyMap<string, string>, target: SpecPath): string | undefined {
  for (let length = target.length; length > 0; length -= 1) {
    const id = idOf.get(formatSpecPath(target.slice(0, length)));
    if (id !== undefined) return id;
  }
  return undefined;
}

function rank({ status, severity }: PolicyFinding): number {
  return (status === "open" ? 0 : severities.length) + severities.indexOf(severity);
}
