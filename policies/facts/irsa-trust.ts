import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { isTemplate, referencesIn } from "../../schema/graph/value.ts";
import { knownText, show } from "./known.ts";
import { allMet, isMetBy } from "./met-conditions.ts";
import type { PolicyStatement } from "./policy-statements.ts";
import { coversAction } from "./statement-grants.ts";

type Provider = TerraformNode<"aws_iam_openid_connect_provider">;

/** A trust statement by which somebody whom an identity provider vouches for assumes a role (IRSA, or a pipeline's). */
export interface IrsaTrust {
  readonly statement: PolicyStatement;
  /** None where it trusts everybody. */
  readonly providers: readonly TrustedProvider[];
  /** Whether all of them are somebody else's altogether, such as GitHub's: then it is no workload's. */
  readonly isForeign: boolean;
}

/** An identity provider as a trust names it, and as found in the graph. */
export interface TrustedProvider {
  readonly written: string;
  readonly node?: Provider;
  readonly isOfCluster: boolean;
  /** The issuer without its scheme, where it is known before apply. */
  readonly issuer?: string;
}

/**
 * The statements of a trust policy by which tokens are taken; none for a role that only AWS services or people assume.
 * `undefined` when nobody can read it, or an action of it is known only at apply.
 */
export function irsaTrusts(
  graph: ResourceGraph,
  statements: readonly PolicyStatement[] | undefined,
): readonly IrsaTrust[] | undefined {
  const allowed = statements?.filter(({ effect }) => effect === "Allow");
  if (allowed?.some(({ actions }) => actions.some((action) => typeof action !== "string"))) return undefined;
  return allowed
    ?.filter((statement) => coversAction(statement, "sts:AssumeRoleWithWebIdentity") && takesTokens(statement))
    .map((statement) => {
      const providers = providersOf(graph, statement);
      return { statement, providers, isForeign: providers.length > 0 && providers.every(isForeign) };
    });
}

function takesTokens({ principals }: PolicyStatement): boolean {
  return principals.some(({ type }) => type === "Federated" || type === "*");
}

function providersOf(graph: ResourceGraph, { principals }: PolicyStatement): readonly TrustedProvider[] {
  return principals
    .filter(({ type }) => type === "Federated")
    .flatMap(({ identifiers }) => identifiers)
    .map((identifier) => {
      const node = graph.follow(identifier, "aws_iam_openid_connect_provider");
      // The issuer of a cluster that is made here is known only at apply, so no literal can be this cluster's.
      const isOfCluster = node !== undefined && graph.follow(node.config.url, "aws_eks_cluster") !== undefined;
      const url = node ? knownText(graph, node.config.url) : knownText(graph, identifier);
      const issuer = url?.replace(/^https:\/\/|^.*:oidc-provider\//, "");
      return { written: show(identifier), ...(node && { node }), isOfCluster, ...(issuer !== undefined && { issuer }) };
    });
}

/** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html has issuers of clusters. */
function isForeign({ issuer }: TrustedProvider): boolean {
  return issuer !== undefined && !/^oidc[.-]eks\./.test(issuer);
}

/** A condition on a claim of the tokens that a trust takes. */
export interface ClaimCondition {
  readonly test: string;
  readonly values: readonly unknown[];
  /** Whether it is a claim of a provider that the trust names: no token has those of others. */
  readonly isOfProvider: boolean;
}

/**
 * The conditions on an issuer's claim, e.g. `sub`. A condition key is the issuer, a colon and the claim, and the issuer
 * is usually a reference.
 */
export function claimConditions({ statement, providers }: IrsaTrust, claim: "sub" | "aud"): readonly ClaimCondition[] {
  return statement.conditions
    .filter(({ variable }) => endsWith(variable, `:${claim}`))
    .map(({ test, variable, values }) => {
      const isOfProvider = providers.some((provider) => isIssuer(provider, variable, claim));
      return { test, values, isOfProvider };
    });
}

/**
 * Whether a trust takes the tokens of a service account of this cluster; `undefined` where that is known only at apply.
 * No token of the cluster has the claims of another issuer.
 */
export function takesTokensOf(graph: ResourceGraph, trust: IrsaTrust, subject: string): boolean | undefined {
  const isEverybody = trust.providers.length === 0;
  if (!isEverybody && !trust.providers.some(({ isOfCluster }) => isOfCluster)) return false;
  const answers = claimConditions(trust, "sub").map((condition) =>
    isEverybody || condition.isOfProvider ? isMetBy(graph, condition, subject) : false,
  );
  return allMet(answers);
}

function isIssuer({ node, issuer }: TrustedProvider, variable: unknown, claim: string): boolean {
  const references = referencesIn(variable);
  if (references.length === 0) return issuer !== undefined && show(variable).toLowerCase() === `${issuer}:${claim}`;
  return node !== undefined && references.every(({ $ref }) => owns(node, $ref));
}

function owns({ address, config: { url } }: Provider, referred: string): boolean {
  return address === referred || (typeof url === "object" && "$ref" in url && url.$ref === referred);
}

function endsWith(value: unknown, suffix: string): boolean {
  const last = isTemplate(value) ? value.$template.at(-1) : value;
  return typeof last === "string" && last.toLowerCase().endsWith(suffix);
}
