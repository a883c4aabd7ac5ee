import { compareText } from "../../schema/finding.ts";
import { groupBy } from "../../schema/group-by.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { AccessMatrix, AccessWay } from "./access.ts";
import { arrivalWays } from "./arrival-ways.ts";
import { declaredWays } from "./declared-ways.ts";
import type { AccessInput, FoundWay } from "./found-way.ts";
import { internetWays } from "./internet-ways.ts";
import { kubernetesRights } from "./kubernetes-rights.ts";
import { kubernetesWays } from "./kubernetes-ways.ts";
import { nodeWays } from "./node-ways.ts";
import { outWays } from "./out-ways.ts";
import { roleHolders } from "./role-holders.ts";
import { podGrants, roleWays } from "./role-ways.ts";

/**
 * Who can reach what, on which port, with which actions, and which line asks for it: all of it from the graph, held
 * against the lines of the spec. Only what has a way is looked at, never every pair.
 */
export function accessMatrix(input: AccessInput): AccessMatrix {
  const holders = roleHolders(input);
  const rights = kubernetesRights(input);
  const declared = declaredWays(input, { actions: podGrants(holders), rights });
  const ways = [
    ...declared,
    ...arrivalWays(input, declared),
    ...internetWays(input),
    ...outWays(input),
    ...roleWays(input, holders),
    ...kubernetesWays(input, rights),
    ...nodeWays(input),
  ];
  const sources = [...new Set([...input.facts.reachability.subjects.keys(), ...ways.map(({ source }) => source)])];
  const targets = [...new Set([...targetsOf(input), ...ways.map(({ target }) => target)])];
  const rows = sources.sort(compareIn(rowOrder));
  const columns = targets.sort(compareIn(columnOrder));
  return { sources: rows, targets: columns, cells: cellsOf(ways, rows, columns) };
}

function cellsOf(ways: readonly FoundWay[], rows: readonly string[], columns: readonly string[]) {
  const place = new Map(columns.map((column, index) => [column, index]));
  const byRow = groupBy(ways, ({ source }) => source);
  return rows.flatMap((source) => {
    const cells = [...groupBy(byRow.get(source) ?? [], ({ target }) => target)];
    return cells
      .sort(([left], [right]) => (place.get(left) ?? 0) - (place.get(right) ?? 0))
      .map(([target, own]) => ({ source, target, ways: distinctWays(own) }));
  });
}

/** Two pods of one part of the spec may have the very same way. */
function distinctWays(ways: readonly FoundWay[]): readonly AccessWay[] {
  const plain = ways.map(({ source: _, target: __, ...way }) => way);
  return [...new Map(plain.map((way) => [JSON.stringify(way), way])).values()];
}

/** What a spec has to be reached, reached or not. */
function targetsOf({ model: { spec } }: AccessInput): readonly string[] {
  const sections = ["services", "stores", "queues", "userPools", "secrets", "external"] as const;
  return sections.flatMap((section) => Object.keys(spec[section]).map((name) => formatSpecPath([section, name])));
}

const rowOrder = ["internet", "services", "stores", "nodes", "cluster"];
const columnOrder = [
  "services",
  "stores",
  "queues",
  "userPools",
  "secrets",
  "external",
  "nodes",
  "internet",
  "aws",
  "kubernetes",
];

/** By kind, then by name. What has no kind is a range of addresses, and comes last. */
function compareIn(order: readonly string[]): (left: string, right: string) => number {
  const rank = (path: string): number => {
    const [first = ""] = path.split(".");
    const index = order.indexOf(first);
    return index < 0 ? order.length : index;
  };
  return (left, right) => rank(left) - rank(right) || compareText(left, right);
}
