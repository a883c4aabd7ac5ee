import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { type Address, isTemplate, referencesIn } from "../../../schema/graph/value.ts";
import { groupBy } from "../../../schema/group-by.ts";
import { matchesAction } from "../action-patterns.ts";
import { show } from "../known.ts";
import type { PolicyStatement } from "../policy-statements.ts";
import { remember } from "../remember.ts";
import type { InlinePolicy } from "../role-policies.ts";

/** What a role may do, by the resource that it may do it to. */
export interface Permissions {
  /** The actions on a resource, those on every resource among them. Sorted, each once. */
  on(resource: Address): readonly string[];
  /** The resources that a statement names. */
  readonly named: readonly Address[];
  /** The actions on every resource. */
  readonly onEverything: readonly string[];
  /** Why nobody can tell, where a policy is known only at apply. */
  readonly unknown?: string;
}

/** Reads each role's statements once, when somebody asks. Statements that deny take away what they name. */
export function permissionsOfRoles(
  graph: ResourceGraph,
  policies: readonly InlinePolicy[],
): (role: Address) => Permissions {
  const byRole = groupBy(policies, ({ role }) => role);
  return remember((role: Address) => readPermissions(graph, byRole.get(role) ?? []));
}

function readPermissions(graph: ResourceGraph, policies: readonly InlinePolicy[]): Permissions {
  const statements = policies.flatMap((policy) => policy.statements ?? []);
  const unread = policies.find((policy) => policy.unread !== undefined)?.unread;
  const allowed = grantsOf(
    graph,
    statements.filter(({ effect }) => effect === "Allow"),
  );
  const denied = grantsOf(
    graph,
    statements.filter(({ effect, conditions }) => effect === "Deny" && conditions.length === 0),
  );
  const left = (actions: ReadonlySet<string> | undefined, resource?: Address): string[] => {
    const taken = [...denied.everywhere, ...((resource && denied.on.get(resource)) ?? [])];
    return [...(actions ?? [])].filter((action) => !taken.some((pattern) => matchesAction(pattern, action)));
  };
  return {
    named: [...allowed.on.keys()],
    onEverything: left(allowed.everywhere).sort(),
    on: (resource) =>
      [...new Set([...left(allowed.everywhere, resource), ...left(allowed.on.get(resource), resource)])].sort(),
    ...(unread !== undefined && { unknown: `a policy of its role ${unread}` }),
  };
}

interface Grants {
  readonly on: ReadonlyMap<Address, ReadonlySet<string>>;
  readonly everywhere: ReadonlySet<string>;
}

function grantsOf(graph: ResourceGraph, statements: readonly PolicyStatement[]): Grants {
  const on = new Map<Address, Set<string>>();
  const everywhere = new Set<string>();
  const setOf = (resource: unknown): Set<string> | undefined => {
    const [reference] = referencesIn(resource);
    const node = reference && graph.node(reference.$ref);
    if (!node) return isEverything(resource) ? everywhere : undefined;
    const set = on.get(node.address) ?? new Set();
    on.set(node.address, set);
    return set;
  };
  for (const { actions, notActions, resources } of statements) {
    const names = [...actions.map(show), ...(notActions.length > 0 ? ["*"] : [])];
    for (const set of resources.map(setOf)) for (const name of names) set?.add(name);
  }
  return { on, everywhere };
}

/** `*`, or a pattern that leaves the name open, such as `arn:aws:sqs:*`. */
function isEverything(resource: unknown): boolean {
  const text = isTemplate(resource) ? show(resource) : resource;
  return typeof text === "string" && /(^|:)\*$/.test(text);
}
