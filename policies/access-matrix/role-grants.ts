import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { type Address, referencesIn } from "../../schema/graph/value.ts";
import { groupBy } from "../../schema/group-by.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { matchesAction } from "../facts/action-patterns.ts";
import { show } from "../facts/known.ts";
import type { PolicyStatement } from "../facts/policy-statements.ts";
import { apiOf, keysOf } from "../facts/reachability/aws-targets.ts";
import { type Permissions, permissionsOfRoles } from "../facts/reachability/permissions.ts";
import { specItem } from "../facts/spec-item.ts";
import type { AccessInput } from "./found-way.ts";

/** What a role may do, by what it may do it to. */
export interface RoleGrants {
  readonly role: TerraformNode<"aws_iam_role">;
  /** On things of the spec, by the thing's path. */
  readonly onItems: ReadonlyMap<string, ItemGrant>;
  /** On anything else: an action, or an action and what it is on. Policies of AWS by their names. */
  readonly elsewhere: readonly string[];
  /** Why nobody can tell all of it, where a policy is known only at apply. */
  readonly unknown?: string;
}

/** What a role may do to one thing of the spec. */
export interface ItemGrant {
  readonly item: SpecPath;
  readonly actions: readonly string[];
  /** Whether a statement names the thing, and not everything of its kind. */
  readonly isNamed: boolean;
}

/** An action that stands for those of each API, where a statement is on every resource. */
const examples: Readonly<Record<string, string>> = {
  "cognito-idp": "cognito-idp:AdminGetUser",
  s3: "s3:GetObject",
  secretsmanager: "secretsmanager:GetSecretValue",
  sqs: "sqs:ReceiveMessage",
};

const sections = new Set(["queues", "secrets", "stores", "userPools"]);

/** Reads every role of the graph, so that none can be left out. Conditions of statements are taken as met. */
export function roleGrants({ graph, facts }: AccessInput): readonly RoleGrants[] {
  const permissionsOf = permissionsOfRoles(graph, facts);
  const keys = keysOf(graph);
  const managed = groupBy(facts.managedPolicies, ({ role }) => role);
  const literal = groupBy(
    facts.inlinePolicies.flatMap(({ role, statements = [] }) =>
      statements.flatMap((statement) => onOthers(graph, statement).map((text) => ({ role, text }))),
    ),
    ({ role }) => role,
  );
  return graph.resources("aws_iam_role").map((role) => {
    const permissions = permissionsOf(role.address);
    const policies = (managed.get(role.address) ?? []).map(({ name }) => name);
    const unknown = policies.includes(undefined) ? "a policy of its role is known only at apply" : permissions.unknown;
    const { onItems, others } = byItem(graph, keys, permissions);
    return {
      role,
      onItems,
      elsewhere: [
        ...permissions.onEverything,
        ...others,
        ...(literal.get(role.address) ?? []).map(({ text }) => text),
        ...policies.flatMap((name) => (name === undefined ? [] : [`policy ${name}`])),
      ],
      ...(unknown !== undefined && { unknown }),
    };
  });
}

/** What a statement allows on resources that are not of this system. */
function onOthers(graph: ResourceGraph, { effect, actions, notActions, resources }: PolicyStatement): string[] {
  if (effect !== "Allow") return [];
  const names = [...actions.map(show), ...(notActions.length > 0 ? ["*"] : [])];
  return resources
    .filter((resource) => !isOfGraph(graph, resource) && !/(^|:)\*$/.test(show(resource)))
    .flatMap((resource) => names.map((action) => `${action} on ${show(resource)}`));
}

function isOfGraph(graph: ResourceGraph, resource: unknown): boolean {
  const [reference] = referencesIn(resource);
  return reference !== undefined && graph.node(reference.$ref) !== undefined;
}

/** A mutable {@link ItemGrant}, with the resources that statements name. */
interface Collected {
  readonly item: SpecPath;
  readonly actions: Set<string>;
  readonly resources: Set<Address>;
  isNamed: boolean;
}

/** Sorts what a role may do by the things of the spec. */
function byItem(graph: ResourceGraph, keys: ReadonlyMap<Address, Address>, permissions: Permissions) {
  const found = new Map<string, Collected>();
  const add = (item: SpecPath, actions: readonly string[]): Collected => {
    const key = formatSpecPath(item);
    const grant = found.get(key) ?? { item, actions: new Set(), resources: new Set(), isNamed: false };
    for (const action of actions) grant.actions.add(action);
    found.set(key, grant);
    return grant;
  };
  const named = permissions.named.map((address) => {
    const actions = permissions.on(address).filter((action) => !permissions.onEverything.includes(action));
    const node = graph.node(address);
    return { address, actions, item: node ? specItem(node.origin) : [], isKey: node?.type === "aws_kms_key" };
  });
  const isThing = (item: SpecPath): boolean => item.length === 2 && sections.has(String(item[0]));
  for (const { item, actions, address } of named.filter((each) => isThing(each.item))) {
    const grant = add(item, actions);
    grant.isNamed = true;
    grant.resources.add(address);
  }
  for (const { item, actions } of onAll(graph, permissions)) add(item, actions);
  const others = named.flatMap(({ address, actions, item, isKey }) => {
    if (isThing(item)) return [];
    // The key of all stores or secrets belongs to what it opens.
    const section = isKey ? [...found.values()].filter((grant) => grant.item[0] === item[0]) : [];
    const encrypted = section.filter(({ resources }) => [...resources].some((each) => keys.get(each) === address));
    const opened = encrypted.length > 0 ? encrypted : section;
    for (const grant of opened) add(grant.item, actions);
    return opened.length > 0 ? [] : actions.map((action) => `${action} on ${nameOf(address)}`);
  });
  return {
    onItems: new Map([...found].map(([key, grant]) => [key, { ...grant, actions: [...grant.actions] }])),
    others,
  };
}

/** What actions on every resource allow on those of an API that the spec has. */
function onAll(graph: ResourceGraph, { onEverything }: Permissions): readonly Pick<ItemGrant, "item" | "actions">[] {
  return Object.entries(apiOf).flatMap(([type, api]) => {
    const actions = onEverything.filter(
      (action) => action.startsWith(`${api}:`) || matchesAction(action, examples[api] ?? api),
    );
    if (actions.length === 0) return [];
    return graph.resources(type as keyof typeof apiOf).map(({ origin }) => ({ item: specItem(origin), actions }));
  });
}

function nameOf(address: Address): string {
  return address.slice(address.indexOf("/") + 1);
}
