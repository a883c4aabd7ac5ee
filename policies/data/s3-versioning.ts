import { tool } from "../anchors.ts";
import { byBucket } from "../facts/data-nodes.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** What is overwritten or deleted in a bucket can be brought back. */
export const s3Versioning = defineRule({
  id: "s3-versioning",
  title: "Buckets keep what is overwritten and deleted",
  group: "data",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "Nothing else backs a bucket up: a wrong clean-up or a stolen key deletes objects at once and for good. With versions they are there until `lifecycle.previous` is over.",
  remediation:
    "Take `versioningConfiguration` out of `overrides`: every bucket is made with versions. `lifecycle.previous` of the store says for how long.",
  anchors: [tool("Checkov", "CKV_AWS_21"), tool("Trivy", "AWS-0090")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    const versionings = byBucket(graph, "aws_s3_bucket_versioning");
    return judgeNodes(graph.resources("aws_s3_bucket"), (bucket) => {
      const { status } = (versionings.get(bucket.address)?.config.versioningConfiguration ?? {}) as {
        readonly status?: unknown;
      };
      const known = knownText(graph, status ?? "Disabled");
      if (known === undefined) return { unknown: "whether it keeps versions is known only at apply" };
      if (known === "Enabled") return { proof: "versioning status = Enabled" };
      return [
        {
          key: label(bucket),
          message: `bucket "${label(bucket)}" keeps nothing that is overwritten or deleted`,
          expected: "versioning status = Enabled",
          actual: setTo("versioning status", status),
        },
      ];
    });
  },
});
