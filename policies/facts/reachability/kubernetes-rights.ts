import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { groupBy } from "../../../schema/group-by.ts";
import type { Facts } from "../facts.ts";
import { objectName, type PodTemplate } from "../pod-templates.ts";
import { boundClusterRoles, type RoleRule } from "../role-rules.ts";
import type { Hop } from "./answer.ts";
import { podAccount } from "./pod-account.ts";

/** Something that the API of Kubernetes is asked for in a namespace. */
export interface ApiRight {
  readonly namespace: string;
  readonly verb: string;
  /** Empty for the core group. */
  readonly apiGroup: string;
  readonly resource: string;
}

/** A role with what it allows in one namespace, whatever kind of role it is. */
interface HeldRole {
  readonly name: string;
  readonly namespace: string;
  /** Absent when they are not of this system, or known only at apply. */
  readonly rules?: readonly RoleRule[];
  readonly accounts?: readonly string[];
}

const everything: RoleRule = { apiGroups: ["*"], resources: ["*"], verbs: ["*"], resourceNames: [] };
const running: readonly RoleRule[] = [
  { apiGroups: ["batch"], resources: ["jobs"], verbs: ["*"], resourceNames: [] },
  { apiGroups: [""], resources: ["pods/exec"], verbs: ["*"], resourceNames: [] },
];

/**
 * What the roles that every cluster has allow of all that `uses` asks for.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
 */
const readyMade: Readonly<Record<string, readonly RoleRule[]>> = {
  admin: running,
  "cluster-admin": [everything],
  edit: running,
  view: [],
};

/** Whether a pod has a right. Reads every role with its bindings once. */
export function kubernetesRights(
  graph: ResourceGraph,
  { kubernetesRoles }: Pick<Facts, "kubernetesRoles">,
): (source: PodTemplate, right: ApiRight) => Hop {
  const own = kubernetesRoles.map(({ node, ...role }): HeldRole => ({ ...objectName(node), ...role }));
  const elsewhere = boundClusterRoles(graph).map(({ binding, name, accounts }): HeldRole => {
    const rules = Object.hasOwn(readyMade, name) ? readyMade[name] : undefined;
    const { namespace } = objectName(binding);
    return { name, namespace, ...(accounts && { accounts }), ...(rules && { rules }) };
  });
  const byNamespace = groupBy([...own, ...elsewhere], ({ namespace }) => namespace);
  return (source, right) => {
    const account = podAccount(source);
    if (account === undefined) return { unknown: `the service account of ${source.name} is known only at apply` };
    const there = byNamespace.get(right.namespace) ?? [];
    const held = there.filter(({ accounts }) => accounts?.includes(account));
    const allowing = held.find(({ rules = [] }) => rules.some((rule) => allows(rule, right)));
    const what = `${account} ${right.verb} ${right.resource}`;
    if (allowing) return { passes: `role ${allowing.name} lets ${what}` };
    const isPerhaps = held.some(({ rules }) => !rules) || there.some(({ accounts }) => !accounts);
    if (isPerhaps) return { unknown: `a role of ${account} is not of this system, or known only at apply` };
    return { missing: `no role in ${right.namespace} lets ${what}` };
  };
}

/**
 * A rule about named objects allows to make none, and to enter none but those.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 */
function allows({ apiGroups, resources, verbs, resourceNames }: RoleRule, right: ApiRight): boolean {
  const isIn = (list: readonly string[], wanted: string): boolean => list.includes(wanted) || list.includes("*");
  return (
    resourceNames.length === 0 &&
    isIn(apiGroups, right.apiGroup) &&
    isIn(resources, right.resource) &&
    isIn(verbs, right.verb)
  );
}
