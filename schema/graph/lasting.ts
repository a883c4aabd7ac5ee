import type { TerraformType } from "./terraform-types.ts";

/** Why a resource cannot be made anew without somebody noticing: it holds data, or others know it by its address. */
export type Lasting = "data" | "address";

/**
 * The resources that are more than their configuration. Not among them: image repositories, whose images are built
 * again and which AWS keeps while they hold any; log groups, which say what happened; volumes of the cluster, which
 * outlive the objects that use them.
 */
const lasting: Readonly<Partial<Record<TerraformType, Lasting>>> = {
  aws_cognito_user_pool: "data",
  aws_cognito_user_pool_client: "address",
  aws_cognito_user_pool_domain: "address",
  aws_db_instance: "data",
  aws_eks_cluster: "address",
  aws_elasticache_replication_group: "data",
  aws_kms_key: "data",
  aws_s3_bucket: "data",
  aws_secretsmanager_secret: "data",
  aws_sqs_queue: "data",
  aws_subnet: "address",
  aws_vpc: "address",
};

/** What is lost with a resource of a type, if anything. */
export function lastingOf(type: string): Lasting | undefined {
  return lasting[type as TerraformType];
}
