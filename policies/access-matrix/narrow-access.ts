import { type AccessCell, type AccessMatrix, isUndeclared } from "./access.ts";

/** The part of a matrix that somebody asks for. */
export interface AccessQuery {
  /** A source by its path or its last name. */
  readonly source?: string;
  readonly target?: string;
  /** Only the ways that no line asks for. */
  readonly onlyUndeclared?: boolean;
}

/** A matrix with nothing but what was asked for. */
export function narrowAccess({ sources, targets, cells }: AccessMatrix, query: AccessQuery): AccessMatrix {
  const { source, target, onlyUndeclared = false } = query;
  const isWanted = (path: string, name: string | undefined): boolean => name === undefined || isNamed(path, name);
  const wanted = cells.filter((cell) => isWanted(cell.source, source) && isWanted(cell.target, target));
  const narrowed = onlyUndeclared ? wanted.flatMap(undeclaredPart) : wanted;
  if (source === undefined && target === undefined && !onlyUndeclared) return { sources, targets, cells };
  const [from, to] = [new Set(narrowed.map((cell) => cell.source)), new Set(narrowed.map((cell) => cell.target))];
  return {
    sources: sources.filter((path) => from.has(path) || (source !== undefined && isNamed(path, source))),
    targets: targets.filter((path) => to.has(path) || (target !== undefined && isNamed(path, target))),
    cells: narrowed,
  };
}

/** Whether a name means a path: `api` and `services.api` mean `services.api`. */
export function isNamed(path: string, name: string): boolean {
  return path === name || path.endsWith(`.${name}`);
}

function undeclaredPart({ ways, ...ends }: AccessCell): readonly AccessCell[] {
  const undeclared = ways.filter(isUndeclared);
  return undeclared.length > 0 ? [{ ...ends, ways: undeclared }] : [];
}
