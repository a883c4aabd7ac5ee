import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { cisAws, fsbp, tool } from "../anchors.ts";
import { allSetTo } from "../facts/evidence.ts";
import { judgeNodes, type NodeFault, type NodeVerdict } from "../facts/judge-nodes.ts";
import { known, knownFlag } from "../facts/known.ts";
import { policyStatements } from "../facts/policy-statements.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Keys change every year, are nobody else's, and can be brought back. */
export const kmsRotationAndPolicy = defineRule({
  id: "kms-rotation-and-policy",
  title: "Encryption keys rotate, have owners and can be brought back",
  group: "secrets",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "What one key encrypts for ever is lost with it. A key that everybody may use protects nothing, and a key that is deleted takes all that it encrypted along: the waiting time is the only way back.",
  remediation: "Every key is made like that, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    cisAws("4.6"),
    fsbp("KMS.5"),
    tool("cdk-nag", "KMS5"),
    tool("Checkov", "CKV_AWS_7"),
    tool("Checkov", "CKV_AWS_33"),
    tool("Checkov", "CKV2_AWS_64"),
    tool("Trivy", "AWS-0065"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { days: 14 },
  check({ graph, parameters }) {
    return judgeNodes(graph.resources("aws_kms_key"), (key) => judge(graph, key, parameters.days));
  },
});

function judge(graph: ResourceGraph, key: TerraformNode<"aws_kms_key">, days: number): NodeVerdict {
  const { enableKeyRotation, policy, deletionWindowInDays } = key.config;
  const seen = allSetTo({ enable_key_rotation: enableKeyRotation, deletion_window_in_days: deletionWindowInDays });
  const fault = (name: string, message: string, expected: string, actual: string): NodeFault => ({
    key: `${label(key)}:${name}`,
    message: `key "${label(key)}" ${message}`,
    expected,
    actual,
    seen: name === "policy" ? `policy → Allow ${actual}` : seen,
  });
  const rotates = knownFlag(graph, enableKeyRotation ?? false);
  const statements = policy === undefined ? [] : policyStatements(graph, policy);
  // AWS waits for 30 days unless it is said otherwise.
  const window = known(graph, deletionWindowInDays ?? 30);
  const isOpen = statements?.some(
    ({ effect, principals, conditions }) =>
      effect === "Allow" && conditions.length === 0 && principals.some(({ identifiers }) => identifiers.includes("*")),
  );
  const faults = [
    ...(rotates === false ? [fault("rotation", "never changes", "rotation", "none")] : []),
    ...(isOpen ? [fault("policy", "can be used by everybody", "named principals", "*")] : []),
    ...(Number(window) < days
      ? [fault("deletion", "cannot be brought back for long", `${days} days or more`, `${String(window)} days`)]
      : []),
  ];
  if (faults.length > 0) return faults;
  if (rotates === undefined || !statements || window === undefined)
    return { unknown: "a part of a key is known only at apply" };
  return { proof: seen };
}
