import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { cisAws, fsbp, tool } from "../anchors.ts";
import { allSetTo } from "../facts/evidence.ts";
import { judgeNodes, type NodeFault, type NodeVerdict } from "../facts/judge-nodes.ts";
import { known, knownFlag } from "../facts/known.ts";
import { openingsOf } from "../facts/policy-openings.ts";
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
  check({ model, graph, parameters }) {
    const limits = { days: parameters.days, account: model.spec.account };
    return judgeNodes(graph.resources("aws_kms_key"), (key) => judge(graph, key, limits));
  },
});

interface Limits {
  readonly days: number;
  /** The system's own account, where the spec says it. */
  readonly account: string | undefined;
}

function judge(graph: ResourceGraph, key: TerraformNode<"aws_kms_key">, { days, account }: Limits): NodeVerdict {
  const { enableKeyRotation, policy, deletionWindowInDays } = key.config;
  const seen = allSetTo({ enable_key_rotation: enableKeyRotation, deletion_window_in_days: deletionWindowInDays });
  const fault = (name: string, message: string, expected: string, actual: string): NodeFault => ({
    key: `${label(key)}:${name}`,
    message: `key "${label(key)}" ${message}`,
    expected,
    actual,
    seen: name.startsWith("policy") ? `policy → ${actual}` : seen,
  });
  const rotates = knownFlag(graph, enableKeyRotation ?? false);
  const statements = policy === undefined ? [] : policyStatements(graph, policy);
  // AWS waits for 30 days unless it is said otherwise.
  const window = known(graph, deletionWindowInDays ?? 30);
  const openings = statements && openingsOf(statements, account);
  const faults = [
    ...(rotates === false ? [fault("rotation", "never changes", "rotation", "none")] : []),
    ...(policy === undefined
      ? [fault("policy", "has no policy that says who may use it", "named principals", "the one that AWS gives it")]
      : []),
    ...(openings ?? []).map(({ to }) =>
      to === "*"
        ? fault("policy", "can be used by everybody", "named principals", "Allow *")
        : fault(`policy:${to}`, `belongs to the account "${to}" as well`, "the actions that it needs", `Allow ${to}`),
    ),
    ...(Number(window) < days
      ? [fault("deletion", "cannot be brought back for long", `${days} days or more`, `${String(window)} days`)]
      : []),
  ];
  if (faults.length > 0) return faults;
  if (rotates === undefined || !openings || window === undefined)
    return { unknown: "a part of a key is known only at apply" };
  return { proof: seen };
}
