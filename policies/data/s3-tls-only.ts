import { cisAws, fsbp, tool } from "../anchors.ts";
import { byBucket } from "../facts/data-nodes.ts";
import { denialOfPlain, refusingBucket } from "../facts/denies-plain.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Buckets answer over TLS only. */
export const s3TlsOnly = defineRule({
  id: "s3-tls-only",
  title: "Buckets refuse requests in the clear",
  group: "data",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "S3 answers plain HTTP, too. A client that is set up wrongly then sends objects, and signed links to them, for everybody on the way to read.",
  remediation: "Every bucket has such a policy, so this is a fault of the compiler: report it, with the spec.",
  anchors: [cisAws("3.1.1"), fsbp("S3.5"), tool("cdk-nag", "S10")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph, facts }) {
    const policies = byBucket(graph, "aws_s3_bucket_policy");
    return judgeNodes(graph.resources("aws_s3_bucket"), (bucket) => {
      const policy = policies.get(bucket.address);
      const statements = policy ? facts.statementsOf(policy.config.policy) : [];
      if (!statements) return { unknown: "its policy is known only at apply" };
      const denial = denialOfPlain(statements, refusingBucket(bucket));
      if (denial !== undefined) return { proof: `aws_s3_bucket_policy ${policy?.name} → ${denial}` };
      return [
        {
          key: label(bucket),
          message: `bucket "${label(bucket)}" answers requests in the clear`,
          expected: "a denial of requests without TLS",
          actual: policy ? "a policy without it" : "no policy",
          seen: policy ? `aws_s3_bucket_policy ${policy.name} → no such denial` : "no aws_s3_bucket_policy",
        },
      ];
    });
  },
});
