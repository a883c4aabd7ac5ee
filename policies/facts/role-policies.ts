import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { type Address, isReference } from "../../schema/graph/value.ts";
import { items, show } from "./known.ts";
import type { PolicyStatement, PolicyText } from "./policy-statements.ts";
import { unknownPolicy } from "./unread-policy.ts";

/** A managed policy on a role. */
export interface ManagedPolicy {
  readonly address: Address;
  readonly origin: SpecPath;
  /** The role, when it is in the graph. */
  readonly role?: Address;
  /** AWS's own by its name, e.g. `AmazonEKSWorkerNodePolicy`, others by their ARN; absent when it is known only at apply. */
  readonly name?: string;
  /** Whether what it allows is known, because it is AWS's. */
  readonly isOfAws: boolean;
}

/** A policy written for one role. */
export type InlinePolicy = WrittenPolicy & PolicyContent;

interface WrittenPolicy {
  readonly address: Address;
  readonly origin: SpecPath;
  readonly name: string;
  readonly role?: Address;
}

/** Statements, or why nobody can read them, as the end of a sentence about the policy. */
type PolicyContent =
  | { readonly statements: readonly PolicyStatement[]; readonly unread?: undefined }
  | { readonly statements?: undefined; readonly unread: string };

/** Every managed policy attached to a role, whether by an attachment or by the role itself. */
export function managedPolicies(graph: ResourceGraph): ManagedPolicy[] {
  const attached = graph.resources("aws_iam_role_policy_attachment").map(({ address, origin, config }) => {
    const role = graph.follow(config.role, "aws_iam_role");
    return { address, origin, ...(role && { role: role.address }), ...policyName(config.policyArn) };
  });
  const own = graph.resources("aws_iam_role").flatMap(({ address, origin, config }) => {
    const arns = items<unknown>(config.managedPolicyArns) ?? [undefined];
    return arns.map((arn) => ({ address, origin, role: address, ...policyName(arn) }));
  });
  return [...attached, ...own];
}

/**
 * AWS's own have `aws` where others have an account. The partition before it is often known only at apply.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
function policyName(arn: unknown): Pick<ManagedPolicy, "name" | "isOfAws"> {
  const written = show(arn);
  const [, own] = /^arn:[^:]*:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(written) ?? [];
  if (own !== undefined) return { name: own, isOfAws: true };
  return arn === undefined || arn === null || isReference(arn) ? { isOfAws: false } : { name: written, isOfAws: false };
}

/** Every policy written for a role, whether as a resource of its own or inside the role. */
export function inlinePolicies(graph: ResourceGraph, read: (policy: unknown) => PolicyText): InlinePolicy[] {
  const separate = graph.resources("aws_iam_role_policy").map(({ address, origin, name, config }) => {
    const role = graph.follow(config.role, "aws_iam_role");
    return {
      address,
      origin,
      name,
      ...(role && { role: role.address }),
      ...contentOf(read(config.policy)),
    };
  });
  const inside = graph.resources("aws_iam_role").flatMap(({ address, origin, name, config }) => {
    const blocks = items<{ policy?: unknown } | null>(config.inlinePolicy);
    // A block without a policy takes the other policies of the role away.
    const written = blocks?.flatMap((block) => block?.policy ?? []).map(read);
    return (written ?? [unknownPolicy]).map((text) => ({ address, origin, name, role: address, ...contentOf(text) }));
  });
  return [...separate, ...inside];
}

/** An action that is known only at apply can be any. */
function contentOf(text: PolicyText): PolicyContent {
  if ("unread" in text) return { unread: text.unread };
  const isKnown = ({ actions, notActions }: PolicyStatement): boolean =>
    [...actions, ...notActions].every((action) => typeof action === "string");
  return text.statements.every(isKnown) ? { statements: text.statements } : { unread: unknownPolicy.unread };
}
