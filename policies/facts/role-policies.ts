import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { type Address, isReference, isTemplate } from "../../schema/graph/value.ts";
import { items } from "./known.ts";
import { type PolicyStatement, type PolicyText, policyText } from "./policy-statements.ts";
import { unknownPolicy } from "./unread-policy.ts";

/** A managed policy on a role. */
export interface ManagedPolicy {
  readonly address: Address;
  readonly origin: SpecPath;
  /** The role, when it is in the graph. */
  readonly role?: Address;
  /** The policy's name, e.g. `AmazonEKSWorkerNodePolicy`; absent when it is known only at apply. */
  readonly name?: string;
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

/** The end of the ARN is what matters: the partition before it is often known only at apply. */
function policyName(arn: unknown): Pick<ManagedPolicy, "name"> {
  const end = isTemplate(arn) ? arn.$template.at(-1) : arn;
  if (typeof end !== "string" || isReference(end)) return {};
  const name = end.slice(end.lastIndexOf("/") + 1);
  return name === "" ? {} : { name };
}

/** Every policy written for a role, whether as a resource of its own or inside the role. */
export function inlinePolicies(graph: ResourceGraph): InlinePolicy[] {
  const separate = graph.resources("aws_iam_role_policy").map(({ address, origin, name, config }) => {
    const role = graph.follow(config.role, "aws_iam_role");
    return {
      address,
      origin,
      name,
      ...(role && { role: role.address }),
      ...contentOf(policyText(graph, config.policy)),
    };
  });
  const inside = graph.resources("aws_iam_role").flatMap(({ address, origin, name, config }) => {
    const blocks = items<{ policy?: unknown } | null>(config.inlinePolicy);
    // A block without a policy takes the other policies of the role away.
    const written = blocks?.flatMap((block) => block?.policy ?? []).map((policy) => policyText(graph, policy));
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
