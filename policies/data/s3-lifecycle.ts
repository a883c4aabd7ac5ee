import { count } from "../../schema/count.ts";
import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { fsbp, tool } from "../anchors.ts";
import { byBucket } from "../facts/data-nodes.ts";
import { judgeNodes, type NodeFault, type NodeVerdict } from "../facts/judge-nodes.ts";
import { items, known, knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** What a bucket no longer needs goes, and so does what was never uploaded to its end. */
export const s3Lifecycle = defineRule({
  id: "s3-lifecycle",
  title: "Buckets let go of old versions and broken uploads",
  group: "data",
  severity: "low",
  profile: "base",
  stage: "graph",
  rationale:
    "Versions of what was deleted, and the parts of an upload that broke off, are in no listing and are paid for until somebody removes them. Personal data that was deleted is then not gone either.",
  remediation:
    "Take `rule` out of `overrides`: every bucket is made with both rules. `lifecycle.previous` of the store says how long old versions stay.",
  anchors: [fsbp("S3.13"), tool("Checkov", "CKV2_AWS_61"), tool("Checkov", "CKV_AWS_300")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: { mostUploadDays: 7, mostPreviousDays: 365 },
  check({ graph, parameters }) {
    const lifecycles = byBucket(graph, "aws_s3_bucket_lifecycle_configuration");
    return judgeNodes(graph.resources("aws_s3_bucket"), (bucket) =>
      judge(graph, bucket, lifecycles.get(bucket.address), parameters),
    );
  },
});

interface LifecycleRule {
  readonly status?: unknown;
  readonly filter?: unknown;
  readonly prefix?: unknown;
  readonly abortIncompleteMultipartUpload?: unknown;
  readonly noncurrentVersionExpiration?: unknown;
}

interface Limits {
  readonly mostUploadDays: number;
  readonly mostPreviousDays: number;
}

function judge(
  graph: ResourceGraph,
  bucket: TerraformNode<"aws_s3_bucket">,
  lifecycle: TerraformNode<"aws_s3_bucket_lifecycle_configuration"> | undefined,
  { mostUploadDays, mostPreviousDays }: Limits,
): NodeVerdict {
  const rules = items<LifecycleRule>(lifecycle?.config.rule);
  if (!rules) return { unknown: "its lifecycle is known only at apply" };
  const whole = rules.filter((rule) => knownText(graph, rule.status) === "Enabled" && isOfAll(graph, rule));
  const uploads = fewestDays(
    graph,
    whole.map((rule) => blockOf(rule.abortIncompleteMultipartUpload)["daysAfterInitiation"]),
  );
  const previous = fewestDays(
    graph,
    whole.map((rule) => blockOf(rule.noncurrentVersionExpiration)["noncurrentDays"]),
  );
  const fault = (key: string, thing: string, most: number, days: number | undefined): NodeFault => ({
    ...(key === "versions" && { setting: ["lifecycle", "previous"] }),
    key: `${label(bucket)}:${key}`,
    message: `bucket "${label(bucket)}" keeps ${thing} ${days === undefined ? "for ever" : `for ${count(days, "day")}`}`,
    expected: `a rule of ${count(most, "day")} or fewer, for every object`,
    actual: days === undefined ? "no such rule" : count(days, "day"),
  });
  const faults = [
    ...(uploads === "unknown" || (uploads ?? Number.POSITIVE_INFINITY) <= mostUploadDays
      ? []
      : [fault("uploads", "broken uploads", mostUploadDays, uploads)]),
    ...(previous === "unknown" || (previous ?? Number.POSITIVE_INFINITY) <= mostPreviousDays
      ? []
      : [fault("versions", "old versions", mostPreviousDays, previous)]),
  ];
  if (faults.length > 0) return faults;
  if (uploads === "unknown" || previous === "unknown")
    return { unknown: "the days of its lifecycle are known only at apply" };
  return {
    proof: `broken uploads go after ${count(Number(uploads), "day")}, old versions after ${count(Number(previous), "day")}`,
  };
}

/** The fewest days of any rule; `undefined` when no rule says a number. */
function fewestDays(graph: ResourceGraph, written: readonly unknown[]): number | "unknown" | undefined {
  const days = written.filter((value) => value !== undefined).map((value) => known(graph, value));
  if (days.length === 0) return undefined;
  return days.includes(undefined) ? "unknown" : Math.min(...days.map(Number));
}

/** A rule for every object has no filter, or one of an empty prefix. */
function isOfAll(graph: ResourceGraph, { filter, prefix }: LifecycleRule): boolean {
  const { prefix: filtered, ...others } = blockOf(filter);
  return Object.keys(others).length === 0 && knownText(graph, filtered ?? prefix ?? "") === "";
}

/** A block is written as itself or as a list of one. */
function blockOf(written: unknown): Readonly<Record<string, unknown>> {
  return ([written].flat()[0] ?? {}) as Readonly<Record<string, unknown>>;
}
