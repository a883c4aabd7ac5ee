import type { GraphNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { awsDocs } from "../anchors.ts";
import type { Facts } from "../facts/facts.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { items, show } from "../facts/known.ts";
import type { PolicyStatement } from "../facts/policy-statements.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** AWS takes each policy as it is written. */
export const iamPoliciesValid = defineRule({
  id: "iam-policies-valid",
  title: "AWS accepts every policy",
  group: "identity",
  severity: "high",
  profile: "correctness",
  stage: "graph",
  rationale:
    "A policy with a mistake in its grammar ends the deployment half-way, with `MalformedPolicyDocument`, and no other policy can say what it would allow.",
  remediation: "Mend the policy under `overrides` that the finding names.",
  anchors: [awsDocs("Grammar of the IAM JSON policy language", "IAM/latest/UserGuide/reference_policies_grammar.html")],
  waivable: false,
  maxWaiverDays: 0,
  parameters: {},
  check({ graph, facts }) {
    return judgeNodes(policiesOf(graph), (written) => judge(facts, written));
  },
});

/** A policy as an argument of a resource holds it, and what it is attached to. */
interface Written extends Pick<GraphNode, "address" | "name" | "origin" | "type"> {
  readonly argument: string;
  readonly policy: unknown;
  readonly of: "identity" | "role" | "resource";
}

function policiesOf(graph: ResourceGraph): readonly Written[] {
  const roles = graph.resources("aws_iam_role").flatMap((role): Written[] => {
    const inline = items<{ readonly policy?: unknown } | null>(role.config.inlinePolicy) ?? [];
    const own = inline.flatMap((block) => block?.policy ?? []);
    return [
      { ...role, argument: "assume_role_policy", policy: role.config.assumeRolePolicy, of: "role" },
      ...own.map((policy): Written => ({ ...role, argument: "inline_policy", policy, of: "identity" })),
    ];
  });
  const ofRoles = graph
    .resources("aws_iam_role_policy")
    .map((node): Written => ({ ...node, argument: "policy", policy: node.config.policy, of: "identity" }));
  const ofResources = withPolicies.flatMap((type) =>
    graph.resources(type).flatMap((node): Written[] => {
      const { policy } = node.config;
      return isThere(policy) ? [{ ...node, argument: "policy", policy, of: "resource" }] : [];
    }),
  );
  return [...roles, ...ofRoles, ...ofResources];
}

const withPolicies = [
  "aws_kms_key",
  "aws_s3_bucket_policy",
  "aws_secretsmanager_secret",
  "aws_sqs_queue",
  "aws_vpc_endpoint",
] as const;

function isThere(policy: unknown): boolean {
  return policy !== undefined && policy !== null && policy !== "";
}

function judge(facts: Facts, { name, argument, policy, of }: Written): NodeVerdict {
  const text = facts.policyText(policy);
  const mistake = "statements" in text ? misfitIn(text.statements, of) : text.mistake;
  if (mistake !== undefined)
    return [
      {
        key: `${label({ name })}:${argument}`,
        message: `the ${argument} of "${label({ name })}" is none that AWS accepts: ${mistake}`,
        expected: "a policy that follows IAM's grammar",
        actual: mistake,
        seen: `${argument} → ${mistake}`,
      },
    ];
  if (!("statements" in text)) return { unknown: "a policy is known only at apply" };
  return { proof: `${argument} → ${text.statements.map(({ effect }) => effect).join(", ")}` };
}

/** What a statement lacks, or has too much, for what its policy is attached to. */
function misfitIn(statements: readonly PolicyStatement[], of: Written["of"]): string | undefined {
  const misfits = statements.map((statement) => misfitOf(statement, of));
  const index = misfits.findIndex((misfit) => misfit !== undefined);
  return index < 0 ? undefined : `its statement ${index + 1} ${misfits[index]}`;
}

function misfitOf(statement: PolicyStatement, of: Written["of"]): string | undefined {
  const { effect, actions, notActions, resources, notResources, principals } = statement;
  const nameless = [...actions, ...notActions].find(
    (action) => typeof action === "string" && !/^[*?]+$|:/.test(action),
  );
  if (nameless !== undefined) return `has the action "${show(nameless)}", which names no service`;
  const hasResources = resources.length + notResources.length > 0;
  if (of === "identity" && !hasResources) return "has no resources";
  if (of === "identity" && principals.length > 0) return "has principals, and a role's own policy is about that role";
  if (of === "role" && hasResources) return "has resources, and a trust policy is about its role";
  return of !== "identity" && effect === "Allow" && principals.length === 0 ? "has no principals" : undefined;
}
