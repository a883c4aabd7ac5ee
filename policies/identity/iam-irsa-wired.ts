import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { eksBestPractice } from "../anchors.ts";
import type { Facts } from "../facts/facts.ts";
import { claimConditions } from "../facts/irsa-trust.ts";
import { items, knownText } from "../facts/known.ts";
import { hasPodIdentityAgent, missingPodIdentityCalls } from "../facts/pod-identity-trust.ts";
import { objectName, type PodTemplate } from "../facts/pod-templates.ts";
import { type ServiceAccount, subjectOf } from "../facts/service-accounts.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** The chain from pod to role is whole: pod, service account, annotation or association, trust, and what hands out the credentials. */
export const iamIrsaWired = defineRule({
  id: "iam-irsa-wired",
  title: "A workload identity works from pod to role",
  group: "identity",
  severity: "high",
  profile: "correctness",
  stage: "graph",
  rationale:
    "One broken link, such as a trust that names another namespace, and the pod gets `AccessDenied` at its first call, long after the deployment succeeded.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [eksBestPractice("IAM Roles for Service Accounts (IRSA)", "identity-and-access-management")],
  waivable: false,
  maxWaiverDays: 0,
  parameters: {},
  check({ graph, facts }) {
    const accounts = facts.serviceAccounts;
    const used = accountsInUse(graph, facts.pods);
    const dangling = used.flatMap((use) =>
      accounts.has(use.key) || use.key.endsWith("/default") ? [] : [missingAccount(use)],
    );
    const inUse = new Set(used.map(({ key }) => key));
    const bound = [...accounts.values()].filter(({ roleArn }) => roleArn !== undefined);
    return [...dangling, ...bound.map((account) => judge(graph, facts, account, inUse))];
  },
});

type Use = Pick<RuleResult, "target"> & { readonly key: string; readonly by: string };

/** Pods run as a service account; a secret store borrows one. */
function accountsInUse(graph: ResourceGraph, templates: readonly PodTemplate[]): Use[] {
  const pods = templates.map((pod) => ({
    key: `${pod.namespace}/${String(pod.spec.serviceAccountName ?? "default")}`,
    by: pod.name,
    target: pod.target,
  }));
  const stores = graph.objects("SecretStore").map((store) => {
    const { namespace, name } = objectName(store);
    const account = store.object.spec.provider.aws.auth.jwt.serviceAccountRef.name;
    return { key: `${namespace}/${String(account)}`, by: `SecretStore/${name}`, target: store.origin.slice(0, 2) };
  });
  return [...pods, ...stores];
}

function missingAccount({ key, by, target }: Use): NotCompliant {
  return {
    verdict: "not-compliant",
    target,
    key: `service-account:${by}`,
    message: `"${by}" runs as the service account "${key}", which does not exist`,
    expected: "a service account of that name in the namespace",
    actual: "none",
    evidence: [`${by} → service account ${key}`],
  };
}

/** Says what is broken about a service account. */
type Fault = (key: string, message: string, expected: string, actual: string) => NotCompliant;

function judge(graph: ResourceGraph, facts: Facts, account: ServiceAccount, inUse: ReadonlySet<string>): RuleResult {
  const { target, role, address: resource } = account;
  const name = `${account.namespace}/${account.name}`;
  const fault: Fault = (key, message, expected, actual) => ({
    verdict: "not-compliant",
    target,
    key: `${key}:${name}`,
    message: `service account "${name}" ${message}`,
    expected,
    actual,
    evidence: [`service account ${name} → ${actual}`],
    resource,
  });
  if (!role)
    return {
      verdict: "not-evaluated",
      target,
      reason: `the role of service account "${name}" is not in the graph`,
      resource,
    };
  if (!inUse.has(name))
    return fault("unused", "has a role, but nothing runs as it", "a pod or secret store that uses it", "no user");
  return account.binding === "association"
    ? judgeAssociation(graph, account, role, fault)
    : judgeAnnotation(graph, facts.irsaTrusts(role), account, role, fault);
}

type Role = NonNullable<ServiceAccount["role"]>;

function judgeAssociation(graph: ResourceGraph, account: ServiceAccount, role: Role, fault: Fault): RuleResult {
  const { target, address: resource } = account;
  const missing = missingPodIdentityCalls(graph, role);
  if (!missing) return unknownTrust(account);
  if (missing.length > 0)
    return fault(
      "trust",
      "is associated with a role that does not trust EKS Pod Identity",
      missing.join(" and "),
      "another trust",
    );
  if (!hasPodIdentityAgent(graph))
    return fault(
      "agent",
      "is associated with a role, and no agent hands out its credentials",
      "the add-on eks-pod-identity-agent",
      "no agent",
    );
  const name = `${account.namespace}/${account.name}`;
  return { verdict: "compliant", target, evidence: [`service account ${name} → role ${role.name}`], resource };
}

function unknownTrust({ target, address: resource }: ServiceAccount): RuleResult {
  const reason = "the trust policy of its role is known only at apply";
  return { verdict: "not-evaluated", target, reason, resource };
}

function judgeAnnotation(
  graph: ResourceGraph,
  trusts: ReturnType<Facts["irsaTrusts"]>,
  account: ServiceAccount,
  role: Role,
  fault: Fault,
): RuleResult {
  const { target, address: resource } = account;
  const name = `${account.namespace}/${account.name}`;
  if (!trusts) return unknownTrust(account);
  const subjects = trusts.flatMap((trust) => claimConditions(trust, "sub").flatMap(({ values }) => values));
  const written = subjects.map((subject) => knownText(graph, subject));
  if (!written.includes(subjectOf(account)))
    return written.includes(undefined)
      ? {
          verdict: "not-evaluated",
          target,
          reason: "the subject that its role trusts is known only at apply",
          resource,
        }
      : fault("trust", "is not the one that its role trusts", subjectOf(account), written.join(", ") || "no subject");
  const audiences = trusts
    .flatMap(({ providers }) => providers)
    .map(({ node }) => items<unknown>(node?.config.clientIdList));
  if (!audiences.some((list) => list?.includes("sts.amazonaws.com")))
    return fault(
      "audience",
      "presents tokens that the identity provider does not accept",
      "sts.amazonaws.com in its client ids",
      "another audience",
    );
  return {
    verdict: "compliant",
    target,
    evidence: [`service account ${name} → role ${role.name} → ${subjectOf(account)}`],
    resource,
  };
}
