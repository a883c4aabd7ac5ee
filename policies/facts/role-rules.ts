import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { items, show } from "./known.ts";
import { objectName } from "./pod-templates.ts";

/** One rule of a Kubernetes role, as lists of text. `*` stands for everything. */
export interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** A role of a namespace with what it allows, and the service accounts that have it. */
export interface KubernetesRole {
  readonly node: KubernetesNode<"Role">;
  /** Absent when they are known only at apply. */
  readonly rules?: readonly RoleRule[];
  /** `namespace/name`; absent when they are known only at apply. */
  readonly accounts?: readonly string[];
}

/** Every role with its bindings. https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export function kubernetesRoles(graph: ResourceGraph): KubernetesRole[] {
  const accounts = new Map<string, readonly string[] | undefined>();
  for (const binding of graph.objects("RoleBinding")) {
    const { roleRef, subjects } = binding.object;
    const { namespace } = objectName(binding);
    const role = `${namespace}.${show(roleRef.name)}`;
    if (roleRef.kind !== "Role") continue;
    const bound = items<Subject>(subjects)
      ?.filter(({ kind }) => kind === "ServiceAccount")
      .map((subject) => `${show(subject.namespace ?? namespace)}/${show(subject.name)}`);
    const before = accounts.has(role) ? accounts.get(role) : [];
    accounts.set(role, before && bound && [...before, ...bound]);
  }
  return graph.objects("Role").map((node) => {
    const rules = rulesOf(node);
    const bound = accounts.has(node.name) ? accounts.get(node.name) : [];
    return { node, ...(bound && { accounts: bound }), ...(rules && { rules }) };
  });
}

interface Subject {
  readonly kind?: unknown;
  readonly name?: unknown;
  readonly namespace?: unknown;
}

interface WrittenRule {
  readonly apiGroups?: object;
  readonly resources?: object;
  readonly verbs: object;
}

function rulesOf({ object }: KubernetesNode<"Role">): readonly RoleRule[] | undefined {
  const rules = items<WrittenRule>(object.rules)?.map((rule) => ({
    apiGroups: items<unknown>(rule.apiGroups),
    resources: items<unknown>(rule.resources),
    verbs: items<unknown>(rule.verbs),
  }));
  const isKnown = rules?.every(({ apiGroups, resources, verbs }) => apiGroups && resources && verbs);
  if (!rules || !isKnown) return undefined;
  const texts = (list: readonly unknown[] | undefined): string[] => (list ?? []).map(show);
  return rules.map((rule) => ({
    apiGroups: texts(rule.apiGroups),
    resources: texts(rule.resources),
    verbs: texts(rule.verbs),
  }));
}
