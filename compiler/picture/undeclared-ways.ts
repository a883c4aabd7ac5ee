import type { PolicyFinding } from "../../policies/check-report.ts";
import type { Architecture, Way } from "../../schema/architecture/architecture.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";

/** What policies found to be open although no line asks for it, as ways of the picture. */
export function withUndeclaredWays(architecture: Architecture, findings: readonly PolicyFinding[]): Architecture {
  const things = new Set(architecture.things.map(({ id }) => id));
  const found = findings.flatMap((finding): readonly Omit<Way, "id">[] => {
    const open = openWay(finding);
    if (!open || !things.has(open.from) || !things.has(open.to)) return [];
    const { path, range } = finding;
    return [{ from: open.from, to: open.to, kind: "undeclared", what: open.what, path, range }];
  });
  const ways = found.map((way, index) => ({ ...way, id: `undeclared way ${index + 1}` }));
  return ways.length === 0 ? architecture : { ...architecture, ways: [...architecture.ways, ...ways] };
}

type OpenWay = Pick<Way, "from" | "to" | "what">;

/** The way that a finding is about, by its key: `from:services.api` to its target, or `internet:services.api:8080`. */
function openWay({ key, target }: PolicyFinding): OpenWay | undefined {
  const [, to, ports] = /^internet:(.+):([\d,]+)$/.exec(key) ?? [];
  if (to !== undefined) return { from: "internet", to, what: `undeclared :${ports}` };
  if (!key.startsWith("from:")) return undefined;
  return { from: key.slice("from:".length), to: formatSpecPath(target), what: "undeclared" };
}
