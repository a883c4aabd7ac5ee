import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { type Address, isReference, isTemplate } from "../../schema/graph/value.ts";
import { items } from "./known.ts";
import { type PolicyStatement, policyStatements } from "./policy-statements.ts";

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
export interface InlinePolicy {
  readonly address: Address;
  readonly origin: SpecPath;
  readonly name: string;
  readonly role?: Address;
  /** Absent when the policy, or an action that it allows, is known only at apply. */
  readonly statements?: readonly PolicyStatement[];
}

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
    const statements = knownStatements(graph, config.policy);
    return { address, origin, name, ...(role && { role: role.address }), ...(statements && { statements }) };
  });
  const inside = graph.resources("aws_iam_role").flatMap(({ address, origin, name, config }) =>
    (items<{ policy?: unknown }>(config.inlinePolicy) ?? [{}]).map(({ policy }) => {
      const statements = knownStatements(graph, policy);
      return { address, origin, name, role: address, ...(statements && { statements }) };
    }),
  );
  return [...separate, ...inside];
}

function knownStatements(graph: ResourceGraph, policy: unknown): readonly PolicyStatement[] | undefined {
  const statements = policyStatements(graph, policy);
  const isKnown = ({ actions, notActions }: PolicyStatement): boolean =>
    [...actions, ...notActions].every((action) => typeof action === "string");
  return statements?.every(isKnown) ? statements : undefined;
}
