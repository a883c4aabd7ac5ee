import { count } from "../../../schema/count.ts";
import { type AccessCell, type AccessMatrix, type AccessWay, isUndeclared } from "../../access-matrix/access.ts";

/** The access of one system, as the formats show it. */
export interface AccessReport {
  readonly file: string;
  readonly system: string;
  readonly environment?: string;
  readonly matrix: AccessMatrix;
  /** Whether the matrix holds only what no line asks for. */
  readonly isOnlyUndeclared?: boolean;
}

/** How a cell stands, the loudest of its ways first. */
export type CellState = "undeclared" | "closed" | "unknown" | "declared";

/** One state for a cell of several ways. */
export function cellState({ ways }: AccessCell): CellState {
  if (ways.some(isUndeclared)) return "undeclared";
  const loudest = (["closed", "unknown"] as const).find((state) => ways.some((way) => way.state === state));
  return loudest ?? "declared";
}

/** What a cell says in a word: the verbs of its lines, else its ports, else how much is allowed. */
export function cellWord({ target, ways }: AccessCell): string {
  const words = new Set(ways.flatMap((way) => wayWords(target, way)));
  if (words.size > 0) return [...words].join(", ");
  return ways.some(({ kind }) => kind === "delivery") ? "delivered" : (ways[0]?.kind ?? "");
}

function wayWords(target: string, { kind, because, ports, actions }: AccessWay): readonly string[] {
  // A login that is delivered goes with a way of its own.
  if (kind === "delivery") return [];
  // What a line needs the internet for says less than what it opens.
  if (target === "internet") return ports;
  const verbs = because.flatMap(({ says }) => (says === "" ? [] : [says]));
  if (verbs.length > 0) return verbs;
  if (kind === "aws" && actions.length > 0) return [count(actions.length, "action")];
  if (kind === "kubernetes" && actions.length > 0) return [count(actions.length, "right")];
  return ports;
}

/** The words of each state, after a cell's own. */
export const stateWords: Readonly<Record<CellState, string>> = {
  undeclared: "not declared",
  closed: "no way",
  unknown: "not known before apply",
  declared: "",
};

/** The marks of each state, where there is room for one character. */
export const stateMarks: Readonly<Record<CellState, string>> = {
  undeclared: "!",
  closed: "x",
  unknown: "?",
  declared: "+",
};

/** What each path is called where there is little room: its last name, unless two would have the same. */
export function shortNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const short = paths.map((path) => [path, shortName(path)] as const);
  const times = new Map<string, number>();
  for (const [, name] of short) times.set(name, (times.get(name) ?? 0) + 1);
  return new Map(short.map(([path, name]) => [path, times.get(name) === 1 ? name : path]));
}

const kinds: readonly (readonly [prefix: string, short: string])[] = [
  ["cluster.addons.", "add-on "],
  ["cluster.access.", "access "],
  ["services.", ""],
  ["stores.", ""],
  ["queues.", ""],
  ["userPools.", ""],
  ["secrets.", ""],
  ["external.", ""],
];

function shortName(path: string): string {
  const kind = kinds.find(([prefix]) => path.startsWith(prefix));
  return kind ? kind[1] + path.slice(kind[0].length) : path;
}

/** One thing to say of a way: a label, and a text. */
export type WayNote = readonly [label: string, text: string];

/** All that is known of a way, in the order in which people ask. */
export function wayNotes(way: AccessWay, file: string): readonly WayNote[] {
  const { state, reason = "", ports, path, actions, because } = way;
  const asked = actions.filter((action) => action.asked || because.length === 0).map(({ name }) => name);
  const extra = actions.filter((action) => !action.asked && because.length > 0).map(({ name }) => name);
  const lines = because.map(
    ({ path: line, says, line: number }) => `${says === "" ? line : `${line}: ${says}`} (${file}:${number})`,
  );
  return [
    ...(because.length === 0 ? [["NOT DECLARED", "no line of the spec asks for this"] as const] : []),
    ...lines.map((line) => ["asked by", line] as const),
    ...(state === "closed" ? [["no way", reason] as const] : []),
    ...(state === "unknown" ? [["not known before apply", reason] as const] : []),
    ...(ports.length > 0 ? [[ports.length === 1 ? "port" : "ports", ports.join(", ")] as const] : []),
    ...(asked.length > 0 ? [["may", asked.join(", ")] as const] : []),
    ...(extra.length > 0 ? [["NOT DECLARED", `may also ${extra.join(", ")}`] as const] : []),
    ...(path.length > 0 ? [["path", path.join(" → ")] as const] : []),
  ];
}

/** How many ways a matrix has, and how many of them no line asks for. */
function accessCounts({ cells }: AccessMatrix): { readonly ways: number; readonly undeclared: number } {
  const ways = cells.flatMap((cell) => cell.ways);
  return { ways: ways.length, undeclared: ways.filter(isUndeclared).length };
}

/** How much there is, in words. */
export function accessSentence({ matrix, isOnlyUndeclared = false }: AccessReport): string {
  const { ways, undeclared } = accessCounts(matrix);
  if (ways === 0) return isOnlyUndeclared ? "nothing is undeclared" : "no way at all";
  return `${count(ways, "way")}, ${undeclared === 0 ? "all of them declared" : `${undeclared} not declared`}`;
}

/** `shop, environment prod` */
export function accessTitle({ system, environment }: AccessReport): string {
  return environment === undefined ? system : `${system}, environment ${environment}`;
}
