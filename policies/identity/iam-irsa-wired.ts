import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { eksBestPractice } from "../anchors.ts";
import type { Facts } from "../facts/facts.ts";
import { irsaFaults } from "../facts/irsa-faults.ts";
import { claimConditions, takesTokensOf } from "../facts/irsa-trust.ts";
import { items, show } from "../facts/known.ts";
import {
  admitsPodsOf,
  hasPodIdentityAgent,
  missingPodIdentityCalls,
  podIdentityFaults,
  podIdentityTrusts,
} from "../facts/pod-identity-trust.ts";
import type { PodTemplate } from "../facts/pod-templates.ts";
import { secretStoreReaders } from "../facts/secret-stores.ts";
import { type ServiceAccount, subjectOf } from "../facts/service-accounts.ts";
import { unreadTrust } from "../facts/unread-policy.ts";
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
    return [...dangling, ...bound.flatMap((account) => judge(graph, facts, account, inUse))];
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
  const stores = secretStoreReaders(graph).flatMap(({ account, name, target }) =>
    account === undefined ? [] : [{ key: account, by: `SecretStore/${name}`, target }],
  );
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

/** Says of a service account what is broken, or why nobody can tell. */
interface Say {
  readonly broken: (key: string, message: string, expected: string, actual: string) => readonly RuleResult[];
  readonly unknown: (reason: string) => readonly RuleResult[];
}

function judge(
  graph: ResourceGraph,
  facts: Facts,
  account: ServiceAccount,
  inUse: ReadonlySet<string>,
): readonly RuleResult[] {
  const { target, role, address: resource } = account;
  const name = `${account.namespace}/${account.name}`;
  const say: Say = {
    broken: (key, message, expected, actual) => [
      {
        verdict: "not-compliant",
        target,
        key: `${key}:${name}`,
        message: `service account "${name}" ${message}`,
        expected,
        actual,
        evidence: [`service account ${name} → ${actual}`],
        resource,
      },
    ],
    unknown: (reason) => [{ verdict: "not-evaluated", target, reason, resource }],
  };
  if (!role) return say.unknown(`the role of service account "${name}" is not in the graph`);
  if (!inUse.has(name))
    return say.broken("unused", "has a role, but nothing runs as it", "a pod or secret store that uses it", "no user");
  const bound = account.binding === "association" ? association : annotation;
  const subject = account.binding === "association" ? [] : [subjectOf(account)];
  const evidence = [[`service account ${name}`, `role ${role.name}`, ...subject].join(" → ")];
  return bound(graph, facts, account, role, say) ?? [{ verdict: "compliant", target, evidence, resource }];
}

type Role = NonNullable<ServiceAccount["role"]>;

/** Judges the trust behind a service account: `undefined` where all is well, nothing where another policy says it. */
type JudgeTrust = (
  graph: ResourceGraph,
  facts: Facts,
  account: ServiceAccount,
  role: Role,
  say: Say,
) => readonly RuleResult[] | undefined;

const unknownSubject = "the subject that its role trusts is known only at apply";

const association: JudgeTrust = (graph, facts, account, role, say) => {
  const statements = facts.statementsOf(role.config.assumeRolePolicy);
  if (!statements) return say.unknown(unreadTrust(facts, role));
  const trusts = podIdentityTrusts(statements);
  const missing = missingPodIdentityCalls(trusts);
  const untrusted = "is associated with a role that does not trust EKS Pod Identity";
  if (missing.length > 0) return say.broken("trust", untrusted, missing.join(" and "), "another trust");
  const answers = trusts.map((trust) => admitsPodsOf(graph, trust, account));
  if (!answers.includes(true)) {
    const faults = trusts.flatMap((trust) => podIdentityFaults(graph, trust));
    if (faults.some(({ about }) => about !== "unknown")) return [];
    if (answers.includes(undefined)) return say.unknown(unknownSubject);
    return say.broken("trust", "is not the one that its role trusts", subjectOf(account), "another service account");
  }
  if (hasPodIdentityAgent(graph)) return undefined;
  const alone = "is associated with a role, and no agent hands out its credentials";
  return say.broken("agent", alone, "the add-on eks-pod-identity-agent", "no agent");
};

const annotation: JudgeTrust = (graph, facts, account, role, say) => {
  const trusts = facts.irsaTrusts(role)?.filter(({ isForeign }) => !isForeign);
  if (!trusts) return say.unknown(unreadTrust(facts, role));
  const subject = subjectOf(account);
  const answers = trusts.map((trust) => takesTokensOf(graph, trust, subject));
  const taking = trusts.filter((_, index) => answers[index] === true);
  if (taking.length === 0) {
    const faults = trusts.flatMap((trust) => irsaFaults(graph, trust));
    if (faults.some(({ about }) => about !== "unknown")) return [];
    if (answers.includes(undefined)) return say.unknown(unknownSubject);
    const trusted = trusts.flatMap((trust) => claimConditions(trust, "sub").flatMap(({ values }) => values.map(show)));
    return say.broken("trust", "is not the one that its role trusts", subject, trusted.join(", ") || "no subject");
  }
  const providers = taking.flatMap((trust) => trust.providers);
  const audiences = providers.flatMap(({ node }) => items<unknown>(node?.config.clientIdList) ?? []);
  if (providers.length === 0 || audiences.includes("sts.amazonaws.com")) return undefined;
  const refused = "presents tokens that the identity provider does not accept";
  return say.broken("audience", refused, "sts.amazonaws.com in its client ids", "another audience");
};
