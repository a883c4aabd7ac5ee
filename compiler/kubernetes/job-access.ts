import type { AnyKubernetesNode, TerraformNode } from "../../schema/graph/graph.ts";
import type { KubernetesObjects } from "../../schema/graph/kubernetes-types.ts";
import { kubernetes } from "../../schema/graph/node.ts";
import type { Context } from "../context.ts";
import type { Workload } from "../workload.ts";
import { metadata } from "./labels.ts";

type Rules = NonNullable<KubernetesObjects["Role"]["rules"]>;

/** What each verb allows in the namespace of what is used. RBAC cannot tell the pods of one service from others. */
const rulesOf: Readonly<Record<string, Rules>> = {
  run: [
    { apiGroups: ["batch"], resources: ["jobs"], verbs: ["create", "delete", "get", "list", "watch"] },
    { apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get", "list", "watch"] },
  ],
  // A shell over WebSocket is a `get` for Kubernetes, and from 1.35 on a `create` besides; over SPDY it is a `create`.
  // https://github.com/kubernetes/kubernetes/pull/134577
  exec: [
    { apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] },
    { apiGroups: [""], resources: ["pods/exec"], verbs: ["create", "get"] },
  ],
};

/**
 * Lets the service accounts of those who use a service start it or enter it: one Role and one binding for each.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function jobAccess(
  { model, callers }: Context,
  release: TerraformNode<"helm_release">,
  { name, service: { namespace } }: Workload,
): AnyKubernetesNode[] {
  const { services, system } = model.spec;
  return (callers.get(name) ?? []).flatMap((user) => {
    const verb = services[user]?.uses[name] ?? "";
    const rules = rulesOf[verb];
    if (!rules) return [];
    const origin = ["services", user, "uses", name];
    // No service has a dot in its name, so that no two edges have one name.
    const described = metadata(`${user}.${verb}.${name}`, namespace, system);
    return [
      kubernetes("Role", release, origin, {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "Role",
        metadata: described,
        rules,
      }),
      kubernetes("RoleBinding", release, origin, {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "RoleBinding",
        metadata: described,
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: described.name },
        subjects: [{ kind: "ServiceAccount", name: user, namespace: services[user]?.namespace ?? namespace }],
      }),
    ];
  });
}
