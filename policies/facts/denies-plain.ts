import type { PolicyStatement } from "./policy-statements.ts";

/**
 * Whether a statement of a resource's policy denies everybody every request without TLS. A further condition would
 * leave some of them through.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
 */
export function deniesPlain(service: "s3" | "sqs", { effect, actions, principals, conditions }: PolicyStatement) {
  const isEverybody = principals.some(({ identifiers }) => identifiers.includes("*"));
  const isEverything = actions.includes("*") || actions.includes(`${service}:*`);
  const isPlain = conditions.every(
    ({ variable, values }) => variable === "aws:SecureTransport" && values.map(String).includes("false"),
  );
  return effect === "Deny" && isEverybody && isEverything && isPlain;
}
