import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { type PolicyStatement, policyStatements } from "./policy-statements.ts";

const service = "pods.eks.amazonaws.com";

/** What EKS Pod Identity calls to assume a role. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html */
const calls = ["sts:AssumeRole", "sts:TagSession"];

/** The calls that a role does not allow EKS Pod Identity; `undefined` when its trust policy is known only at apply. */
export function missingPodIdentityCalls(
  graph: ResourceGraph,
  role: TerraformNode<"aws_iam_role">,
): readonly string[] | undefined {
  const statements = policyStatements(graph, role.config.assumeRolePolicy)?.filter(trustsPodIdentity);
  return statements && calls.filter((call) => !statements.some(({ actions }) => actions.includes(call)));
}

function trustsPodIdentity({ effect, principals }: PolicyStatement): boolean {
  return (
    effect === "Allow" &&
    principals.some(({ type, identifiers }) => type === "Service" && identifiers.includes(service))
  );
}

/** Whether a cluster has the agent without which no association does anything. */
export function hasPodIdentityAgent(graph: ResourceGraph): boolean {
  return graph.resources("aws_eks_addon").some(({ config }) => config.addonName === "eks-pod-identity-agent");
}
