import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { type ClaimCondition, claimConditions, type IrsaTrust } from "./irsa-trust.ts";
import { knownText, show } from "./known.ts";

/** What is wrong with a trust by tokens, or why nobody can tell. */
export interface IrsaFault {
  readonly about: "provider" | "sub" | "aud" | "unknown";
  /** What the role does, as the end of a sentence about it. */
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
}

/**
 * What lets a trust take tokens of others than it is meant for. Nothing is said of one that trusts everybody, which no
 * condition narrows. Where all of its providers are wrong, that says it all: its conditions are about another.
 */
export function irsaFaults(graph: ResourceGraph, trust: IrsaTrust): readonly IrsaFault[] {
  if (trust.providers.length === 0) return [];
  const isOfCluster = trust.providers.some((provider) => provider.isOfCluster);
  const wrong = trust.isForeign ? [] : providerFaults(trust);
  if (!trust.isForeign && !isOfCluster) return wrong;
  return [...wrong, ...subjectFaults(graph, trust), ...audienceFaults(graph, trust)];
}

function providerFaults({ providers }: IrsaTrust): readonly IrsaFault[] {
  const others = providers.filter(({ isOfCluster }) => !isOfCluster).map(({ written }) => written);
  if (others.length === 0) return [];
  return [
    {
      about: "provider",
      message: "trusts an identity provider that is not this cluster's",
      expected: "the identity provider of this cluster",
      actual: others.join(", "),
    },
  ];
}

const account = /^system:serviceaccount:[a-z0-9-]+:[a-z0-9.-]+$/;
const exact = /^[^*?]+$/;

function subjectFaults(graph: ResourceGraph, trust: IrsaTrust): readonly IrsaFault[] {
  const who = trust.isForeign ? "identity of the provider" : "service account";
  const expected = `StringEquals on the exact subject of each ${who}`;
  const fault = (message: string, actual: string): IrsaFault[] => [{ about: "sub", message, expected, actual }];
  const [found, conditions] = exactCondition(trust, "sub");
  if (!found) {
    if (conditions.length === 0)
      return fault(
        trust.isForeign ? "trusts everybody whom it vouches for" : "trusts every service account of the cluster",
        "no condition on the subject",
      );
    return conditions.some(({ isOfProvider }) => isOfProvider)
      ? fault("does not compare its subject exactly", textOf(conditions))
      : fault("compares the subject of another identity provider", textOf(conditions));
  }
  const values = found.values.map((value) => knownText(graph, value));
  if (values.length === 0) return fault("names no subject", "an empty condition");
  const pattern = trust.isForeign ? exact : account;
  const loose = values.find((value) => value !== undefined && !pattern.test(value));
  if (loose !== undefined) return fault(`names "${loose}", which is no ${who}`, loose);
  if (values.includes(undefined))
    return [{ about: "unknown", message: "its subject is known only at apply", expected, actual: "" }];
  return [];
}

function audienceFaults(graph: ResourceGraph, trust: IrsaTrust): readonly IrsaFault[] {
  const audience = "sts.amazonaws.com";
  const expected = `StringEquals on the audience ${trust.isForeign ? "that its tokens are made for" : audience}`;
  const [found, conditions] = exactCondition(trust, "aud");
  const values = found?.values.map((value) => knownText(graph, value)) ?? [];
  if (values.includes(undefined))
    return [{ about: "unknown", message: "its audience is known only at apply", expected, actual: "" }];
  const isExact = (value: string | undefined): boolean =>
    trust.isForeign ? exact.test(value ?? "") : value === audience;
  if (values.length > 0 && values.every(isExact)) return [];
  const actual = conditions.length > 0 ? textOf(conditions) : "no condition on the audience";
  return [{ about: "aud", message: "accepts tokens that were made for another audience", expected, actual }];
}

/** The condition that compares a claim of the trusted provider exactly, and all that there are on the claim. */
function exactCondition(
  trust: IrsaTrust,
  claim: "sub" | "aud",
): readonly [ClaimCondition | undefined, readonly ClaimCondition[]] {
  const conditions = claimConditions(trust, claim);
  return [conditions.find(({ test, isOfProvider }) => test === "StringEquals" && isOfProvider), conditions];
}

function textOf([condition]: readonly ClaimCondition[]): string {
  return condition ? `${condition.test} ${condition.values.map(show).join(", ")}` : "";
}
