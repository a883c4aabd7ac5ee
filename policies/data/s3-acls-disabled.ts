import { fsbp, tool } from "../anchors.ts";
import { byBucket } from "../facts/data-nodes.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Who may read a bucket is said by policies alone, and no object has an owner of its own. */
export const s3AclsDisabled = defineRule({
  id: "s3-acls-disabled",
  title: "Buckets have no access control lists",
  group: "data",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A list on a single object opens it past what any policy says, and an object that another account uploads belongs to that account. `BucketOwnerEnforced` switches lists off.",
  remediation: "Take `objectOwnership` out of `overrides`: every bucket is made without lists.",
  anchors: [fsbp("S3.12"), tool("Checkov", "CKV2_AWS_65")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    const controls = byBucket(graph, "aws_s3_bucket_ownership_controls");
    return judgeNodes(graph.resources("aws_s3_bucket"), (bucket) => {
      const { objectOwnership } = (controls.get(bucket.address)?.config.rule ?? {}) as {
        readonly objectOwnership?: unknown;
      };
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html: AWS's default, for new buckets.
      const owner = knownText(graph, objectOwnership ?? "BucketOwnerEnforced");
      if (owner === undefined) return { unknown: "who owns its objects is known only at apply" };
      if (owner === "BucketOwnerEnforced") return { proof: setTo("object_ownership", objectOwnership) };
      return [
        {
          key: label(bucket),
          message: `bucket "${label(bucket)}" has access control lists`,
          expected: "object_ownership = BucketOwnerEnforced",
          actual: `object_ownership = ${owner}`,
        },
      ];
    });
  },
});
