import { fsbp, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { knownFlag } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Messages are encrypted where they wait. */
export const queueEncrypted = defineRule({
  id: "queue-encrypted",
  title: "Queues are encrypted",
  group: "queues",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Messages hold whatever services tell each other, often personal data, and wait for up to 14 days. Encryption by SQS costs nothing.",
  remediation: "Every queue is encrypted by SQS, so this is a fault of the compiler: report it, with the spec.",
  anchors: [fsbp("SQS.1"), tool("cdk-nag", "SQS2"), tool("Checkov", "CKV_AWS_27"), tool("Trivy", "AWS-0096")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("aws_sqs_queue"), (queue) => {
      const { sqsManagedSseEnabled, kmsMasterKeyId } = queue.config;
      // Terraform takes an empty text for none: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
      if (kmsMasterKeyId !== undefined && kmsMasterKeyId !== "")
        return { proof: setTo("kms_master_key_id", kmsMasterKeyId) };
      const isManaged = knownFlag(graph, sqsManagedSseEnabled ?? false);
      if (isManaged === undefined) return { unknown: "whether SQS encrypts it is known only at apply" };
      const seen = setTo("sqs_managed_sse_enabled", sqsManagedSseEnabled);
      if (isManaged) return { proof: seen };
      return [
        {
          key: label(queue),
          message: `queue "${label(queue)}" is not encrypted`,
          expected: "encryption by SQS or with a key of KMS",
          actual: "no encryption",
          seen,
        },
      ];
    });
  },
});
