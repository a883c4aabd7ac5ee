import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import type { TerraformType } from "../../../schema/graph/terraform-types.ts";
import type { Address } from "../../../schema/graph/value.ts";
import { items } from "../known.ts";

/** The AWS service whose API is called for a resource, by the resource's type. Another one is a line here. */
export const apiOf: { readonly [Type in TerraformType]?: string } = {
  aws_cognito_user_pool: "cognito-idp",
  aws_s3_bucket: "s3",
  aws_secretsmanager_secret: "secretsmanager",
  aws_sqs_queue: "sqs",
};

/**
 * The keys of this graph that resources are encrypted with, by the resource's address: whoever uses one must be
 * allowed its key, too. Keys that AWS owns ask nothing of anybody.
 */
export function keysOf(graph: ResourceGraph): ReadonlyMap<Address, Address> {
  const found = new Map<Address, Address>();
  const add = (resource: Address | undefined, written: unknown): void => {
    const key = graph.follow(written, "aws_kms_key");
    if (resource && key) found.set(resource, key.address);
  };
  for (const { address, config } of graph.resources("aws_secretsmanager_secret")) add(address, config.kmsKeyId);
  for (const { address, config } of graph.resources("aws_sqs_queue")) add(address, config.kmsMasterKeyId);
  for (const { config } of graph.resources("aws_s3_bucket_server_side_encryption_configuration"))
    for (const rule of items<EncryptionRule>(config.rule) ?? [])
      add(
        graph.follow(config.bucket, "aws_s3_bucket")?.address,
        rule.applyServerSideEncryptionByDefault?.kmsMasterKeyId,
      );
  return found;
}

interface EncryptionRule {
  readonly applyServerSideEncryptionByDefault?: { readonly kmsMasterKeyId?: unknown };
}
