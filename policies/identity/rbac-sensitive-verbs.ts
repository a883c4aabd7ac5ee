import type { KubernetesNode } from "../../schema/graph/graph.ts";
import type { Model } from "../../schema/model/model.ts";
import { cisEks, kubernetesDocs, nsa, tool } from "../anchors.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { show } from "../facts/known.ts";
import { type PodsBeside, podsBeside } from "../facts/pods-beside.ts";
import type { KubernetesRole, RoleRule } from "../facts/role-rules.ts";
import type { ServiceAccount } from "../facts/service-accounts.ts";
import { defineRule } from "../rule.ts";

/** A right that is as good as others that nobody grants by name, and the verb of `uses` that declares the need for it. */
interface Sensitive {
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly need?: "exec" | "run";
}

/** https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks */
const sensitive: readonly Sensitive[] = [
  { resources: ["secrets"], verbs: ["get", "list", "watch"] },
  {
    resources: [
      "cronjobs",
      "daemonsets",
      "deployments",
      "pods",
      "replicasets",
      "replicationcontrollers",
      "statefulsets",
    ],
    verbs: ["create", "patch", "update"],
  },
  { resources: ["pods/ephemeralcontainers"], verbs: ["patch", "update"] },
  { resources: ["jobs"], verbs: ["create", "patch", "update"], need: "run" },
  { resources: ["pods/attach", "pods/exec", "pods/portforward"], verbs: ["create", "get"], need: "exec" },
  { resources: ["clusterroles", "roles"], verbs: ["bind", "escalate"] },
  { resources: ["groups", "serviceaccounts", "users"], verbs: ["impersonate"] },
  { resources: ["serviceaccounts/token"], verbs: ["create"] },
  { resources: ["nodes/proxy"], verbs: ["create", "get"] },
];

/** Rights that lead to other rights are declared, or not there. */
export const rbacSensitiveVerbs = defineRule({
  id: "rbac-sensitive-verbs",
  title: "Only services that declare the need start or enter others, and nothing but those",
  group: "identity",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Kubernetes allows Jobs and shells by namespace. Whoever may start a pod may start one as any service account of the namespace, a shell gets into every pod of it, and a role that reads secrets is every service of its namespace at once.",
  remediation:
    "Say `run` or `exec` under `uses` of the service that needs it, and give what is started or entered a `namespace` in which nothing else runs.",
  anchors: [
    cisEks("4.1.2"),
    cisEks("4.1.4"),
    cisEks("4.1.8"),
    cisEks("4.1.10"),
    cisEks("4.1.12"),
    nsa("C-0002"),
    kubernetesDocs("RBAC good practices", "concepts/security/rbac-good-practices/"),
    tool("Trivy", "KSV-0041"),
    tool("Trivy", "KSV-0047"),
    tool("Trivy", "KSV-0050"),
    tool("Trivy", "KSV-0053"),
    tool("kube-linter", "access-to-secrets"),
    tool("kube-linter", "access-to-create-pods"),
    tool("Checkov", "CKV_K8S_157"),
    tool("Checkov", "CKV_K8S_158"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ model, graph, facts }) {
    const roles = new Map(facts.kubernetesRoles.map((role) => [role.node.address, role]));
    const own = judgeNodes(
      facts.kubernetesRoles.map(({ node }) => node),
      ({ address }) => {
        const role = roles.get(address);
        if (!role?.rules || !role.accounts)
          return { unknown: "the rules of a role, or who has it, are known only at apply" };
        if (role.accounts.length + role.others.length === 0) return { proof: "no RoleBinding gives it to anybody" };
        const declared = declaredBy(model, role, facts.serviceAccounts);
        return judge(role, role.rules, declared, podsBeside(role.node, facts.pods));
      },
    );
    return [...own, ...judgeNodes(graph.objects("RoleBinding"), judgeReadyMade)];
  },
});

/**
 * Ready-made roles are in every cluster, and no rule of theirs is in the graph: `edit` has all that is sensitive here.
 * `admin` and more is found by `rbac-no-cluster-admin`.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
 */
function judgeReadyMade({ name, object, origin }: KubernetesNode<"RoleBinding">): NodeVerdict | undefined {
  const { kind, name: written } = object.roleRef;
  const role = show(written);
  if (kind !== "ClusterRole" || role === "admin" || role === "cluster-admin") return undefined;
  if (role === "view") return { proof: "ClusterRole view, which reads no secrets" };
  if (role !== "edit") return { unknown: `what the ClusterRole "${role}" allows is not in the graph` };
  return [
    {
      setting: origin.slice(2),
      key: `${name}:${role}`,
      message: `binding "${name}" gives the ready-made role "edit", which starts and enters every pod of the namespace and reads its secrets`,
      expected: "a role of its own",
      actual: `ClusterRole ${role}`,
    },
  ];
}

function judge(
  { node: { name }, others: strangers }: KubernetesRole,
  rules: readonly RoleRule[],
  declared: ReadonlySet<string>,
  { namespace, meant, others }: PodsBeside,
): NodeVerdict {
  const granted = sensitive.flatMap((right) =>
    rules.flatMap((rule) => grantsOf(rule, right).map((grant) => ({ grant, need: right.need }))),
  );
  const undeclared = granted.filter(({ need }) => need === undefined || !declared.has(need));
  if (undeclared.length === 0 && granted.length > 0 && others.length > 0)
    return [
      {
        setting: ["uses", meant],
        key: `${namespace}:${meant}`,
        message: `what may be done with "${meant}" may be done with all of the namespace "${namespace}"`,
        expected: `nothing but ${meant} in ${namespace}`,
        actual: `${others.join(", ")} in ${namespace}`,
      },
    ];
  if (undeclared.length === 0)
    return {
      proof:
        granted.map(({ grant, need }) => `${grant}, declared by ${String(need)}`).join("; ") ||
        rules.map(({ verbs, resources }) => `${verbs.join(", ")} ${resources.join(", ")}`).join("; "),
    };
  return [...new Set(undeclared.map(({ grant }) => grant))].map((grant) => ({
    setting: ["uses"],
    key: `${name}:${grant}`,
    message: `role "${name}" allows ${strangers.length > 0 ? `${strangers.join(" and ")} ` : ""}to ${grant}, which no "uses" declares`,
    expected: "a declared need",
    actual: grant,
  }));
}

/** `create jobs`, for each pair that a rule names. What wildcards allow is found by `rbac-no-wildcards`. */
function grantsOf({ resources, verbs }: RoleRule, right: Sensitive): string[] {
  const things = right.resources.filter((resource) => resources.includes(resource));
  const acts = right.verbs.filter((verb) => verbs.includes(verb));
  return things.flatMap((resource) => acts.map((verb) => `${verb} ${resource}`));
}

/** What all of those declare who have the role: one of them that does not, or is no service, is one too many. */
function declaredBy(
  { spec }: Model,
  { accounts = [], others }: KubernetesRole,
  known: ReadonlyMap<string, ServiceAccount>,
): ReadonlySet<string> {
  if (others.length > 0) return new Set();
  const services = accounts.map((account) => spec.services[String(known.get(account)?.target[1])]);
  const needs = ["exec", "run"].filter((need) =>
    services.every((service) => service && Object.values<string>(service.uses).includes(need)),
  );
  return new Set(needs);
}
