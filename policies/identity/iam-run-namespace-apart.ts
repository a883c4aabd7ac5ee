import type { SpecPath } from "../../schema/finding.ts";
import type { KubernetesNode } from "../../schema/graph/graph.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { nsa } from "../anchors.ts";
import { items } from "../facts/known.ts";
import { objectName, type PodTemplate } from "../facts/pod-templates.ts";
import { specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Who starts or enters pods can do so with nothing but what it is meant to start. */
export const iamRunNamespaceApart = defineRule({
  id: "iam-run-namespace-apart",
  title: "What others start or enter has a namespace of its own",
  group: "identity",
  severity: "high",
  profile: "prod",
  stage: "graph",
  rationale:
    "Kubernetes allows Jobs and shells by namespace: who may start Jobs in one can start them with every service account and every secret of it, and who may open shells gets into every pod, the databases' among them.",
  remediation: "Give the service with `run: on-demand` a `namespace` in which nothing else runs.",
  anchors: [
    nsa("C-0002"),
    {
      control: "Kubernetes: RBAC good practices, workload creation",
      url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation",
    },
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph, facts }) {
    return graph
      .objects("Role")
      .filter(startsOrEnters)
      .map((role) => judge(role, facts.pods));
  },
});

function judge(role: KubernetesNode<"Role">, pods: readonly PodTemplate[]): RuleResult {
  const { address: resource, origin } = role;
  const { namespace } = objectName(role);
  const target = specItem(origin);
  // The line of `uses` names what may be started; a role from elsewhere is for its own part of the spec.
  const meant: SpecPath = origin[2] === "uses" ? ["services", String(origin[3])] : target;
  const others = pods.filter(
    (pod) => pod.namespace === namespace && formatSpecPath(pod.target) !== formatSpecPath(meant),
  );
  if (others.length === 0) return { verdict: "compliant", target, resource };
  const names = [...new Set(others.map((pod) => String(pod.target.at(-1))))].sort();
  return {
    verdict: "not-compliant",
    target,
    path: origin,
    key: `${namespace}:${meant.at(-1)}`,
    message: `service "${target.at(-1)}" can start or enter pods in namespace "${namespace}", where more runs than "${meant.at(-1)}"`,
    expected: `nothing but ${meant.at(-1)} in ${namespace}`,
    actual: names.join(", "),
    evidence: [`${target.at(-1)} → Role ${objectName(role).name} → namespace ${namespace} → ${names.join(", ")}`],
    resource,
  };
}

/** Pods can be made directly, too, and by whatever makes them. */
const makers = [
  "*",
  "cronjobs",
  "daemonsets",
  "deployments",
  "jobs",
  "pods",
  "pods/exec",
  "replicasets",
  "statefulsets",
];

function startsOrEnters({ object }: KubernetesNode<"Role">): boolean {
  return (items<{ resources?: object; verbs?: object }>(object.rules) ?? []).some(({ resources, verbs }) => {
    const has = (list: object | undefined, wanted: readonly string[]) =>
      (items<unknown>(list) ?? []).some((item) => wanted.includes(String(item)));
    return has(resources, makers) && has(verbs, ["*", "create"]);
  });
}
