import { type AttributeChange, diffGraphs } from "./diff-graphs.ts";
import type { GraphNode, ResourceGraph } from "./graph.ts";
import { argumentsOf, forcesReplacement } from "./replacing-arguments.ts";
import { type Address, type Reference, visitReferences } from "./value.ts";

/** A resource that Terraform makes anew. */
export interface Replacement {
  readonly address: Address;
  /** The changes of its own that force it. Empty where it goes with others. */
  readonly because: readonly AttributeChange[];
  /** The replaced resources that it must name anew, sorted. */
  readonly through: readonly Address[];
}

/** What Terraform and Helm do to get from one graph to another. Every list is sorted by address. */
export interface PlannedChanges {
  readonly created: readonly Address[];
  /** Changed in place. */
  readonly changed: readonly Address[];
  readonly replaced: readonly Replacement[];
  readonly destroyed: readonly Address[];
}

/**
 * Compares two graphs of one system, of which the first has the second one's addresses, as a plan would: what is only
 * looked up is left out, and so is what somebody else owns once it is there. An object of Kubernetes is changed in
 * place whatever changes in it: Helm says so at the earliest.
 */
export function planChanges(before: ResourceGraph, after: ResourceGraph): PlannedChanges {
  const { created, changed, removed } = diffGraphs(before, after);
  const changes = changed.flatMap(({ address, attributes }) => {
    const own = attributes.filter(({ ignored }) => !ignored);
    return own.length > 0 && isManaged(address) ? [{ address, attributes: own }] : [];
  });
  const because = new Map<Address, readonly AttributeChange[]>();
  for (const { address, attributes } of changes) {
    const type = after.node(address)?.type ?? "";
    const forcing = attributes.filter((attribute) => forcesReplacement(type, attribute));
    if (forcing.length > 0) because.set(address, forcing);
  }
  const through = followers(before, after, because);
  const replaced = after.nodes.flatMap(({ address }): Replacement[] => {
    const own = because.get(address);
    const others = through.get(address);
    return own || others ? [{ address, because: own ?? [], through: [...(others ?? [])].sort() }] : [];
  });
  const anew = new Set(replaced.map(({ address }) => address));
  return {
    created: created.filter(isManaged),
    changed: changes.map(({ address }) => address).filter((address) => !anew.has(address)),
    replaced,
    destroyed: removed.filter(isManaged),
  };
}

/** The resources that must be made anew because what they name is, each with what it names. */
function followers(
  before: ResourceGraph,
  after: ResourceGraph,
  because: ReadonlyMap<Address, readonly AttributeChange[]>,
): ReadonlyMap<Address, ReadonlySet<Address>> {
  const through = new Map<Address, ReadonlySet<Address>>();
  if (because.size === 0) return through;
  const isAnew = ({ $ref }: Reference): boolean => because.has($ref) || through.has($ref);
  const followed = after.nodes.filter((node) => argumentsOf(node.type).length > 0 && before.node(node.address));
  // Each round goes one reference further, and there are only so many resources.
  for (let found = -1; found < through.size; ) {
    found = through.size;
    for (const node of followed) {
      const named = namesOf(node).filter((name) => isAnew(name) && !isSettled(name, before, after));
      if (named.length > 0) through.set(node.address, new Set(named.map(({ $ref }) => $ref)));
    }
  }
  return through;
}

/** The references in the arguments that cannot be changed. */
function namesOf(node: GraphNode): readonly Reference[] {
  if (node.kind !== "terraform") return [];
  const found: Reference[] = [];
  const config: Readonly<Record<string, unknown>> = { ...node.config };
  for (const argument of argumentsOf(node.type))
    visitReferences(config[argument.split(".")[0] ?? ""], (reference) => found.push(reference));
  return found;
}

/** Whether the attribute is an argument that stays as it is: a name is known before its resource is made anew. */
function isSettled({ $ref, attribute }: Reference, before: ResourceGraph, after: ResourceGraph): boolean {
  const argument = attribute.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const [old, now] = [before.node($ref), after.node($ref)].map((node) =>
    node?.kind === "terraform" ? ({ ...node.config } as Readonly<Record<string, unknown>>)[argument] : undefined,
  );
  return now !== undefined && JSON.stringify(old) === JSON.stringify(now);
}

function isManaged(address: Address): boolean {
  return !address.includes("/data.");
}
