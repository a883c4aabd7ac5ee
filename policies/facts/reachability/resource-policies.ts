import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import { groupBy } from "../../../schema/group-by.ts";
import { knownText, show } from "../known.ts";
import { type PolicyStatement, policyStatements } from "../policy-statements.ts";

/**
 * What the policies of buckets, queues and keys say about roles of their own account, each statement about the resource
 * that it belongs to. One of them is enough to allow, as one of the role's is. Those for services of AWS and for the
 * account, which leaves it to the roles, are not among them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function resourcePolicies(graph: ResourceGraph): (role: Address) => readonly PolicyStatement[] {
  const roleOf = roleReader(graph);
  const byRole = groupBy(
    ownedPolicies(graph).flatMap(({ owner, policy }) =>
      (policyStatements(graph, policy) ?? [])
        .map((statement) => ({ ...statement, resources: [{ $ref: owner, attribute: "arn" }] }))
        .flatMap((statement) => rolesIn(roleOf, statement).map((role) => ({ role, statement }))),
    ),
    ({ role }) => role,
  );
  const ofAll = byRole.get(everybody) ?? [];
  return (role) => [...ofAll, ...(byRole.get(role) ?? [])].map(({ statement }) => statement);
}

const everybody = "*";

interface OwnedPolicy {
  readonly owner: Address;
  readonly policy: unknown;
}

function ownedPolicies(graph: ResourceGraph): readonly OwnedPolicy[] {
  const inside = [...graph.resources("aws_sqs_queue"), ...graph.resources("aws_kms_key")];
  return [
    ...inside.map(({ address, config }) => ({ owner: address, policy: config.policy })),
    ...graph.resources("aws_s3_bucket_policy").flatMap(({ config }) => {
      const bucket = graph.follow(config.bucket, "aws_s3_bucket");
      return bucket ? [{ owner: bucket.address, policy: config.policy }] : [];
    }),
  ];
}

/** The roles that a statement is about. What it denies under a condition is still allowed without. */
function rolesIn(
  roleOf: (identifier: unknown) => Address | undefined,
  { effect, principals, conditions }: PolicyStatement,
): readonly string[] {
  if (effect === "Deny" && conditions.length > 0) return [];
  const named = principals.filter(({ type }) => type === "AWS" || type === "*");
  return named
    .flatMap(({ identifiers }) => identifiers)
    .flatMap((identifier) => (identifier === everybody ? [everybody] : (roleOf(identifier) ?? [])));
}

/** Roles are made after what they may use, whose policies can name them by their ARN only, as text. */
function roleReader(graph: ResourceGraph): (identifier: unknown) => Address | undefined {
  const byName = new Map(
    graph.resources("aws_iam_role").map(({ address, config }) => [knownText(graph, config.name), address]),
  );
  return (identifier) => {
    const [, name] = /^arn:[^:]*:iam::[^:]*:role\/(?:.*\/)?([^/]+)$/.exec(show(identifier)) ?? [];
    return graph.follow(identifier, "aws_iam_role")?.address ?? (name === undefined ? undefined : byName.get(name));
  };
}
