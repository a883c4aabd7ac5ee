import { awsTargets } from "../../schema/uses/registry.ts";
import { cisAws, cisEks, eksBestPractice, tool } from "../anchors.ts";
import type { PodTemplate } from "../facts/pod-templates.ts";
import type { ServiceAccount } from "../facts/service-accounts.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** A service that uses something of AWS does so as itself, never as the node that it happens to run on. */
export const iamWorkloadIdentityRequired = defineRule({
  id: "iam-workload-identity-required",
  title: "A service that uses AWS has an identity of its own",
  group: "identity",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Without a role of its own a pod borrows the node's, and with it every other pod on the node has the same rights. With its own service account and role, rights and audit trail are the service's alone.",
  remediation:
    "Role, trust and service account follow from `uses`, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    cisEks("5.2.1"),
    cisAws("2.17"),
    eksBestPractice(
      "Restrict access to the instance profile assigned to the worker node",
      "identity-and-access-management",
    ),
    tool("hardeneks", "use_dedicated_service_accounts_for_each_deployment"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ model, facts }) {
    const accounts = facts.serviceAccounts;
    const users = new Map<string, Set<string>>();
    const pods = facts.pods.filter((pod) => pod.target[0] === "services");
    for (const pod of pods) {
      const key = accountKey(pod);
      users.set(key, (users.get(key) ?? new Set()).add(String(pod.target[1])));
    }
    return pods.flatMap((pod): RuleResult[] => {
      const name = String(pod.target[1]);
      const targets = awsTargets(model.spec, model.spec.services[name]?.uses ?? {});
      if (targets.length === 0) return [];
      return [
        judge(pod, {
          targets,
          account: accounts.get(accountKey(pod)),
          sharedBy: users.get(accountKey(pod)) ?? new Set(),
        }),
      ];
    });
  },
});

interface Identity {
  readonly targets: readonly string[];
  readonly account: ServiceAccount | undefined;
  /** The services whose pods run as the same service account. */
  readonly sharedBy: ReadonlySet<string>;
}

function judge(pod: PodTemplate, { targets, account, sharedBy }: Identity): RuleResult {
  const { target, address: resource } = pod;
  const edge = `${pod.name} → uses ${targets.join(", ")}`;
  const failure = (key: string, message: string, actual: string): NotCompliant => ({
    verdict: "not-compliant",
    target,
    path: [...target, "uses"],
    key: `${key}:${pod.name}`,
    message,
    expected: "a service account of its own, bound to a role",
    actual,
    evidence: [`${edge} → ${actual}`],
    resource,
  });
  const name = String(target[1]);
  if (!account || account.name === "default")
    return failure(
      "service-account",
      `service "${name}" uses "${targets[0]}" without a service account of its own`,
      "no service account",
    );
  if (account.roleArn === undefined)
    return failure(
      "role",
      `service "${name}" uses "${targets[0]}" without a role of its own`,
      `service account ${account.name} has no role`,
    );
  if (sharedBy.size > 1)
    return failure(
      "shared",
      `service "${name}" shares its service account with ${others(sharedBy, name)}`,
      `service account ${account.name} is shared`,
    );
  if (!account.role)
    return {
      verdict: "not-evaluated",
      target,
      reason: "the role of its service account is not in the graph",
      resource,
    };
  return {
    verdict: "compliant",
    target,
    evidence: [`${edge} → service account ${account.name} → role ${account.role.name}`],
    resource,
  };
}

function others(services: ReadonlySet<string>, self: string): string {
  return [...services]
    .filter((service) => service !== self)
    .sort()
    .map((service) => `"${service}"`)
    .join(", ");
}

function accountKey(pod: PodTemplate): string {
  return `${pod.namespace}/${String(pod.spec.serviceAccountName ?? "default")}`;
}
