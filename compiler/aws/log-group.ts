import { retentionDays } from "../../schema/catalogue/retention.ts";
import type { SpecPath } from "../../schema/finding.ts";
import { ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import { text } from "../../schema/graph/value.ts";
import type { Context, StackName } from "../context.ts";
import type { Account } from "./account.ts";
import { kmsKey } from "./kms-key.ts";

/**
 * The key that CloudWatch encrypts the system's log groups with. Its policy lets CloudWatch Logs use it for
 * log groups of this account and region only.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function logKey({ name, region }: Context, owner: Account): ReturnType<typeof kmsKey> {
  return kmsKey({
    stack: "network",
    name: "logs",
    alias: `${name}-logs`,
    description: `Log groups of ${name}`,
    origin: ["network", "flowLogs"],
    account: owner,
    statements: [
      {
        sid: "CloudWatchLogs",
        actions: [
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:Encrypt",
          "kms:GenerateDataKey",
          "kms:GenerateDataKeyWithoutPlaintext",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo",
        ],
        resources: ["*"],
        principals: { type: "Service", identifiers: [`logs.${region}.amazonaws.com`] },
        conditions: [
          {
            test: "ArnLike",
            variable: "kms:EncryptionContext:aws:logs:arn",
            values: [text`arn:${owner.partition}:logs:${region}:${owner.id}:log-group:*`],
          },
        ],
      },
    ],
  });
}

/** A log group of a known name, kept for a stated time (e.g. `90d`) and encrypted. */
export function logGroup(input: {
  readonly stack: StackName;
  readonly name: string;
  readonly logGroupName: string;
  readonly retention: string;
  readonly key: TerraformNode<"aws_kms_key">;
  readonly origin: SpecPath;
}): TerraformNode<"aws_cloudwatch_log_group"> {
  const { stack, name, origin, logGroupName, retention, key } = input;
  return terraform("aws_cloudwatch_log_group", {
    stack,
    name,
    origin,
    config: { name: logGroupName, retentionInDays: retentionDays(retention), kmsKeyId: ref(key, "arn") },
  });
}
