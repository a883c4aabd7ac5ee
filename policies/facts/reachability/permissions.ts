import type { GraphNode, ResourceGraph } from "../../../schema/graph/graph.ts";
import { type Address, isTemplate, referencesIn } from "../../../schema/graph/value.ts";
import { groupBy } from "../../../schema/group-by.ts";
import { matchesAction } from "../action-patterns.ts";
import { show } from "../known.ts";
import type { PolicyStatement } from "../policy-statements.ts";
import { remember } from "../remember.ts";
import type { InlinePolicy, ManagedPolicy } from "../role-policies.ts";
import type { Certainty } from "./ports.ts";
import { arnPattern, namesIt, type ResourceName, resourceNames } from "./resource-names.ts";
import { resourcePolicies } from "./resource-policies.ts";

/** What a role may do, by the resource that it may do it to. */
export interface Permissions {
  /** The actions on a resource, those on every resource among them. Sorted, each once. */
  on(resource: Address): readonly string[];
  /** The actions on a resource where a pattern may mean it, once its name is known. */
  perhapsOn(resource: Address): readonly string[];
  /** The resources that a statement names, by reference or by a pattern that may mean them. */
  readonly named: readonly Address[];
  /** The actions on every resource. */
  readonly onEverything: readonly string[];
  /** Why nobody can tell, where a policy is known only at apply. */
  readonly unknown?: string;
  /** The policies that others wrote, by their names: what they allow is not of this system. */
  readonly foreign: readonly string[];
}

/** The policies of roles. */
export interface RolePolicies {
  readonly inlinePolicies: readonly InlinePolicy[];
  readonly managedPolicies: readonly ManagedPolicy[];
}

/** Reads each role's statements once, when somebody asks, and those on resources about it. Statements that deny take away what they name. */
export function permissionsOfRoles(
  graph: ResourceGraph,
  { inlinePolicies, managedPolicies }: RolePolicies,
): (role: Address) => Permissions {
  const inline = groupBy(inlinePolicies, ({ role }) => role);
  const managed = groupBy(managedPolicies, ({ role }) => role);
  const parts = { graph, names: resourceNames(graph) };
  const onResources = resourcePolicies(graph);
  return remember((role: Address) => {
    const foreign = (managed.get(role) ?? []).map(({ name = "known only at apply" }) => name);
    const own = inline.get(role) ?? [];
    const statements = [...own.flatMap((policy) => policy.statements ?? []), ...onResources(role)];
    const unread = own.find((policy) => policy.unread !== undefined)?.unread;
    return {
      ...readPermissions(parts, statements),
      ...(unread !== undefined && { unknown: `a policy of its role ${unread}` }),
      foreign,
    };
  });
}

/** Why a role may do more than its own policies say, if so. What others wrote may deny, too, but hardly ever does. */
export function foreignOf({ foreign: [policy] }: Permissions): string | undefined {
  return policy === undefined ? undefined : `what the policy ${policy} of its role says is not of this system`;
}

interface Parts {
  readonly graph: ResourceGraph;
  readonly names: ReadonlyMap<Address, ResourceName>;
}

function readPermissions(
  parts: Parts,
  statements: readonly PolicyStatement[],
): Omit<Permissions, "foreign" | "unknown"> {
  const allowed = statements.filter(({ effect }) => effect === "Allow").map((each) => readStatement(parts, each));
  const denied = statements
    .filter(({ effect, conditions }) => effect === "Deny" && conditions.length === 0)
    .map((each) => readStatement(parts, each));
  const left = (resource: Address | undefined, wanted: Certainty): readonly string[] => {
    const actions = allowed.filter((each) => each.isOn(resource) === wanted).flatMap((each) => each.actions);
    const taking = denied.filter((each) => each.isOn(resource) === "yes");
    return [...new Set(actions)].filter((action) => !taking.some(({ takes }) => takes(action))).sort();
  };
  return {
    named: [...new Set(allowed.flatMap(({ named }) => named()))],
    onEverything: left(undefined, "yes"),
    on: (resource) => left(resource, "yes"),
    perhapsOn: (resource) => left(resource, "perhaps"),
  };
}

/** A statement, as far as it is about resources of the graph. */
interface ReadStatement {
  readonly actions: readonly string[];
  /** Whether it denies all that an action stands for. */
  readonly takes: (action: string) => boolean;
  /** Whether it is about a resource; about every resource for none. */
  readonly isOn: (resource: Address | undefined) => Certainty;
  /** The resources that it names. */
  readonly named: () => readonly Address[];
}

function readStatement({ graph, names }: Parts, { actions, notActions, resources }: PolicyStatement): ReadStatement {
  const direct = new Set(resources.flatMap((resource) => ownResource(graph, resource)?.address ?? []));
  const others = resources.filter((resource) => !ownResource(graph, resource));
  const isEverywhere = others.some(isEverything);
  const patterns = others.flatMap((resource) => (isEverything(resource) ? [] : (arnPattern(resource) ?? [])));
  const byPattern = (name: ResourceName | undefined): Certainty => {
    const found = name ? patterns.map((pattern) => namesIt(pattern, name)) : [];
    return found.includes("yes") ? "yes" : found.includes("perhaps") ? "perhaps" : "no";
  };
  const [meant, excepted] = [actions.map(show), notActions.map(show)];
  return {
    actions: [...meant, ...(excepted.length > 0 ? ["*"] : [])],
    takes: (action) =>
      meant.some((name) => matchesAction(name, action)) ||
      (excepted.length > 0 && !excepted.some((name) => matchesAction(name, action) || matchesAction(action, name))),
    isOn(resource) {
      if (isEverywhere) return "yes";
      if (resource === undefined) return "no";
      return direct.has(resource) ? "yes" : byPattern(names.get(resource));
    },
    named: () => [
      ...direct,
      ...(patterns.length > 0 ? [...names].filter(([, name]) => byPattern(name) !== "no") : []).map(
        ([address]) => address,
      ),
    ],
  };
}

/** The resource that a statement names by reference. Partition and account are parts of names only. */
function ownResource(graph: ResourceGraph, resource: unknown): GraphNode | undefined {
  const nodes = referencesIn(resource).map(({ $ref }) => graph.node($ref));
  return nodes.find((node) => node !== undefined && !isPartOfNames.has(node.type));
}

const isPartOfNames: ReadonlySet<string> = new Set(["data.aws_caller_identity", "data.aws_partition"]);

/** `*`, or a pattern that leaves the name open, such as `arn:aws:sqs:*`. */
function isEverything(resource: unknown): boolean {
  const text = isTemplate(resource) ? show(resource) : resource;
  return typeof text === "string" && /(^|:)\*$/.test(text);
}
