import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { TerraformType } from "../../schema/graph/terraform-types.ts";
import { awsDocs } from "../anchors.ts";
import { setTo, snakeCase } from "../facts/evidence.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { known } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/**
 * What holds something that nobody can make again outlives the plan that removes it. Databases, caches, user
 * pools and secrets have policies of their own; this is all else, and the last copy of a database.
 */
export const opsStatefulPreventDestroy = defineRule({
  id: "ops-stateful-prevent-destroy",
  title: "What holds data survives a plan that removes it",
  group: "operations",
  severity: "medium",
  profile: "prod",
  stage: "graph",
  rationale:
    "A key of a spec that is renamed, or the wrong stack in a shell, removes what is behind it. Objects, images and volumes cannot be made again from a spec.",
  remediation:
    "Nothing is deleted with what is in it unless somebody says so: remove the entry under `overrides` that does.",
  anchors: [
    {
      control: "Terraform: lifecycle prevent_destroy",
      url: "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle",
    },
    awsDocs("DeleteBucket", "AmazonS3/latest/API/API_DeleteBucket.html"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    return guards.flatMap((guard) => judgeGuard(graph, guard));
  },
});

/** The setting by which a resource of a type is deleted with what is in it, and the value that does it. */
interface Guard {
  readonly type: TerraformType;
  /** What people call it. */
  readonly what: string;
  readonly setting: string;
  /** What AWS or Terraform takes the setting for where it is absent. */
  readonly absent: string | number | boolean;
  readonly safe: (value: string | number | boolean) => boolean;
  readonly expected: string;
}

const isOff = (value: unknown): boolean => String(value) === "false";

const guards: readonly Guard[] = [
  { type: "aws_s3_bucket", what: "bucket", setting: "forceDestroy", absent: false, safe: isOff, expected: "false" },
  {
    type: "aws_ecr_repository",
    what: "image repository",
    setting: "forceDelete",
    absent: false,
    safe: isOff,
    expected: "false",
  },
  {
    type: "aws_db_instance",
    what: "database",
    setting: "skipFinalSnapshot",
    absent: false,
    safe: isOff,
    expected: "false",
  },
  {
    type: "kubernetes_storage_class_v1",
    what: "storage class",
    setting: "reclaimPolicy",
    absent: "Delete",
    safe: (value) => value === "Retain",
    expected: "Retain",
  },
];

function judgeGuard(graph: ResourceGraph, guard: Guard): RuleResult[] {
  return judgeNodes(graph.resources(guard.type), (node) => judge(graph, node, guard));
}

function judge(
  graph: ResourceGraph,
  node: Pick<TerraformNode, "config" | "lifecycle" | "name">,
  { what, setting, absent, safe, expected }: Guard,
): NodeVerdict {
  if (node.lifecycle?.preventDestroy) return { proof: "prevent_destroy" };
  const written = (node.config as Readonly<Record<string, unknown>>)[setting];
  const value = known(graph, written ?? absent);
  if (value === undefined) return { unknown: `${setting} is known only at apply` };
  const seen = setTo(snakeCase(setting), written);
  if (safe(value)) return { proof: seen };
  return [
    {
      key: label(node),
      message: `${what} "${label(node)}" is deleted with what is in it by a plan that removes it`,
      expected,
      actual: seen,
    },
  ];
}
