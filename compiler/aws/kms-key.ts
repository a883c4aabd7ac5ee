import type { SpecPath } from "../../schema/finding.ts";
import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import { text } from "../../schema/graph/value.ts";
import type { StackName } from "../context.ts";
import type { Account } from "./account.ts";
import { policyDocument, type Statement } from "./policy-document.ts";

/** A customer managed key with its alias. */
export interface Key {
  readonly key: TerraformNode<"aws_kms_key">;
  readonly nodes: readonly AnyTerraformNode[];
}

/**
 * A symmetric key that rotates every year and can be brought back for 30 days after deletion.
 * The account administers it through IAM, as AWS's own default key policy has it; services are added by statement.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function kmsKey(input: {
  readonly stack: StackName;
  readonly name: string;
  /** Without the prefix `alias/`. */
  readonly alias: string;
  readonly description: string;
  readonly origin: SpecPath;
  readonly account: Account;
  readonly statements?: readonly Statement[];
}): Key {
  const { stack, name, origin, account, description, alias, statements = [] } = input;
  const policy = policyDocument(stack, `${name}_key`, origin, [
    {
      sid: "AccountAdministersThroughIam",
      actions: ["kms:*"],
      resources: ["*"],
      principals: { type: "AWS", identifiers: [text`arn:${account.partition}:iam::${account.id}:root`] },
    },
    ...statements,
  ]);
  const key = terraform("aws_kms_key", {
    stack,
    name,
    origin,
    config: { description, enableKeyRotation: true, deletionWindowInDays: 30, policy: ref(policy, "json") },
  });
  const keyAlias = terraform("aws_kms_alias", {
    stack,
    name,
    origin,
    config: { name: `alias/${alias}`, targetKeyId: ref(key, "key_id") },
  });
  return { key, nodes: [policy, key, keyAlias] };
}
