import { cisEks, nsa, tool } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { items, show } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** No service administers its cluster. */
export const rbacNoClusterAdmin = defineRule({
  id: "rbac-no-cluster-admin",
  title: "No service administers the cluster or its namespace",
  group: "identity",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "Whoever takes over a pod that is bound to `cluster-admin` owns the cluster, its secrets and its nodes. The ready-made role `admin` is the same for one namespace.",
  remediation: "Bindings follow from `uses`, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    cisEks("4.1.1"),
    nsa("C-0035"),
    tool("Trivy", "KSV-0111"),
    tool("Trivy", "KSV-0123"),
    tool("kube-linter", "cluster-admin-role-binding"),
    tool("Polaris", "clusterrolebindingClusterAdmin"),
  ],
  waivable: true,
  maxWaiverDays: 30,
  parameters: { roles: ["admin", "cluster-admin", "system:masters"], groups: ["system:masters"] },
  check({ graph, parameters }) {
    return judgeNodes(graph.objects("RoleBinding"), ({ name, object, origin }) => {
      const { roleRef, subjects } = object;
      const bound = items<{ kind?: unknown; name?: unknown }>(subjects);
      const role = show(roleRef.name);
      const fault = (key: string, message: string, actual: string) => [
        {
          setting: origin.slice(2),
          key: `${name}:${key}`,
          message: `binding "${name}" ${message}`,
          expected: "a role of its own",
          actual,
        },
      ];
      if (roleRef.kind === "ClusterRole" && parameters.roles.includes(role))
        return fault("role", `makes whoever it names an administrator`, role);
      if (!bound) return { unknown: "whom a binding names is known only at apply" };
      const group = bound.find((subject) => subject.kind === "Group" && parameters.groups.includes(show(subject.name)));
      if (group) return fault("group", "speaks of the group that no rule holds", show(group.name));
      return { proof: `${bound.map((subject) => show(subject.name)).join(", ")} → ${role}` };
    });
  },
});
