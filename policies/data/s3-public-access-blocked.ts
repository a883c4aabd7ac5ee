import { cisAws, fsbp, tool } from "../anchors.ts";
import { byBucket } from "../facts/data-nodes.ts";
import { setTo, snakeCase } from "../facts/evidence.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { knownFlag } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

const flags = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

/** No mistake makes a bucket public. */
export const s3PublicAccessBlocked = defineRule({
  id: "s3-public-access-blocked",
  title: "Buckets cannot become public",
  group: "data",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "One object's access list or one statement of a bucket policy publishes what is in it. The four blocks make S3 refuse both, whoever writes them.",
  remediation: "Every bucket has all four blocks, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    cisAws("3.1.4"),
    fsbp("S3.2"),
    fsbp("S3.3"),
    fsbp("S3.8"),
    tool("cdk-nag", "S2"),
    tool("Checkov", "CKV2_AWS_6"),
    tool("Trivy", "AWS-0086"),
    tool("Trivy", "AWS-0087"),
    tool("Trivy", "AWS-0091"),
    tool("Trivy", "AWS-0093"),
  ],
  waivable: true,
  maxWaiverDays: 30,
  parameters: {},
  check({ graph }) {
    const blocks = byBucket(graph, "aws_s3_bucket_public_access_block");
    return judgeNodes(graph.resources("aws_s3_bucket"), (bucket) => {
      const block = blocks.get(bucket.address);
      const states = flags.map((name) => ({ name, isOn: knownFlag(graph, block?.config[name] ?? false) }));
      const seen = block
        ? `${block.type} ${block.name} → ${states.map(({ name }) => setTo(snakeCase(name), block.config[name])).join(", ")}`
        : "no aws_s3_bucket_public_access_block";
      const off = states.filter(({ isOn }) => isOn === false).map(({ name }) => name);
      if (off.length > 0)
        return [
          {
            key: label(bucket),
            message: `bucket "${label(bucket)}" can be made public`,
            expected: "all four blocks of public access",
            actual: block ? `without ${off.join(", ")}` : "no block",
            seen,
          },
        ];
      if (states.some(({ isOn }) => isOn === undefined))
        return { unknown: "a block of public access is known only at apply" };
      return { proof: seen };
    });
  },
});
