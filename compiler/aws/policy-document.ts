import type { SpecPath } from "../../schema/finding.ts";
import type { TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { Text } from "../../schema/graph/value.ts";
import type { StackName } from "../context.ts";

/** One statement of an IAM policy, in IAM's own terms. */
export interface Statement {
  readonly sid: string;
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources?: readonly Text[];
  readonly principals?: { readonly type: "AWS" | "Service" | "Federated"; readonly identifiers: readonly Text[] };
  readonly conditions?: readonly { readonly test: string; readonly variable: Text; readonly values: readonly Text[] }[];
}

/**
 * An IAM policy as a `data.aws_iam_policy_document`: scanners read it, which they cannot do with a JSON string.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function policyDocument(
  stack: StackName,
  name: string,
  origin: SpecPath,
  statements: readonly Statement[],
): TerraformNode<"data.aws_iam_policy_document"> {
  const statement = statements.map(({ sid, effect = "Allow", actions, resources, principals, conditions }) => ({
    sid,
    effect,
    actions,
    ...(resources && { resources }),
    ...(principals && { principals: [principals] }),
    ...(conditions && { condition: conditions }),
  }));
  return terraform("data.aws_iam_policy_document", { stack, name, origin, config: { statement } });
}
