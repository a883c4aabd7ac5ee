import { groupBy } from "../../schema/group-by.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { items, show } from "../facts/known.ts";
import { objectName } from "../facts/pod-templates.ts";
import type { AccessInput } from "./found-way.ts";

/** A right of pods in a namespace: a verb and a resource, e.g. `create jobs`. */
export interface KubernetesRight {
  readonly source: string;
  readonly namespace: string;
  readonly right: string;
  /** The verb and the resource of a rule; absent for what a ClusterRole gives, which is not of this system. */
  readonly rule?: { readonly verb: string; readonly resource: string };
}

/** The rights of the pods of each part of the spec. */
export interface KubernetesRights {
  of(source: string): readonly KubernetesRight[];
  /** Every source that has one, in the order of the graph. */
  readonly sources: readonly string[];
}

/** Reads every role with its bindings. https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export function kubernetesRights({ graph, facts }: AccessInput): KubernetesRights {
  const sources = groupBy(facts.pods, ({ namespace, spec }) => `${namespace}/${String(spec.serviceAccountName)}`);
  const holders = (account: string): readonly string[] => [
    ...new Set((sources.get(account) ?? []).map(({ target }) => formatSpecPath(target))),
  ];
  const own = facts.kubernetesRoles.flatMap(({ node, rules = [], accounts = [] }) => {
    const { namespace } = objectName(node);
    const rights = rules.flatMap(({ verbs, resources }) =>
      verbs.flatMap((verb) => resources.map((resource) => ({ verb, resource }))),
    );
    return accounts
      .flatMap(holders)
      .flatMap((source) => rights.map((rule) => ({ source, namespace, right: `${rule.verb} ${rule.resource}`, rule })));
  });
  const elsewhere = graph.objects("RoleBinding").flatMap((binding) => {
    const { roleRef, subjects } = binding.object;
    if (roleRef.kind === "Role") return [];
    const { namespace } = objectName(binding);
    return (items<{ kind?: unknown; name?: unknown; namespace?: unknown }>(subjects) ?? [])
      .filter(({ kind }) => kind === "ServiceAccount")
      .flatMap((each) => holders(`${show(each.namespace ?? namespace)}/${show(each.name)}`))
      .map((source) => ({ source, namespace, right: `all of the ClusterRole ${show(roleRef.name)}` }));
  });
  const bySource = groupBy<KubernetesRight, string>([...own, ...elsewhere], ({ source }) => source);
  return { sources: [...bySource.keys()], of: (source) => bySource.get(source) ?? [] };
}
