import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { isTemplate, referencesIn } from "../../schema/graph/value.ts";
import { knownText, show } from "./known.ts";
import { type PolicyStatement, policyStatements } from "./policy-statements.ts";

type Provider = TerraformNode<"aws_iam_openid_connect_provider">;

/** A trust statement by which Kubernetes service accounts assume a role (IRSA). */
export interface IrsaTrust {
  readonly statement: PolicyStatement;
  /** The identity providers that it trusts, each as written and as found in the graph. */
  readonly providers: readonly { readonly written: string; readonly node?: Provider; readonly isOfCluster: boolean }[];
}

/**
 * The IRSA statements of a role's trust policy; none for a role that only AWS services or people assume.
 * `undefined` when the trust policy is known only at apply.
 */
export function irsaTrusts(
  graph: ResourceGraph,
  role: TerraformNode<"aws_iam_role">,
): readonly IrsaTrust[] | undefined {
  const allowed = policyStatements(graph, role.config.assumeRolePolicy)?.filter(({ effect }) => effect === "Allow");
  if (allowed?.some(({ actions }) => actions.some((action) => typeof action !== "string"))) return undefined;
  return allowed
    ?.filter(({ actions }) => actions.some(isWebIdentity))
    .map((statement) => ({ statement, providers: providersOf(graph, statement) }))
    .filter(({ providers }) => providers.every(({ node }) => !isForeign(graph, node)));
}

function isWebIdentity(action: unknown): boolean {
  return ["sts:AssumeRoleWithWebIdentity", "sts:*", "*"].includes(String(action));
}

function providersOf(graph: ResourceGraph, statement: PolicyStatement): IrsaTrust["providers"] {
  const federated = statement.principals.filter(({ type }) => type === "Federated" || type === "*");
  return federated
    .flatMap(({ identifiers }) => identifiers)
    .map((written) => {
      const node = graph.follow(written, "aws_iam_openid_connect_provider");
      // The issuer of a cluster that is made here is known only at apply, so no literal can be this cluster's.
      const isOfCluster = node !== undefined && graph.follow(node.config.url, "aws_eks_cluster") !== undefined;
      return { written: show(written), ...(node && { node }), isOfCluster };
    });
}

/** Whether a provider is somebody else's altogether, such as GitHub's: then the trust is not IRSA. */
function isForeign(graph: ResourceGraph, node: Provider | undefined): boolean {
  const url = node && knownText(graph, node.config.url);
  return url !== undefined && !url.startsWith("https://oidc.eks.");
}

/**
 * The values of the conditions on an issuer's claim, e.g. `sub`, with the operator that compares them.
 * A condition key is the issuer, a colon and the claim, and the issuer is usually a reference.
 */
export function claimConditions(
  { statement }: IrsaTrust,
  claim: "sub" | "aud",
): readonly { readonly test: string; readonly values: readonly unknown[]; readonly issuer: readonly string[] }[] {
  return statement.conditions
    .filter(({ variable }) => endsWith(variable, `:${claim}`))
    .map(({ test, variable, values }) => ({ test, values, issuer: referencesIn(variable).map(({ $ref }) => $ref) }));
}

function endsWith(value: unknown, suffix: string): boolean {
  const last = isTemplate(value) ? value.$template.at(-1) : value;
  return typeof last === "string" && last.endsWith(suffix);
}
