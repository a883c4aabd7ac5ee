import type { Data } from "../emitted.ts";
import { expressionsIn, localParts, textsIn } from "../expressions.ts";
import type { Invariant } from "../invariant.ts";

/** Attributes that hold a secret, by type. Whatever a stack gives to another one stands in both states as plain text. */
const sensitive: Readonly<Record<string, readonly string[]>> = {
  aws_cognito_user_pool_client: ["client_secret"],
  aws_db_instance: ["password"],
  aws_elasticache_replication_group: ["auth_token"],
  aws_elasticache_user: ["passwords"],
  aws_iam_access_key: ["secret", "ses_smtp_password_v4"],
  aws_rds_cluster: ["master_password"],
  aws_secretsmanager_secret_version: ["secret_string", "secret_binary"],
  aws_ssm_parameter: ["value", "insecure_value"],
  "data.aws_ecr_authorization_token": ["authorization_token", "password"],
  "data.aws_eks_cluster_auth": ["token"],
  "data.aws_secretsmanager_secret_version": ["secret_string", "secret_binary"],
  "data.aws_secretsmanager_random_password": ["random_password"],
  "data.aws_ssm_parameter": ["value"],
  kubernetes_secret_v1: ["data", "binary_data"],
  random_password: ["result", "bcrypt_hash"],
  tls_private_key: ["private_key_pem", "private_key_openssh", "private_key_pem_pkcs8"],
};

/** Secrets are read from Secrets Manager by whoever needs them, never handed on. */
export const sensitiveAttributes: Invariant = {
  name: "no secret attribute leaves its stack or reaches a chart",
  check: ({ stacks }) =>
    stacks.flatMap(({ name, document, resources }) => {
      const handedOn: readonly (readonly [string, unknown])[] = [
        ...Object.entries((document["output"] ?? {}) as Data).map(
          ([output, value]) => [`output ${output}`, value] as const,
        ),
        ...resources
          .filter(({ type }) => type === "helm_release")
          .map((release) => [`helm_release.${release.name}`, release.body] as const),
      ];
      return handedOn.flatMap(([place, value]) =>
        textsIn(value)
          .flatMap(expressionsIn)
          .map(localParts)
          .filter(({ type, attribute }) => sensitive[type]?.includes(attribute.split(/[.[]/, 1)[0] ?? ""))
          .map(({ type, attribute }) => `${name}: ${place} holds ${type}'s ${attribute}`),
      );
    }),
};
