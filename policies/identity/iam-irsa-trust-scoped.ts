import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { eksBestPractice } from "../anchors.ts";
import type { Facts } from "../facts/facts.ts";
import { claimConditions, type IrsaTrust } from "../facts/irsa-trust.ts";
import { knownText, show } from "../facts/known.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** A role for service accounts names exactly one cluster, one audience and exact subjects. */
export const iamIrsaTrustScoped = defineRule({
  id: "iam-irsa-trust-scoped",
  title: "A workload role trusts exact service accounts of this cluster",
  group: "identity",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "A trust policy without a subject, or with a wildcard in it, lets any pod of the cluster assume the role; without the audience, a token made for something else will do; with another cluster's provider, that cluster's pods.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    eksBestPractice(
      "Scope the IAM Role trust policy for IRSA Roles to the service account name, namespace, and cluster",
      "identity-and-access-management",
    ),
  ],
  waivable: true,
  maxWaiverDays: 30,
  parameters: {},
  check({ graph, facts }) {
    return graph.resources("aws_iam_role").flatMap((role) => judge(graph, facts, role));
  },
});

function judge(graph: ResourceGraph, facts: Facts, role: TerraformNode<"aws_iam_role">): RuleResult[] {
  const target = specItem(role.origin);
  const resource = role.address;
  const trusts = facts.irsaTrusts(role);
  if (!trusts)
    return [{ verdict: "not-evaluated", target, reason: "its trust policy is known only at apply", resource }];
  return trusts.flatMap((trust): RuleResult[] => {
    const faults = [...providerFaults(trust), ...subjectFaults(graph, trust), ...audienceFaults(graph, trust)];
    if (faults.length === 0) {
      const evidence = [`role ${label(role)} → trust policy → ${trustText(trust)}`];
      return [{ verdict: "compliant", target, evidence, resource }];
    }
    return faults.map(
      ({ about, message, expected, actual }): RuleResult =>
        about === "unknown"
          ? { verdict: "not-evaluated", target, reason: message, resource }
          : notCompliant(role, { key: `${label(role)}:${about}`, message, expected, actual }),
    );
  });
}

/** Whom a trust admits: `sub system:serviceaccount:shop:api, aud sts.amazonaws.com`. */
function trustText(trust: IrsaTrust): string {
  const claims = (["sub", "aud"] as const).map((claim) => {
    const conditions = claimConditions(trust, claim);
    return `${claim} ${conditions.flatMap(({ test, values }) => `${test} ${values.map(show).join(", ")}`).join(", ")}`;
  });
  return claims.join(", ");
}

function notCompliant(
  role: TerraformNode<"aws_iam_role">,
  fault: Pick<NotCompliant, "key" | "message" | "expected" | "actual">,
): NotCompliant {
  const message = `role "${label(role)}" ${fault.message}`;
  const evidence = [`role ${label(role)} → trust policy → ${fault.actual}`];
  return {
    verdict: "not-compliant",
    target: specItem(role.origin),
    ...fault,
    message,
    evidence,
    resource: role.address,
  };
}

interface Fault {
  readonly about: "provider" | "sub" | "aud" | "unknown";
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
}

function providerFaults({ providers }: IrsaTrust): Fault[] {
  const expected = "the identity provider of this cluster";
  if (providers.length === 0)
    return [{ about: "provider", message: "trusts no identity provider", expected, actual: "none" }];
  return providers
    .filter(({ isOfCluster }) => !isOfCluster)
    .map(({ written }) => ({
      about: "provider",
      message: "trusts an identity provider that is not this cluster's",
      expected,
      actual: written,
    }));
}

const subject = /^system:serviceaccount:[a-z0-9-]+:[a-z0-9.-]+$/;

function subjectFaults(graph: ResourceGraph, trust: IrsaTrust): Fault[] {
  const expected = "StringEquals on the exact subject of each service account";
  const fault = (message: string, actual: string): Fault[] => [{ about: "sub", message, expected, actual }];
  const conditions = claimConditions(trust, "sub");
  const exact = conditions.find(({ test, issuer }) => test === "StringEquals" && isTrusted(trust, issuer));
  if (!exact)
    return conditions[0]
      ? fault(
          "does not compare its subject exactly",
          `${conditions[0].test} ${conditions[0].values.map(show).join(", ")}`,
        )
      : fault("trusts every service account of the cluster", "no condition on the subject");
  const values = exact.values.map((value) => knownText(graph, value));
  if (values.length === 0) return fault("names no subject", "an empty condition");
  const loose = values.find((value) => value !== undefined && !subject.test(value));
  if (loose !== undefined) return fault(`names "${loose}", which is no service account`, loose);
  if (values.includes(undefined))
    return [{ about: "unknown", message: "its subject is known only at apply", expected, actual: "" }];
  return [];
}

function audienceFaults(graph: ResourceGraph, trust: IrsaTrust): Fault[] {
  const expected = "StringEquals on the audience sts.amazonaws.com";
  const conditions = claimConditions(trust, "aud");
  const exact = conditions.find(({ test, issuer }) => test === "StringEquals" && isTrusted(trust, issuer));
  const values = exact?.values.map((value) => knownText(graph, value)) ?? [];
  if (values.includes(undefined))
    return [{ about: "unknown", message: "its audience is known only at apply", expected, actual: "" }];
  if (values.length > 0 && values.every((value) => value === "sts.amazonaws.com")) return [];
  const actual = conditions[0]
    ? `${conditions[0].test} ${conditions[0].values.map(show).join(", ")}`
    : "no condition on the audience";
  return [{ about: "aud", message: "accepts tokens that were made for another audience", expected, actual }];
}

/** A condition on another issuer's claim constrains nothing: the key is then absent from the token. */
function isTrusted({ providers }: IrsaTrust, issuer: readonly string[]): boolean {
  return issuer.length > 0 && issuer.every((address) => providers.some(({ node }) => node && owns(node, address)));
}

function owns(provider: TerraformNode<"aws_iam_openid_connect_provider">, address: string): boolean {
  const { url } = provider.config;
  return provider.address === address || (typeof url === "object" && "$ref" in url && url.$ref === address);
}
