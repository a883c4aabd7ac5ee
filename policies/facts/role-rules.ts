import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { items, show } from "./known.ts";
import { objectName } from "./pod-templates.ts";

/** One rule of a Kubernetes role, as lists of text. `*` stands for everything. */
export interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** The only objects that it is about; none where it is about all. */
  readonly resourceNames: readonly string[];
}

/** A role of a namespace with what it allows, and those who have it. */
export interface KubernetesRole {
  readonly node: KubernetesNode<"Role">;
  /** Absent when they are known only at apply. */
  readonly rules?: readonly RoleRule[];
  /** Service accounts, as `namespace/name`, those of bound groups among them; absent when they are known only at apply. */
  readonly accounts?: readonly string[];
  /** Users and groups, e.g. `group system:authenticated`. No rule holds `system:masters`: a role gives it nothing. */
  readonly others: readonly string[];
}

/** Every role with its bindings. https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export function kubernetesRoles(graph: ResourceGraph): KubernetesRole[] {
  const bound = new Map<string, readonly Subject[] | undefined>();
  for (const binding of graph.objects("RoleBinding")) {
    const { roleRef, subjects } = binding.object;
    const { namespace } = objectName(binding);
    const role = `${namespace}.${show(roleRef.name)}`;
    if (roleRef.kind !== "Role") continue;
    const own = items<Subject>(subjects)?.map((subject) => ({ namespace, ...subject }));
    const before = bound.has(role) ? bound.get(role) : [];
    bound.set(role, before && own && [...before, ...own]);
  }
  return graph.objects("Role").map((node) => {
    const rules = rulesOf(node);
    const subjects = bound.has(node.name) ? bound.get(node.name) : [];
    return { node, ...holdersOf(graph, subjects), ...(rules && { rules }) };
  });
}

/** A ClusterRole that is given to somebody in one namespace. */
export interface BoundClusterRole extends Pick<KubernetesRole, "accounts" | "others"> {
  readonly binding: KubernetesNode<"RoleBinding">;
  readonly name: string;
}

/** Every binding of a ClusterRole. */
export function boundClusterRoles(graph: ResourceGraph): readonly BoundClusterRole[] {
  return graph.objects("RoleBinding").flatMap((binding) => {
    const { roleRef, subjects } = binding.object;
    if (roleRef.kind === "Role") return [];
    const { namespace } = objectName(binding);
    const bound = items<Subject>(subjects)?.map((subject) => ({ namespace, ...subject }));
    return [{ binding, name: show(roleRef.name), ...holdersOf(graph, bound) }];
  });
}

/** Those who have a role. */
function holdersOf(
  graph: ResourceGraph,
  subjects: readonly Subject[] | undefined,
): Pick<KubernetesRole, "accounts" | "others"> {
  const accounts = subjects?.flatMap((subject) => accountsOf(graph, subject));
  const others = (subjects ?? [])
    .map(subjectText)
    .filter((text) => !/^serviceaccount |^group system:masters$/.test(text));
  return { others, ...(accounts && { accounts }) };
}

interface Subject {
  readonly kind?: unknown;
  readonly name?: unknown;
  readonly namespace?: unknown;
}

/**
 * The service accounts that a subject stands for, by itself or as a group that Kubernetes puts them into.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects
 */
function accountsOf(graph: ResourceGraph, { kind, name, namespace }: Subject): readonly string[] {
  if (kind === "ServiceAccount") return [`${show(namespace)}/${show(name)}`];
  const group = kind === "Group" ? /^system:(?:serviceaccounts(?::(.+))?|authenticated)$/.exec(show(name)) : null;
  if (!group) return [];
  const [, ofNamespace] = group;
  return graph
    .objects("ServiceAccount")
    .map(objectName)
    .filter((account) => ofNamespace === undefined || account.namespace === ofNamespace)
    .map((account) => `${account.namespace}/${account.name}`);
}

/** `group system:authenticated` */
function subjectText({ kind, name }: Subject): string {
  return `${show(kind).toLowerCase()} ${show(name)}`;
}

interface WrittenRule {
  readonly apiGroups?: object;
  readonly resources?: object;
  readonly verbs: object;
  readonly resourceNames?: object;
}

function rulesOf({ object }: KubernetesNode<"Role">): readonly RoleRule[] | undefined {
  const rules = items<WrittenRule>(object.rules)?.map((rule) => ({
    apiGroups: items<unknown>(rule.apiGroups),
    resources: items<unknown>(rule.resources),
    verbs: items<unknown>(rule.verbs),
    resourceNames: items<unknown>(rule.resourceNames),
  }));
  const isKnown = rules?.every((rule) => Object.values(rule).every((list) => list !== undefined));
  if (!rules || !isKnown) return undefined;
  const texts = (list: readonly unknown[] | undefined): string[] => (list ?? []).map(show);
  return rules.map((rule) => ({
    apiGroups: texts(rule.apiGroups),
    resources: texts(rule.resources),
    verbs: texts(rule.verbs),
    resourceNames: texts(rule.resourceNames),
  }));
}
