import type { PolicyFinding } from "../../policies/check-report.ts";
import type { Architecture, Way } from "../../schema/architecture/architecture.ts";
import { formatSpecPath, parseSpecPath } from "../../schema/spec-path.ts";

/** What policies found to be open although no line asks for it, as ways of the picture. */
export function withUndeclaredWays(architecture: Architecture, findings: readonly PolicyFinding[]): Architecture {
  const things = new Set(architecture.things.map(({ id }) => id));
  const found = findings.flatMap(({ target, key, path, range }): readonly Omit<Way, "id">[] => {
    const from = beginning(key);
    const to = formatSpecPath(target);
    if (from === undefined || !things.has(from) || !things.has(to)) return [];
    return [{ from, to, kind: "undeclared", what: "undeclared", path, range }];
  });
  const ways = found.map((way, index) => ({ ...way, id: `undeclared way ${index + 1}` }));
  return ways.length === 0 ? architecture : { ...architecture, ways: [...architecture.ways, ...ways] };
}

/** Where an open way begins, by the key of its finding: `from:services.api` or `internet:…`. */
function beginning(key: string): string | undefined {
  if (key.startsWith("internet:")) return "internet";
  const path = key.startsWith("from:") ? parseSpecPath(key.slice("from:".length)) : undefined;
  return path && formatSpecPath(path);
}
