import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Terraform's state is where colleagues and pipelines find it. What is in S3 is encrypted and locked in any case. */
export const opsRemoteState = defineRule({
  id: "ops-remote-state",
  title: "Terraform's state is kept where everybody finds it",
  group: "operations",
  severity: "high",
  profile: "prod",
  stage: "graph",
  rationale:
    "The state is the only record of what belongs to a system. In a folder of somebody's machine it is lost with the machine, and two people who apply at once make everything twice.",
  remediation:
    "Set `state: { kind: s3, bucket: … }` to a bucket with versioning that exists already, and run `terraform init -migrate-state` in each stack.",
  anchors: [
    {
      control: "Terraform: S3 backend",
      url: "https://developer.hashicorp.com/terraform/language/backend/s3",
    },
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    return graph.stacks.length === 0 ? [] : [judge(graph.stacks)];
  },
});

/** One finding for all stacks: one line of the spec decides for them. */
function judge(stacks: ResourceGraph["stacks"]): RuleResult {
  const target = ["state"];
  const local = stacks.filter(({ backend }) => backend.kind === "local").map(({ name }) => name);
  if (local.length === 0)
    return { verdict: "compliant", target, evidence: stacks.map(({ name, backend }) => step(name, backend)) };
  return {
    verdict: "not-compliant",
    target,
    path: ["state", "kind"],
    key: "local",
    message: `the state of ${local.length === stacks.length ? "every stack" : local.join(", ")} is in a folder of whoever applies it`,
    expected: "s3",
    actual: "local",
    evidence: stacks.filter(({ name }) => local.includes(name)).map(({ name, backend }) => step(name, backend)),
  };
}

function step(name: string, backend: ResourceGraph["stacks"][number]["backend"]): string {
  const place = backend.kind === "s3" ? `s3://${backend.bucket}/${backend.key}` : "a local file";
  return `stack ${name} → backend ${backend.kind} → ${place}`;
}
