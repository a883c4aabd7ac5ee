import type { SpecPath, SpecProblem } from "../../schema/finding.ts";
import { createGraph } from "../../schema/graph/create-graph.ts";
import type { GraphNode, ResourceGraph } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import type { Model } from "../../schema/model/model.ts";
import { type Rename, renamesOf } from "../../schema/model/renames.ts";
import { formatSpecPath, isWithin } from "../../schema/spec-path.ts";
import { compileNodes } from "../compile-model.ts";
import { oldModel } from "./old-model.ts";
import { type MovedPair, pairNodes } from "./pair-nodes.ts";
import { readdress } from "./readdress.ts";

/** A resource that Terraform is told has another address now. */
export interface Move {
  readonly from: Address;
  readonly to: Address;
}

/** What one `renamedFrom` comes to. */
export interface AppliedRename {
  /** `queues.orders` */
  readonly path: SpecPath;
  readonly from: string;
  readonly moved: readonly Move[];
  /** What is made anew all the same, because its own name has the old one in it. Addresses after the rename. */
  readonly replaced: readonly Address[];
}

/** A graph with a spec's renames in it. */
export interface Renamed {
  readonly graph: ResourceGraph;
  readonly renames: readonly AppliedRename[];
  readonly problems: readonly SpecProblem[];
}

/** What holds data: its resources stay as they are, under the names that they have in AWS. */
const keepsItsNames = new Set(["queues", "secrets", "stores", "userPools"]);

/** The arguments that a resource is known by: another value is another resource. */
const names = ["bucket", "bucketPrefix", "name", "namePrefix", "nodeGroupNamePrefix", "principalArn"];

/**
 * Compiles the spec under the old names too, and pairs what both make: every resource whose address a rename changes
 * is moved. What holds data keeps the configuration that it had under its old name; the rest is replaced where its
 * own name follows the spec's.
 */
export function applyRenames(model: Model, graph: ResourceGraph): Renamed {
  const renames = renamesOf(model.spec);
  if (renames.length === 0) return { graph, renames: [], problems: [] };
  const before = compileNodes(oldModel(model, renames)).nodes;
  const after = compileNodes(model).nodes;
  const pairs = pairNodes(before, after, (path) => oldPath(path, renames));
  const addresses = new Map(pairs.map(({ old, now }) => [old.address, now.address]));
  const kept = new Map<Address, GraphNode>();
  for (const { old, now } of pairs)
    if (keepsNames(now, renames))
      kept.set(now.address, { ...now, config: readdress(old.config, addresses) } as GraphNode);
  const problems = renames.flatMap((rename) => leftBehind(rename, graph));
  const nodes = graph.nodes.map((node) => kept.get(node.address) ?? node);
  return {
    graph: problems.length > 0 ? graph : createGraph(graph.name, graph.stacks, nodes),
    renames: renames.map((rename) => applied(rename, renames, pairs, addresses)),
    problems,
  };
}

function applied(
  rename: Rename,
  renames: readonly Rename[],
  pairs: readonly MovedPair[],
  addresses: ReadonlyMap<Address, Address>,
): AppliedRename {
  const path = pathOf(rename);
  const first = renames[0];
  // What belongs to none of the renamed things, as a rule between two of them, is said of the first.
  const own = pairs.filter(({ now }) => {
    // What is only looked up has no place in a state.
    if (now.type.startsWith("data.")) return false;
    const owner = renames.find((each) => isWithin(now.origin, pathOf(each))) ?? first;
    return owner === rename;
  });
  return {
    path,
    from: rename.from,
    moved: own.map(({ old, now }) => ({ from: old.address, to: now.address })),
    replaced: own
      .filter((pair) => !keepsNames(pair.now, renames) && isReplaced(pair, addresses))
      .map(({ now }) => now.address),
  };
}

/** A reference to what has moved is no other value. */
function isReplaced({ old, now }: MovedPair, addresses: ReadonlyMap<Address, Address>): boolean {
  const before = readdress(old.config, addresses) as Readonly<Record<string, unknown>>;
  const after = now.config as Readonly<Record<string, unknown>>;
  return names.some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** Kubernetes cannot rename a volume, so that the data would stay behind under the old name. */
function leftBehind(rename: Rename, graph: ResourceGraph): readonly SpecProblem[] {
  const path = pathOf(rename);
  const volumes = graph.objects("StatefulSet");
  const [held] = volumes.filter(({ origin }) => isWithin(origin, path));
  if (!held) return [];
  return [
    {
      code: "unsupported",
      path: [...path, "renamedFrom"],
      message: `"${formatSpecPath(path)}" keeps data in volumes of the cluster, which cannot be renamed`,
      help: `keep the name "${rename.from}", or make a new one beside it and copy the data`,
    },
  ];
}

/** A security group cannot be replaced either: whatever uses it holds it until a later stack is applied. */
function keepsNames({ type, origin }: GraphNode, renames: readonly Rename[]): boolean {
  if (type === "aws_security_group") return true;
  return renames.some((rename) => keepsItsNames.has(String(rename.section[0])) && isWithin(origin, pathOf(rename)));
}

function pathOf({ section, to }: Rename): SpecPath {
  return [...section, to];
}

function oldPath(path: SpecPath, renames: readonly Rename[]): SpecPath {
  const rename = renames.find((each) => isWithin(path, pathOf(each)));
  return rename ? [...rename.section, rename.from, ...path.slice(rename.section.length + 1)] : path;
}
