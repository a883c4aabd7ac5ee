import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { isReference } from "../../schema/graph/value.ts";
import { knownText, show } from "./known.ts";
import { allMet, isMetBy } from "./met-conditions.ts";
import type { Condition, PolicyStatement } from "./policy-statements.ts";
import type { ServiceAccount } from "./service-accounts.ts";
import { coversAction } from "./statement-grants.ts";

const service = "pods.eks.amazonaws.com";

/** What EKS Pod Identity calls to assume a role. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html */
const calls = ["sts:AssumeRole", "sts:TagSession"];

/** The statements of a trust policy by which EKS Pod Identity assumes its role. */
export function podIdentityTrusts(statements: readonly PolicyStatement[]): readonly PolicyStatement[] {
  return statements.filter(
    (statement) =>
      statement.effect === "Allow" &&
      statement.principals.some(({ type, identifiers }) => type === "Service" && identifiers.includes(service)) &&
      calls.some((call) => coversAction(statement, call)),
  );
}

/** The calls that none of these statements allows. */
export function missingPodIdentityCalls(trusts: readonly PolicyStatement[]): readonly string[] {
  return calls.filter((call) => !trusts.some((statement) => coversAction(statement, call)));
}

/** What is wrong with a trust in EKS Pod Identity, or why nobody can tell. */
export interface PodIdentityFault {
  readonly about: "cluster" | "subject" | "unknown";
  /** What the role does, as the end of a sentence about it. */
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
}

/**
 * The tags of a session that say whose it is.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
const subjectTags = {
  namespace: "aws:requesttag/kubernetes-namespace",
  name: "aws:requesttag/kubernetes-service-account",
} as const;

const clusterKeys: readonly string[] = ["aws:sourcearn", "aws:requesttag/eks-cluster-arn"];

/** What lets a trust admit pods of other clusters, or of others than one service account. */
export function podIdentityFaults(graph: ResourceGraph, trust: PolicyStatement): readonly PodIdentityFault[] {
  return [...clusterFaults(graph, trust), ...subjectFaults(graph, trust)];
}

function clusterFaults(graph: ResourceGraph, trust: PolicyStatement): readonly PodIdentityFault[] {
  const conditions = trust.conditions.filter(({ variable }) => clusterKeys.includes(keyOf(variable)));
  if (conditions.some((condition) => isOfCluster(graph, condition))) return [];
  const [first] = conditions;
  return [
    {
      about: "cluster",
      message: first ? "names another cluster than this" : "can be given to pods of any cluster of the account",
      expected: "the ARN of this cluster as the source",
      actual: first ? textOf(first) : "no condition on the cluster",
    },
  ];
}

/** Whether a condition asks for this cluster and no other. Its account is known only at apply, its name is not. */
function isOfCluster(graph: ResourceGraph, { test, values }: Condition): boolean {
  const names = graph.resources("aws_eks_cluster").map(({ config }) => knownText(graph, config.name));
  const isThis = (value: unknown): boolean =>
    graph.follow(value, "aws_eks_cluster")
      ? isReference(value) && value.attribute === "arn"
      : names.some(
          (name) => name !== undefined && /^arn:[^*?]*$/.test(show(value)) && show(value).endsWith(`:cluster/${name}`),
        );
  return /^(String|Arn)(Equals|Like)$/.test(test) && values.length > 0 && values.every(isThis);
}

function subjectFaults(graph: ResourceGraph, trust: PolicyStatement): readonly PodIdentityFault[] {
  const expected = "StringEquals on the namespace and the name of one service account";
  const found = Object.values(subjectTags).map((tag) =>
    trust.conditions.find(({ test, variable }) => test === "StringEquals" && keyOf(variable) === tag),
  );
  const values = found.map((condition) => (condition?.values ?? []).map((value) => knownText(graph, value)));
  if (values.some((each) => each.includes(undefined)))
    return [{ about: "unknown", message: "its subject is known only at apply", expected, actual: "" }];
  if (values.every((each) => each.length === 1 && /^[^*?]+$/.test(String(each[0])))) return [];
  const tags = trust.conditions.filter(({ variable }) => Object.values<string>(subjectTags).includes(keyOf(variable)));
  const actual = tags.map(textOf).join(", ") || "no condition on the service account";
  return [{ about: "subject", message: "can be given to more than one service account", expected, actual }];
}

/** Whether a trust admits the pods of a service account of this cluster; `undefined` where nobody can tell. */
export function admitsPodsOf(
  graph: ResourceGraph,
  trust: PolicyStatement,
  account: Pick<ServiceAccount, "namespace" | "name">,
): boolean | undefined {
  const answers = trust.conditions.flatMap((condition) => {
    const key = keyOf(condition.variable);
    if (clusterKeys.includes(key)) return [isOfCluster(graph, condition)];
    if (key === subjectTags.namespace) return [isMetBy(graph, condition, account.namespace)];
    return key === subjectTags.name ? [isMetBy(graph, condition, account.name)] : [];
  });
  return allMet(answers);
}

/** Condition keys have no case. */
function keyOf(variable: unknown): string {
  return show(variable).toLowerCase();
}

function textOf({ test, variable, values }: Condition): string {
  return `${show(variable)} ${test} ${values.map(show).join(", ") || "nothing"}`;
}

/** Whether a cluster has the agent without which no association does anything. */
export function hasPodIdentityAgent(graph: ResourceGraph): boolean {
  return graph.resources("aws_eks_addon").some(({ config }) => config.addonName === "eks-pod-identity-agent");
}
