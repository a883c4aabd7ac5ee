import { groupBy } from "../../schema/group-by.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { objectName } from "../facts/pod-templates.ts";
import type { ApiRight } from "../facts/reachability/kubernetes-rights.ts";
import { podAccount } from "../facts/reachability/pod-account.ts";
import { boundClusterRoles, type KubernetesRole } from "../facts/role-rules.ts";
import type { AccessInput } from "./found-way.ts";

/** A right in a namespace: a verb and a resource, e.g. `create jobs`. */
export interface KubernetesRight {
  /** The path of the pods' part of the spec, or a user or group of Kubernetes: `group system:authenticated`. */
  readonly source: string;
  readonly namespace: string;
  readonly right: string;
  /** What a rule allows on all objects; absent for what a ClusterRole gives, which is not of this system. */
  readonly rule?: ApiRight;
}

/** Who has which rights. */
export interface KubernetesRights {
  of(source: string): readonly KubernetesRight[];
  /** Every source that has one, in the order of the graph. */
  readonly sources: readonly string[];
}

/** Reads every role with its bindings. https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export function kubernetesRights({ graph, facts }: AccessInput): KubernetesRights {
  const pods = groupBy(facts.pods, podAccount);
  const holders = ({ accounts = [], others }: Pick<KubernetesRole, "accounts" | "others">): readonly string[] => [
    ...new Set(accounts.flatMap((account) => (pods.get(account) ?? []).map(({ target }) => formatSpecPath(target)))),
    ...others,
  ];
  const own = facts.kubernetesRoles.flatMap((role) => {
    const rights = rightsOf(role);
    return holders(role).flatMap((source) => rights.map((right) => ({ source, ...right })));
  });
  const elsewhere = boundClusterRoles(graph).flatMap((role) => {
    const { namespace } = objectName(role.binding);
    return holders(role).map((source) => ({ source, namespace, right: `all of the ClusterRole ${role.name}` }));
  });
  const bySource = groupBy<KubernetesRight, string>([...own, ...elsewhere], ({ source }) => source);
  return { sources: [...bySource.keys()], of: (source) => bySource.get(source) ?? [] };
}

function rightsOf({ node, rules = [] }: KubernetesRole): readonly Omit<KubernetesRight, "source">[] {
  const { namespace } = objectName(node);
  return rules.flatMap(({ verbs, resources, apiGroups, resourceNames }) =>
    verbs.flatMap((verb) =>
      resources.map((resource) => {
        const [apiGroup = ""] = apiGroups;
        const right = [verb, resource, ...resourceNames].join(" ");
        return {
          namespace,
          right,
          ...(resourceNames.length === 0 && { rule: { namespace, verb, apiGroup, resource } }),
        };
      }),
    ),
  );
}
